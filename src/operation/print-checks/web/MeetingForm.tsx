import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { LongTextField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { recordMeeting } from '../contract.ts'
import { AnswerFields, unanswered } from './AnswerFields.tsx'
import { printMeetingWords } from './meeting-words.ts'
import type { StageProps } from './stage-props.ts'

/** Records the meeting about what is in view. An earlier record is its draft: only the day has to be given anew. */
export function MeetingForm({ job, stage }: StageProps) {
  const t = usePhrases(printMeetingWords)
  const words = useWords()
  const record = useAct(recordMeeting, { topics: ['print-checks'] })
  const before = job.meeting
  const [heldOn, setHeldOn] = useState('')
  const [ourPeople, setOurPeople] = useState(before?.ourPeople ?? '')
  const [printersPeople, setPrintersPeople] = useState(before?.printersPeople ?? '')
  const [clientsPeople, setClientsPeople] = useState(before?.clientsPeople ?? '')
  const [asked] = useState(
    before && before.points.length > 0 ? before.points : t.points.map((point) => ({ point, answer: '' })),
  )
  const [answers, setAnswers] = useState<readonly string[]>(asked.map(({ answer }) => answer))
  const [decided, setDecided] = useState(before?.decided ?? '')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const day = readTypedDay(heldOn, words)
    const { missing } = words.fields.errors
    const wrong = {
      ...('error' in day && { heldOn: day.error }),
      ...(ourPeople.trim() === '' && { ourPeople: missing }),
      ...(printersPeople.trim() === '' && { printersPeople: missing }),
      ...unanswered('points', answers, t.missing),
      ...(decided.trim() === '' && { decided: missing }),
    }
    setErrors(wrong)
    if ('error' in day || Object.keys(wrong).length > 0) return
    await record.run({
      jobId: job.jobId,
      revisionHash: stage.panel.revisionHash,
      heldOn: day.day,
      ourPeople: ourPeople.trim(),
      printersPeople: printersPeople.trim(),
      ...(clientsPeople.trim() && { clientsPeople: clientsPeople.trim() }),
      points: asked.map(({ point }, at) => ({ point, answer: answers[at]!.trim() })),
      decided: decided.trim(),
    })
  }
  const people = (name: string, label: string, value: string, onChange: (value: string) => void) => (
    <TextField
      name={name}
      label={label}
      hint={t.peopleHint}
      value={value}
      onChange={onChange}
      maxLength={300}
      isOptional={name === 'clientsPeople'}
    />
  )
  return (
    <Form onSubmit={submit} problem={record.problem} errors={errors} label={t.title}>
      <DayField name="heldOn" label={t.heldOn} value={heldOn} onChange={setHeldOn} />
      {people('ourPeople', t.ourPeople, ourPeople, setOurPeople)}
      {people('printersPeople', t.printersPeople, printersPeople, setPrintersPeople)}
      {people('clientsPeople', t.clientsPeople, clientsPeople, setClientsPeople)}
      <AnswerFields
        name="points"
        questions={asked.map(({ point }) => point)}
        answers={answers}
        onChange={setAnswers}
        hint={t.pointHint}
      />
      <LongTextField
        name="decided"
        label={t.decided}
        hint={t.decidedHint}
        value={decided}
        onChange={setDecided}
        rows={2}
        maxLength={2000}
      />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={record.isBusy}>
          {t.save}
        </Button>
      </div>
    </Form>
  )
}
