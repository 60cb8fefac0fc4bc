import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { changeUnitEndpoint, moveUnitEndpoint, type showUnits } from '../contract.ts'
import { unitWords } from './unit-words.ts'

type Unit = OutputOf<typeof showUnits>['units'][number]
const TOPICS = { topics: ['people'] }

export interface ChangeUnitProps {
  readonly unit: Unit
  readonly units: readonly Unit[]
  readonly onClose: () => void
}

/** Renames a unit, moves it with all below it, or closes it: three acts, each done or refused by itself. */
export function ChangeUnit({ unit, units, onClose }: ChangeUnitProps) {
  const t = usePhrases(unitWords)
  return (
    <Section title={t.changeOf(unit.name)} aside={<Button onPress={onClose}>{t.done}</Button>}>
      <Rename key={`name ${unit.version}`} unit={unit} />
      <Move key={`move ${unit.version}`} unit={unit} units={units} />
      <CloseUnit unit={unit} onClose={onClose} />
    </Section>
  )
}

function Rename({ unit }: { readonly unit: Unit }) {
  const t = usePhrases(unitWords)
  const words = useWords()
  const change = useAct(changeUnitEndpoint, TOPICS)
  const [name, setName] = useState(unit.name)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    setErrors(name.trim() === '' ? { name: words.fields.errors.missing } : {})
    if (name.trim() !== '') await change.run({ unitId: unit.id, version: unit.version, name })
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={errors} label={t.rename}>
      <TextField name="name" label={t.name} value={name} onChange={setName} autoComplete="off" maxLength={200} />
      <div className="sk-actions">
        <Button type="submit" isBusy={change.isBusy} disabledReason={name === unit.name ? t.nameSame : undefined}>
          {t.rename}
        </Button>
      </div>
    </Form>
  )
}

function Move({ unit, units }: { readonly unit: Unit; readonly units: readonly Unit[] }) {
  const t = usePhrases(unitWords)
  const move = useAct(moveUnitEndpoint, TOPICS)
  const [parentId, setParentId] = useState(unit.parentId ?? '')
  const below = idsBelow(unit.id, units)
  const places = units.filter(({ id }) => !below.has(id))
  const submit = () => move.run({ unitId: unit.id, version: unit.version, parentId: parentId || null })
  const isSame = parentId === (unit.parentId ?? '')
  return (
    <Form onSubmit={submit} problem={move.problem} label={t.move}>
      <SelectField
        name="parentId"
        label={t.parent}
        hint={t.moveHint}
        value={parentId}
        onChange={setParentId}
        choices={[{ value: '', word: t.top }, ...places.map(({ id, name }) => ({ value: id, word: name }))]}
      />
      <div className="sk-actions">
        <Button type="submit" isBusy={move.isBusy} disabledReason={isSame ? t.parentSame : undefined}>
          {t.move}
        </Button>
      </div>
    </Form>
  )
}

function CloseUnit({ unit, onClose }: { readonly unit: Unit; readonly onClose: () => void }) {
  const t = usePhrases(unitWords)
  const words = useWords()
  const change = useAct(changeUnitEndpoint, TOPICS)
  const [closedOn, setClosedOn] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const day = readTypedDay(closedOn, words)
    setErrors('error' in day ? { closedOn: day.error } : {})
    if ('error' in day) return
    if (await change.run({ unitId: unit.id, version: unit.version, closedOn: day.day })) onClose()
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={errors} label={t.close}>
      <DayField name="closedOn" label={t.closedOn} hint={t.closeHint} value={closedOn} onChange={setClosedOn} />
      <div className="sk-actions">
        <Button tone="danger" type="submit" isBusy={change.isBusy}>
          {t.close}
        </Button>
      </div>
    </Form>
  )
}

/** A unit and everything below it: none of them can be its parent. */
function idsBelow(unitId: string, units: readonly Unit[]): ReadonlySet<string> {
  const ids = new Set([unitId])
  for (const id of ids) for (const unit of units) if (unit.parentId === id) ids.add(unit.id)
  return ids
}
