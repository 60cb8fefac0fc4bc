import { useState } from 'react'
import { addDays, jstInstant } from '../../../base/clock.ts'
import type { Problem } from '../../../webkit/api.ts'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { standInWords } from './stand-in-words.ts'

interface AbsenceFormProps {
  /** What it means for whom. */
  readonly lead: string
  /** Answers whether it was registered. */
  readonly onDeclare: (absence: { fromAt: string; untilAt: string }) => Promise<boolean>
  readonly isBusy: boolean
  readonly problem: Problem | undefined
}

/** Registers that somebody is away, by whole days. */
export function AbsenceForm({ lead, onDeclare, isBusy, problem }: AbsenceFormProps) {
  const t = usePhrases(standInWords)
  const words = useWords()
  const [firstDay, setFirstDay] = useState('')
  const [lastAway, setLastAway] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const [first, last] = [readTypedDay(firstDay, words), readTypedDay(lastAway, words)]
    setErrors({
      ...('error' in first && { firstDay: first.error }),
      ...('error' in last && { lastAway: last.error }),
      ...('day' in first && 'day' in last && last.day < first.day && { lastAway: t.order }),
    })
    if ('error' in first || 'error' in last || last.day < first.day) return
    const untilAt = jstInstant(addDays(last.day, 1)).toISOString()
    if (await onDeclare({ fromAt: jstInstant(first.day).toISOString(), untilAt })) {
      setFirstDay('')
      setLastAway('')
    }
  }
  return (
    <Form onSubmit={submit} problem={problem} errors={errors} label={t.addAbsence}>
      <h3>{t.addAbsence}</h3>
      <p>{lead}</p>
      <DayField name="firstDay" label={t.firstDay} value={firstDay} onChange={setFirstDay} />
      <DayField name="lastAway" label={t.lastAway} value={lastAway} onChange={setLastAway} />
      <div className="sk-actions">
        <Button type="submit" isBusy={isBusy}>
          {t.register}
        </Button>
      </div>
    </Form>
  )
}
