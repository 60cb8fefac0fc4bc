import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { changeParty, type readParty } from '../contract.ts'
import { vendorsChangeWords } from './change-words.ts'
import { vendorsScreenWords } from './words.ts'

interface ChangePartyProps {
  readonly party: OutputOf<typeof readParty>
}

/** Changes the name or the corporate number of a party. */
export function ChangePartyForm({ party }: ChangePartyProps) {
  const t = usePhrases(vendorsChangeWords)
  const [isOpen, setOpen] = useState(false)
  return isOpen ? (
    <Fields party={party} onClose={() => setOpen(false)} />
  ) : (
    <div className="sk-actions">
      <Button onPress={() => setOpen(true)} label={t.partyChange}>
        {t.change}
      </Button>
    </div>
  )
}

function Fields({ party, onClose }: ChangePartyProps & { readonly onClose: () => void }) {
  const t = usePhrases(vendorsChangeWords)
  const screen = usePhrases(vendorsScreenWords)
  const words = useWords()
  const change = useAct(changeParty, { topics: ['vendors'] })
  const [name, setName] = useState(party.name)
  const [corporateNumber, setCorporateNumber] = useState(party.corporateNumber ?? '')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    setErrors(name.trim() === '' ? { name: words.fields.errors.missing } : {})
    if (name.trim() === '') return
    const number = corporateNumber.trim() === '' ? null : corporateNumber
    const { id: partyId, version } = party
    if (await change.run({ partyId, version, name, corporateNumber: number })) onClose()
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={errors} label={t.partyChange}>
      <TextField
        name="name"
        label={screen.partyName}
        value={name}
        onChange={setName}
        autoComplete="off"
        maxLength={200}
      />
      <TextField
        name="corporateNumber"
        label={screen.corporateNumber}
        hint={screen.corporateNumberHint}
        value={corporateNumber}
        onChange={setCorporateNumber}
        inputMode="numeric"
        autoComplete="off"
        isOptional
      />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
