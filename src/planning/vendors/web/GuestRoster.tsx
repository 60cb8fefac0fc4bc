import { useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { LongTextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Day, Instant } from '../../../webkit/Instant.tsx'
import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { answerRosterQuestion, readRosterQuestion } from '../contract.ts'
import { rosterGuestWords } from './guest-words.ts'

type Question = OutputOf<typeof readRosterQuestion>
const TOPICS = { topics: ['roster-question'] }

/** 従事者一覧の確認: what a vendor's person without an account is asked, and how they answer. */
export function GuestRoster() {
  const t = usePhrases(rosterGuestWords)
  const question = useRead(readRosterQuestion, {}, { topic: 'roster-question' })
  if (!question.data) return <Waiting on={question} />
  const { data } = question
  return (
    <Page title={t.title(t.month(data.month))} lead={t.lead(data.partyName)}>
      <p>{t.why}</p>
      <Facts
        of={[
          [t.engagement, data.engagementName],
          [t.party, data.partyName],
          [t.until, <Instant key="until" at={data.expiresAt} />],
        ]}
      />
      <Section title={t.list}>
        <Table caption={t.list} rows={data.workers} rowKey={({ id }) => id} empty={null} columns={workerColumns(t)} />
      </Section>
      <Answer question={data} />
    </Page>
  )
}

function workerColumns(t: typeof rosterGuestWords.ja): readonly Column<Question['workers'][number]>[] {
  return [
    { id: 'name', head: t.worker, kind: 'main', cell: ({ name }) => name },
    { id: 'job', head: t.job, cell: ({ job }) => job || '—' },
    {
      id: 'period',
      head: t.period,
      cell: ({ fromOn, untilOn }) => (
        <>
          <Day on={fromOn} /> 〜 {untilOn ? <Day on={untilOn} /> : t.untilNow}
        </>
      ),
    },
  ]
}

function Answer({ question }: { readonly question: Question }) {
  const t = usePhrases(rosterGuestWords)
  const answer = useAct(answerRosterQuestion, TOPICS)
  const [step, setStep] = useState<'choose' | 'right' | 'wrong'>('choose')
  const [comment, setComment] = useState('')
  const opened = useRef(0)
  useEffect(() => {
    opened.current = performance.now()
  }, [])
  const seconds = () => Math.round((performance.now() - opened.current) / 1000)
  const say = async (isRight: boolean) => {
    const said = { seenHash: question.seenHash, isRight, secondsInView: Math.min(seconds(), 86_400) }
    if (await answer.run({ ...said, ...(!isRight && { comment: comment.trim() }) })) setStep('choose')
  }
  if (question.answer === 'confirmed') {
    return (
      <Section title={t.answerTitle}>
        <output>{t.confirmed}</output>
        <p>{t.confirmedText}</p>
      </Section>
    )
  }
  return (
    <Section title={t.answerTitle}>
      {question.answer === 'disputed' && (
        <>
          <output>{t.disputed}</output>
          <p>{t.disputedText}</p>
        </>
      )}
      {answer.problem && step !== 'wrong' && <ProblemNotice problem={answer.problem} />}
      {step === 'choose' && (
        <div className="sk-actions">
          <Button tone="main" onPress={() => setStep('right')}>
            {t.right}
          </Button>
          <Button onPress={() => setStep('wrong')}>{t.wrong}</Button>
        </div>
      )}
      {step === 'right' && (
        <>
          <p>{t.rightAsks(question.organisationName)}</p>
          <div className="sk-actions">
            <Button tone="main" onPress={() => say(true)} isBusy={answer.isBusy}>
              {t.rightYes}
            </Button>
            <Button onPress={() => setStep('choose')}>{t.cancel}</Button>
          </div>
        </>
      )}
      {step === 'wrong' && (
        <Form onSubmit={() => (comment.trim() === '' ? undefined : say(false))} problem={answer.problem}>
          <LongTextField
            name="comment"
            label={t.wrongLabel}
            hint={t.wrongHint}
            value={comment}
            onChange={setComment}
            maxLength={1000}
          />
          <div className="sk-actions">
            <Button
              tone="main"
              type="submit"
              isBusy={answer.isBusy}
              disabledReason={comment.trim() === '' ? t.wrongMissing : undefined}
            >
              {t.send}
            </Button>
            <Button onPress={() => setStep('choose')}>{t.cancel}</Button>
          </div>
        </Form>
      )}
    </Section>
  )
}
