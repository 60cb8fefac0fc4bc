import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Problem } from '../../../webkit/api.ts'
import { RightOrWrong } from '../../../webkit/form/RightOrWrong.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { useSecondsInView } from '../../../webkit/use-seconds-in-view.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import type { readProofQuestion } from '../contract.ts'
import { PageViewer } from './PageViewer.tsx'
import { printProofWords } from './proof-words.ts'

export type Question = OutputOf<typeof readProofQuestion>

export interface Answering {
  readonly problem: Problem | undefined
  readonly isBusy: boolean
  /** Answers whether it was taken. */
  readonly send: (answer: {
    readonly revisionHash: string
    readonly isRight: boolean
    readonly comment?: string
    readonly secondsInView: number
  }) => Promise<boolean>
}

export interface ProofAnswerProps {
  readonly question: Question
  readonly imageOf: (fileId: string, page: number) => string
  readonly answering: Answering
}

/** The proof, all pages of it, and the answer of the client's person: only what was shown can be signed off. */
export function ProofAnswer({ question, imageOf, answering }: ProofAnswerProps) {
  const t = usePhrases(printProofWords)
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const pageCount = question.files.reduce((sum, file) => sum + file.pageCount, 0)
  if (question.answer === 'signed_off' && !question.isOutdated) {
    return (
      <Section title={t.answer}>
        <output>{t.signedOff}</output>
        <p>{t.signedOffText}</p>
        {question.answeredAt && <Instant at={question.answeredAt} />}
      </Section>
    )
  }
  return (
    <>
      {question.isOutdated && <p className="sk-print-old">{t.outdated}</p>}
      <p>{t.why}</p>
      <Facts
        of={[
          [t.facts.title, question.title],
          [t.facts.person, question.personName],
          ...(question.expiresAt ? [[t.facts.until, <Instant key="until" at={question.expiresAt} />] as const] : []),
        ]}
      />
      <Section title={t.look}>
        <ul className="sk-print-points">
          {t.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        {question.files.length === 0 && <p>{t.none}</p>}
        {question.files.map((file) => (
          <div key={file.fileId}>
            <h3>{file.name}</h3>
            <p className="sk-print-hash">
              {t.hash}: <code>{file.sha256}</code>
            </p>
            <PageViewer
              key={file.fileId}
              file={file}
              imageOf={(page) => imageOf(file.fileId, page)}
              onSeen={(page) => setSeen((before) => new Set([...before, `${file.fileId} ${page}`]))}
            />
          </div>
        ))}
        <output>{t.seen(seen.size, pageCount)}</output>
      </Section>
      {/* Of another proof, nothing that was typed counts. */}
      <AnswerForm
        key={question.revisionHash}
        question={question}
        answering={answering}
        hasSeenAll={seen.size >= pageCount && pageCount > 0}
      />
    </>
  )
}

function AnswerForm(props: {
  readonly question: Question
  readonly answering: Answering
  readonly hasSeenAll: boolean
}) {
  const { question, answering, hasSeenAll } = props
  const t = usePhrases(printProofWords)
  const seconds = useSecondsInView()
  return (
    <Section title={t.answer}>
      {question.answer === 'refused' && !question.isOutdated && (
        <>
          <output>{t.refused}</output>
          <p>{t.refusedText}</p>
        </>
      )}
      <RightOrWrong
        words={t}
        rightAsks={t.rightAsk(question.organisationName)}
        notYet={hasSeenAll ? undefined : t.notSeen}
        problem={answering.problem}
        isBusy={answering.isBusy}
        onSay={(isRight, comment) =>
          answering.send({
            revisionHash: question.revisionHash,
            isRight,
            secondsInView: seconds(),
            ...(comment !== undefined && { comment }),
          })
        }
      />
    </Section>
  )
}
