import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { addPersonEndpoint, addUnitEndpoint, showUnits } from '../../../kernel/people/contract.ts'
import { Button } from '../../../webkit/Button.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { partyPeopleWords } from './people-words.ts'

type Unit = OutputOf<typeof showUnits>['units'][number]
interface Party {
  readonly id: string
  readonly name: string
}
interface FormProps {
  readonly party: Party
  readonly onClose: () => void
}
const TOPICS = { topics: ['people'] }

/**
 * What the people of a party need before they can sign in: a unit, a record each, then the role on their record and the
 * account. A client has no roster whose import would make them. For administrators alone.
 */
export function PartyPeople({ party }: { readonly party: Party }) {
  const t = usePhrases(partyPeopleWords)
  const read = useRead(showUnits, {}, { topic: 'people' })
  const [open, setOpen] = useState<'unit' | 'person'>()
  const close = () => setOpen(undefined)
  const units = read.data?.units
  if (!units) {
    return (
      <Section title={t.title}>
        <Waiting on={read} />
      </Section>
    )
  }
  const theirs = units.filter(({ partyId }) => partyId === party.id)
  return (
    <Section title={t.title}>
      <p>{t.lead}</p>
      <h3>{t.units}</h3>
      {theirs.length === 0 ? (
        <p>{t.noUnits}</p>
      ) : (
        <ul>
          {theirs.map(({ id, name, memberCount }) => (
            <li key={id}>
              {name} ({t.memberCount(memberCount)})
            </li>
          ))}
        </ul>
      )}
      {open === 'unit' && (
        <AddUnit party={party} ours={units.filter(({ partyId }) => partyId === null)} onClose={close} />
      )}
      {open === 'person' && <AddPerson party={party} onClose={close} />}
      {!open && (
        <div className="sk-actions">
          <Button onPress={() => setOpen('unit')}>{t.addUnit}</Button>
          <Button onPress={() => setOpen('person')} disabledReason={theirs.length === 0 ? t.unitFirst : undefined}>
            {t.addPerson}
          </Button>
          <ButtonLink to="/accounts">{t.accounts}</ButtonLink>
        </div>
      )}
    </Section>
  )
}

function AddUnit({ party, ours, onClose }: FormProps & { readonly ours: readonly Unit[] }) {
  const t = usePhrases(partyPeopleWords)
  const words = useWords()
  const add = useAct(addUnitEndpoint, TOPICS)
  const [name, setName] = useState(party.name)
  const [parentId, setParentId] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const wrong = {
      ...(name.trim() === '' && { name: words.fields.errors.missing }),
      ...(parentId === '' && { parentId: words.fields.errors.invalid_value }),
    }
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    if (await add.run({ name, kind: 'party', partyId: party.id, parentId })) onClose()
  }
  return (
    <Form onSubmit={submit} problem={add.problem} errors={errors} label={t.addUnit}>
      <h4>{t.addUnit}</h4>
      <TextField name="name" label={t.unitName} value={name} onChange={setName} autoComplete="off" maxLength={200} />
      <SelectField
        name="parentId"
        label={t.parent}
        hint={t.parentHint}
        value={parentId}
        onChange={setParentId}
        choices={[{ value: '', word: t.choose }, ...ours.map((unit) => ({ value: unit.id, word: unit.name }))]}
      />
      <Press isBusy={add.isBusy} onClose={onClose} />
    </Form>
  )
}

function AddPerson({ party, onClose }: FormProps) {
  const t = usePhrases(partyPeopleWords)
  const words = useWords()
  const goTo = useGoTo()
  const add = useAct(addPersonEndpoint, TOPICS)
  const [typed, setTyped] = useState({ name: '', nameKana: '', address: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    autoComplete: 'off' as const,
  })
  const submit = async () => {
    const address = typed.address.normalize('NFKC').trim()
    const wrong = {
      ...(typed.name.trim() === '' && { name: words.fields.errors.missing }),
      ...(address === '' && { address: words.fields.errors.missing }),
    }
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const made = await add.run({
      name: typed.name,
      partyId: party.id,
      addresses: [address],
      ...(typed.nameKana.trim() && { nameKana: typed.nameKana }),
    })
    if (made) await goTo(`/people/${made.id}`)
  }
  return (
    <Form onSubmit={submit} problem={add.problem} errors={errors} label={t.addPerson}>
      <h4>{t.addPerson}</h4>
      <p>{t.addPersonLead}</p>
      <TextField {...field('name')} label={t.name} />
      <TextField {...field('nameKana')} label={t.kana} isOptional />
      <TextField {...field('address')} label={t.address} hint={t.addressHint} type="email" inputMode="email" />
      <Press isBusy={add.isBusy} onClose={onClose} />
    </Form>
  )
}

function Press({ isBusy, onClose }: { readonly isBusy: boolean; readonly onClose: () => void }) {
  const t = usePhrases(partyPeopleWords)
  return (
    <div className="sk-actions">
      <Button tone="main" type="submit" isBusy={isBusy}>
        {t.register}
      </Button>
      <Button onPress={onClose}>{t.cancel}</Button>
    </div>
  )
}
