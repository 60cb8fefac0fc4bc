import { addressOf } from '../../../webkit/api.ts'
import { Page } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { answerProofQuestion, guestProofImage, readProofQuestion } from '../contract.ts'
import { ProofAnswer } from './ProofAnswer.tsx'
import { printProofWords } from './proof-words.ts'
import './Print.css'
import './Result.css'

/** お客様の校了, by a link and a code: the client's person without an account looks at the proof and answers. */
export function GuestProof() {
  const t = usePhrases(printProofWords)
  const question = useRead(readProofQuestion, {}, { topic: 'proof-question' })
  const answer = useAct(answerProofQuestion, { topics: ['proof-question'] })
  if (!question.data) return <Waiting on={question} />
  return (
    <Page title={t.title} lead={t.lead(question.data.organisationName)}>
      <ProofAnswer
        question={question.data}
        imageOf={(fileId, page) => addressOf(guestProofImage, { fileId, page })}
        answering={{
          problem: answer.problem,
          isBusy: answer.isBusy,
          send: async (said) => (await answer.run(said)) !== undefined,
        }}
      />
    </Page>
  )
}
