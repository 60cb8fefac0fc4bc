import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Day } from '../../../webkit/Instant.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { useSecondsInView } from '../../../webkit/use-seconds-in-view.ts'
import { recordHearing } from '../contract.ts'
import { AnswerFields, unanswered } from './AnswerFields.tsx'
import { printHearingWords } from './hearing-words.ts'
import type { StageProps } from './stage-props.ts'

/** 工程ヒアリング: what the printer said about how the run is made; recording it is the check. */
export function Hearing({ job, stage }: StageProps) {
  const t = usePhrases(printHearingWords)
  const { hearing } = job
  const isMine = stage.mine.includes('process-hearing')
  return (
    <Section title={hearing ? t.recorded : t.title} id="hearing">
      {hearing ? (
        <>
          <Facts
            of={[
              [t.heldOn, <Day key="day" on={hearing.heldOn} />],
              [t.attendees, hearing.attendees],
            ]}
          />
          <dl className="sk-print-answers">
            {hearing.answers.map(({ question, answer }) => (
              <div key={question}>
                <dt>{question}</dt>
                <dd>{answer}</dd>
              </div>
            ))}
          </dl>
          {isMine && (
            <details>
              <summary>{t.anew}</summary>
              <HearingForm job={job} stage={stage} />
            </details>
          )}
        </>
      ) : isMine ? (
        <HearingForm job={job} stage={stage} />
      ) : (
        <>
          <p>{t.lead}</p>
          <p className="sk-print-nothing">{t.notYet}</p>
        </>
      )}
    </Section>
  )
}

function HearingForm({ job }: StageProps) {
  const t = usePhrases(printHearingWords)
  const words = useWords()
  const record = useAct(recordHearing, { topics: ['print-checks'] })
  const [heldOn, setHeldOn] = useState('')
  const [attendees, setAttendees] = useState('')
  const [answers, setAnswers] = useState<readonly string[]>(t.questions.map(() => ''))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const seconds = useSecondsInView()
  const submit = async () => {
    const day = readTypedDay(heldOn, words)
    const wrong = {
      ...('error' in day && { heldOn: day.error }),
      ...(attendees.trim() === '' && { attendees: words.fields.errors.missing }),
      ...unanswered('answers', answers, t.missing),
    }
    setErrors(wrong)
    if ('error' in day || Object.keys(wrong).length > 0) return
    await record.run({
      jobId: job.jobId,
      heldOn: day.day,
      attendees,
      answers: t.questions.map((question, at) => ({ question, answer: answers[at]!.trim() })),
      secondsInView: seconds(),
    })
  }
  return (
    <Form onSubmit={submit} problem={record.problem} errors={errors} label={t.title}>
      <p>{t.lead}</p>
      <DayField name="heldOn" label={t.heldOn} value={heldOn} onChange={setHeldOn} />
      <TextField
        name="attendees"
        label={t.attendees}
        hint={t.attendeesHint}
        value={attendees}
        onChange={setAttendees}
        maxLength={300}
      />
      <AnswerFields name="answers" questions={t.questions} answers={answers} onChange={setAnswers} />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={record.isBusy}>
          {t.save}
        </Button>
      </div>
    </Form>
  )
}
