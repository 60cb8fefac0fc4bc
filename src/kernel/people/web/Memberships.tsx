import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { SelectField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Day } from '../../../webkit/Instant.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { endMembershipEndpoint, setMembershipEndpoint, showUnits } from '../contract.ts'
import { roleWords } from '../words.ts'
import { ROLE_NAMES, type RoleName, type ShownMembership, type ShownPerson } from './shown-person.ts'
import { type PeopleWords, peopleScreenWords } from './words.ts'

/** Where a person is and was, in which role; an administrator adds and ends. */
export function Memberships({ person, mayChange }: { readonly person: ShownPerson; readonly mayChange: boolean }) {
  const t = usePhrases(peopleScreenWords)
  const say = useSay()
  const [ending, setEnding] = useState<ShownMembership>()
  const [isAdding, setAdding] = useState(false)
  const sayRole = (role: RoleName) => say(roleWords[role])
  return (
    <Section
      title={t.history}
      aside={mayChange && !isAdding && <Button onPress={() => setAdding(true)}>{t.setMembership}</Button>}
    >
      {isAdding && <SetMembershipForm personId={person.id} onClose={() => setAdding(false)} />}
      {ending && <EndMembershipForm key={ending.id} membership={ending} onClose={() => setEnding(undefined)} />}
      <Table
        caption={t.history}
        columns={membershipColumns(t, sayRole, mayChange ? setEnding : undefined)}
        rows={person.history}
        rowKey={(row) => row.id}
        empty={<p>{t.historyNone}</p>}
      />
    </Section>
  )
}

function membershipColumns(
  t: PeopleWords,
  sayRole: (role: RoleName) => string,
  end: ((row: ShownMembership) => void) | undefined,
): readonly Column<ShownMembership>[] {
  return [
    { id: 'unit', head: t.unit, kind: 'main', cell: (row) => row.unitName },
    { id: 'role', head: t.role, cell: (row) => sayRole(row.role) },
    { id: 'from', head: t.from, kind: 'short', cell: (row) => <Day on={row.fromOn} /> },
    {
      id: 'until',
      head: t.until,
      kind: 'short',
      cell: (row) =>
        row.untilOn ? (
          <Day on={row.untilOn} />
        ) : (
          <>
            {t.untilNow}{' '}
            {end && (
              <Button tone="quiet" label={t.endMembershipOf(row.unitName, sayRole(row.role))} onPress={() => end(row)}>
                {t.endMembership}
              </Button>
            )}
          </>
        ),
    },
  ]
}

function SetMembershipForm({ personId, onClose }: { readonly personId: string; readonly onClose: () => void }) {
  const t = usePhrases(peopleScreenWords)
  const words = useWords()
  const say = useSay()
  const units = useRead(showUnits, {}, { topic: 'people' })
  const set = useAct(setMembershipEndpoint, { topics: ['people'] })
  const [unitId, setUnitId] = useState('')
  const [role, setRole] = useState<string>('employee')
  const [fromOn, setFromOn] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const day = readTypedDay(fromOn, words)
    const known = ROLE_NAMES.find((each) => each === role)
    if ('error' in day || unitId === '' || !known) {
      setErrors({
        ...(unitId === '' && { unitId: words.fields.errors.invalid_value }),
        ...('error' in day && { fromOn: day.error }),
      })
      return
    }
    setErrors({})
    if (await set.run({ personId, unitId, role: known, fromOn: day.day })) onClose()
  }
  const choices = (units.data?.units ?? []).map((unit) => ({ value: unit.id, word: unit.name }))
  return (
    <Form onSubmit={submit} problem={set.problem} errors={errors} label={t.setMembership}>
      <SelectField
        name="unitId"
        label={t.unit}
        value={unitId}
        onChange={setUnitId}
        choices={[{ value: '', word: '—' }, ...choices]}
      />
      <SelectField
        name="role"
        label={t.role}
        value={role}
        onChange={setRole}
        choices={ROLE_NAMES.map((each) => ({ value: each, word: say(roleWords[each]) }))}
      />
      <DayField name="fromOn" label={t.from} value={fromOn} onChange={setFromOn} />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={set.isBusy}>
          {t.register}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}

function EndMembershipForm({
  membership,
  onClose,
}: {
  readonly membership: ShownMembership
  readonly onClose: () => void
}) {
  const t = usePhrases(peopleScreenWords)
  const words = useWords()
  const say = useSay()
  const end = useAct(endMembershipEndpoint, { topics: ['people'] })
  const [untilOn, setUntilOn] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const day = readTypedDay(untilOn, words)
    if ('error' in day) {
      setErrors({ untilOn: day.error })
      return
    }
    setErrors({})
    const { id, version } = membership
    if (await end.run({ membershipId: id, version, untilOn: day.day })) onClose()
  }
  const title = t.endMembershipOf(membership.unitName, say(roleWords[membership.role]))
  return (
    <Form onSubmit={submit} problem={end.problem} errors={errors} label={title}>
      <p>
        <strong>{title}</strong>
      </p>
      <DayField name="untilOn" label={t.lastDay} value={untilOn} onChange={setUntilOn} />
      <div className="sk-actions">
        <Button tone="danger" type="submit" isBusy={end.isBusy}>
          {t.endMembership}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
