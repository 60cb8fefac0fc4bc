import { PageLink } from '../../../webkit/PageLink.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { PrintJobView, PrintStage } from '../contract.ts'
import { printStageWords, stageStateWords } from '../words.ts'
import { STAGE_TONES } from './state-tones.ts'
import { printStepWords } from './step-words.ts'

/** The four stages side by side, each with its state; the chosen one is shown below. */
export function Steps({ job, chosen }: { readonly job: PrintJobView; readonly chosen: PrintStage }) {
  const t = usePhrases(printStepWords)
  const say = useSay()
  return (
    <nav aria-label={t.steps}>
      <ol className="sk-print-steps">
        {job.stages.map(({ stage, state }, at) => (
          <li key={stage} data-state={state}>
            <PageLink to={`/print-checks/${job.jobId}`} search={{ stage }} isCurrent={stage === chosen}>
              <span className="sk-print-step-number">{t.step(at + 1)}</span>
              <span className="sk-print-step-name">{say(printStageWords[stage])}</span>
              <StatusWord tone={STAGE_TONES[state]} word={say(stageStateWords[state])} />
            </PageLink>
          </li>
        ))}
      </ol>
    </nav>
  )
}
