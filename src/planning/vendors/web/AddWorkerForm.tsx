import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { addWorker } from '../contract.ts'
import { vendorsChangeWords } from './change-words.ts'
import { PersonChoice } from './PersonChoice.tsx'
import { vendorsScreenWords } from './words.ts'

const nothing = { personId: '', job: '', fromOn: '', untilOn: '', pledgedOn: '', trainedOn: '' }
const DAYS = ['fromOn', 'untilOn', 'pledgedOn', 'trainedOn'] as const

/** Puts one registered person on the roster by hand. */
export function AddWorkerForm({ engagementId }: { readonly engagementId: string }) {
  const t = usePhrases(vendorsChangeWords)
  const screen = usePhrases(vendorsScreenWords)
  const words = useWords()
  const add = useAct(addWorker, { topics: ['vendors'] })
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState(nothing)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  const submit = async () => {
    const read = DAYS.flatMap((name) =>
      name === 'fromOn' || typed[name].trim() !== '' ? [[name, readTypedDay(typed[name], words)] as const] : [],
    )
    const wrong = Object.fromEntries(read.flatMap(([name, day]) => ('error' in day ? [[name, day.error]] : [])))
    if (typed.personId === '') wrong['personId'] = words.fields.errors.missing
    setErrors(wrong)
    const days = Object.fromEntries(read.flatMap(([name, day]) => ('day' in day ? [[name, day.day]] : [])))
    const { fromOn, ...others } = days as Record<(typeof DAYS)[number], string>
    if (Object.keys(wrong).length > 0 || fromOn === undefined) return
    const { personId, job } = typed
    if (await add.run({ engagementId, personId, job, fromOn, ...others })) {
      setTyped(nothing)
      setOpen(false)
    }
  }
  if (!isOpen) {
    return (
      <div className="sk-actions">
        <Button onPress={() => setOpen(true)}>{t.addWorker}</Button>
      </div>
    )
  }
  return (
    <Form onSubmit={submit} problem={add.problem} errors={errors} label={t.addWorker}>
      <h3>{t.addWorker}</h3>
      <p>{t.addWorkerLead}</p>
      <PersonChoice {...field('personId')} label={t.worker} />
      <TextField {...field('job')} label={t.job} hint={t.jobHint} autoComplete="off" maxLength={200} isOptional />
      <DayField {...field('fromOn')} label={screen.from} />
      <DayField {...field('untilOn')} label={screen.until} isOptional />
      <DayField {...field('pledgedOn')} label={t.pledged} isOptional />
      <DayField {...field('trainedOn')} label={t.trained} isOptional />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={add.isBusy}>
          {t.addNow}
        </Button>
        <Button onPress={() => setOpen(false)}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
