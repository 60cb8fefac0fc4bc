import { addressOf } from '../../../webkit/api.ts'
import { Page } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { printFileImage, signOffForClient } from '../contract.ts'
import { readClientQuestion } from '../looking/contract.ts'
import { ProofAnswer } from './ProofAnswer.tsx'
import { printProofWords } from './proof-words.ts'
import './Print.css'
import './Result.css'

/** The same question for a person of the client who signs in. */
export function ProofPage() {
  const t = usePhrases(printProofWords)
  const jobId = usePathParameter('jobId')
  const question = useRead(readClientQuestion, { jobId }, { topic: 'print-checks' })
  const answer = useAct(signOffForClient, { topics: ['print-checks'] })
  if (!question.data) {
    return (
      <Page title={t.title}>
        <Waiting on={question} />
      </Page>
    )
  }
  return (
    <Page title={t.title} lead={t.lead(question.data.organisationName)}>
      <p>
        <PageLink to={`/print-checks/${jobId}`} search={{ stage: 'proof' }}>
          {t.back}
        </PageLink>
      </p>
      <ProofAnswer
        question={question.data}
        imageOf={(fileId, page) => addressOf(printFileImage, { jobId, fileId, page })}
        answering={{
          problem: answer.problem,
          isBusy: answer.isBusy,
          send: async (said) => (await answer.run({ jobId, ...said })) !== undefined,
        }}
      />
    </Page>
  )
}
