import { Card } from '../../../webkit/Card.tsx'
import { ButtonLink, PageLink } from '../../../webkit/PageLink.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { listPrintJobs } from '../contract.ts'
import { printMissingWords, printStageWords, stageStateWords } from '../words.ts'
import { printJobWords } from './job-words.ts'

const SHOWN = 3

/** あなたの番の印刷案件: the button leads straight to the first. */
export function PrintJobsForMe() {
  const t = usePhrases(printJobWords).cards
  const say = useSay()
  const mine = useRead(listPrintJobs, { isMine: 'true', size: 20 }, { topic: 'print-checks' })
  const jobs = mine.data?.items ?? []
  if (jobs.length === 0) return null
  const isStopped = jobs.some(({ state }) => state === 'stopped')
  return (
    <Card
      title={t.mine}
      count={mine.data?.nextCursor ? t.atLeast(jobs.length) : t.count(jobs.length)}
      tone={isStopped ? 'stopped' : 'waiting'}
      action={
        <ButtonLink tone="main" to={`/print-checks/${jobs[0]!.jobId}`}>
          {t.open}
        </ButtonLink>
      }
    >
      <ul>
        {jobs.slice(0, SHOWN).map((job) => (
          <li key={job.jobId}>
            <PageLink to={`/print-checks/${job.jobId}`}>{job.title}</PageLink>
            <p className="sk-print-note">
              {[
                job.printerName,
                job.stage && `${say(printStageWords[job.stage])} (${say(stageStateWords[job.state])})`,
                job.missing && say(printMissingWords[job.missing]),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
