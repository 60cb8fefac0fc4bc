import { useState } from 'react'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { vendorsChangeWords } from './change-words.ts'
import { vendorsScreenWords } from './words.ts'

const EMPTY = { personId: '', job: '', fromOn: '', untilOn: '', pledgedOn: '', trainedOn: '' }
const DAYS = ['fromOn', 'untilOn', 'pledgedOn', 'trainedOn'] as const
type Typed = typeof EMPTY

/** What is typed of a worker's place on a roster, and what is wrong with it. */
export function useTypedWorker(before: Partial<Typed> = {}) {
  const words = useWords()
  const [typed, setTyped] = useState<Typed>({ ...EMPTY, ...before })
  const [errors, setErrors] = useState<Record<string, string>>({})
  return {
    typed,
    errors,
    field: (name: keyof Typed) => ({
      name,
      value: typed[name],
      onChange: (value: string) => setTyped((last) => ({ ...last, [name]: value })),
    }),
    forget: () => setTyped({ ...EMPTY, ...before }),
    /** The days as typed, or undefined where one cannot be read; the fields then say why. */
    read: () => {
      const read = DAYS.flatMap((name) =>
        name === 'fromOn' || typed[name].trim() !== '' ? [[name, readTypedDay(typed[name], words)] as const] : [],
      )
      const wrong = Object.fromEntries(read.flatMap(([name, day]) => ('error' in day ? [[name, day.error]] : [])))
      if (typed.personId === '') wrong['personId'] = words.fields.errors.missing
      setErrors(wrong)
      const days = Object.fromEntries(read.flatMap(([name, day]) => ('day' in day ? [[name, day.day]] : [])))
      const { fromOn, ...others } = days as Record<(typeof DAYS)[number], string>
      return Object.keys(wrong).length > 0 || fromOn === undefined ? undefined : { fromOn, ...others }
    },
  }
}

/** What a roster says of a worker besides who they are. */
export function WorkerFields(props: {
  readonly of: ReturnType<typeof useTypedWorker>
  readonly fromLabel?: string
  readonly fromHint?: string
}) {
  const t = usePhrases(vendorsChangeWords)
  const screen = usePhrases(vendorsScreenWords)
  const { of, fromLabel, fromHint } = props
  return (
    <>
      <TextField {...of.field('job')} label={t.job} hint={t.jobHint} autoComplete="off" maxLength={200} isOptional />
      <DayField {...of.field('fromOn')} label={fromLabel ?? screen.from} {...(fromHint && { hint: fromHint })} />
      <DayField {...of.field('untilOn')} label={screen.until} isOptional />
      <DayField {...of.field('pledgedOn')} label={t.pledged} isOptional />
      <DayField {...of.field('trainedOn')} label={t.trained} isOptional />
    </>
  )
}
