import type { OutputOf } from '../../../base/endpoint.ts'
import { RightOrWrong } from '../../../webkit/form/RightOrWrong.tsx'
import { Day, Instant } from '../../../webkit/Instant.tsx'
import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { useSecondsInView } from '../../../webkit/use-seconds-in-view.ts'
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
  const seconds = useSecondsInView()
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
      <RightOrWrong
        words={t}
        rightAsks={t.rightAsks(question.organisationName)}
        problem={answer.problem}
        isBusy={answer.isBusy}
        onSay={async (isRight, comment) => {
          const said = { seenHash: question.seenHash, isRight, secondsInView: seconds() }
          return Boolean(await answer.run({ ...said, ...(comment !== undefined && { comment }) }))
        }}
      />
    </Section>
  )
}
