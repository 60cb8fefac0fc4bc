import { useState } from 'react'
import { addDays, jstInstant } from '../../../base/clock.ts'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { ChoiceField, LongTextField, SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import type { Problem } from '../../../webkit/api.ts'
import { todayInJapan } from '../../../webkit/today.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { listColleagues, listPeople } from '../contract.ts'
import { roleWords } from '../words.ts'
import type { RoleName } from './shown-person.ts'
import { standInWords } from './stand-in-words.ts'

export interface Lendable {
  readonly role: RoleName
  readonly unitId: string
  readonly unitName: string
}

export interface NewStandIn {
  readonly kind: 'delegation' | 'substitute'
  readonly toPersonId: string
  readonly role: RoleName
  readonly unitId: string
  readonly fromAt?: string
  readonly untilAt?: string
  readonly reason: string
}

interface StandInFormProps {
  /** Roles that can be lent: those held now. */
  readonly lendable: readonly Lendable[]
  /** Among whom to look: one's colleagues, or (for an administrator) everybody but this person. */
  readonly among: 'colleagues' | { readonly but: string }
  /** Answers whether it was registered. */
  readonly onGive: (standIn: NewStandIn) => Promise<boolean>
  readonly isBusy: boolean
  readonly problem: Problem | undefined
}

/** Registers who acts for somebody, in which role, from when until when. */
export function StandInForm({ lendable, among, onGive, isBusy, problem }: StandInFormProps) {
  const t = usePhrases(standInWords)
  const words = useWords()
  const say = useSay()
  // What an employee or a worker does is not decided for others.
  const roles = lendable.filter(({ role }) => role !== 'employee' && role !== 'worker')
  const [kind, setKind] = useState<NewStandIn['kind']>('delegation')
  const [typed, setTyped] = useState({ what: '0', toPersonId: '', from: '', lastDay: '', reason: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  const submit = async () => {
    const today = todayInJapan()
    const from = typed.from.trim() === '' ? undefined : readTypedDay(typed.from, words)
    const last = typed.lastDay.trim() === '' && kind === 'substitute' ? undefined : readTypedDay(typed.lastDay, words)
    const wrong = {
      ...(typed.toPersonId === '' && { toPersonId: words.fields.errors.missing }),
      ...(typed.reason.trim() === '' && { reason: words.fields.errors.missing }),
      ...(from && 'error' in from && { from: from.error }),
      ...(from && 'day' in from && from.day < today && { from: t.notInPast }),
      ...(last && 'error' in last && { lastDay: last.error }),
      ...(from && last && 'day' in from && 'day' in last && last.day < from.day && { lastDay: t.order }),
    }
    setErrors(wrong)
    const lent = roles[Number(typed.what)]
    if (Object.keys(wrong).length > 0 || !lent) return
    const given = await onGive({
      kind,
      toPersonId: typed.toPersonId,
      role: lent.role,
      unitId: lent.unitId,
      // From today on is from now on: the hours that have passed cannot be given away any more.
      ...(from && 'day' in from && from.day !== today && { fromAt: jstInstant(from.day).toISOString() }),
      ...(last && 'day' in last && { untilAt: jstInstant(addDays(last.day, 1)).toISOString() }),
      reason: typed.reason,
    })
    if (given) setTyped({ ...typed, toPersonId: '', from: '', lastDay: '', reason: '' })
  }
  if (roles.length === 0) return <p>{t.whatNone}</p>
  return (
    <Form onSubmit={submit} problem={problem} errors={errors} label={t.add}>
      <h3>{t.add}</h3>
      <ChoiceField
        name="kind"
        label={t.kind}
        value={kind}
        onChange={(value) => setKind(value === 'substitute' ? 'substitute' : 'delegation')}
        choices={(['delegation', 'substitute'] as const).map((value) => ({ value, word: t.kinds[value] }))}
      />
      <SelectField
        {...field('what')}
        label={t.what}
        choices={roles.map(({ role, unitName }, at) => ({
          value: String(at),
          word: t.roleAt(say(roleWords[role]), unitName),
        }))}
      />
      <PersonSearch {...field('toPersonId')} among={among} />
      <DayField {...field('from')} label={t.from} hint={t.fromHint} isOptional />
      <DayField
        {...field('lastDay')}
        label={t.lastDay}
        hint={kind === 'substitute' ? t.lastDayOptionalHint : t.lastDayHint}
        isOptional={kind === 'substitute'}
      />
      <LongTextField {...field('reason')} label={t.reason} hint={t.reasonHint} rows={2} maxLength={500} />
      <div className="sk-actions">
        <Button type="submit" tone="main" isBusy={isBusy}>
          {t.register}
        </Button>
      </div>
    </Form>
  )
}

function PersonSearch(props: {
  readonly name: string
  readonly value: string
  readonly onChange: (personId: string) => void
  readonly among: StandInFormProps['among']
}) {
  const t = usePhrases(standInWords)
  const [search, setSearch] = useState('')
  const { among } = props
  const isAsked = search.trim() !== ''
  const colleagues = useRead(
    listColleagues,
    { search: search.trim() },
    { topic: 'people', enabled: isAsked && among === 'colleagues' },
  )
  const everybody = useRead(
    listPeople,
    { search: search.trim(), size: 20 },
    { topic: 'people', enabled: isAsked && among !== 'colleagues' },
  )
  const found = among === 'colleagues' ? colleagues.data?.people : everybody.data?.items
  const people = (isAsked ? (found ?? []) : []).filter(({ id }) => among === 'colleagues' || id !== among.but)
  return (
    <>
      <TextField
        name="search"
        type="search"
        label={t.search}
        hint={t.searchHint}
        value={search}
        onChange={setSearch}
        autoComplete="off"
        maxLength={100}
        isOptional
      />
      <SelectField
        name={props.name}
        label={t.to}
        value={props.value}
        onChange={props.onChange}
        choices={[{ value: '', word: t.choose }, ...people.map(({ id, name }) => ({ value: id, word: name }))]}
      />
    </>
  )
}
