import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { DayOf } from '../../../webkit/Instant.tsx'
import { usePathParameter, useSearchText } from '../../../webkit/path-parameters.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { PRINT_STAGES, type PrintJobView, readPrintJob } from '../contract.ts'
import { KeepingSection } from './KeepingSection.tsx'
import { NextAsk } from './NextAsk.tsx'
import { StagePart } from './StagePart.tsx'
import { Steps } from './Steps.tsx'
import { printStepWords } from './step-words.ts'
import './Print.css'

/** One print job: what is needed next and of whom, the four stages, and of one of them everything. */
export function PrintJobPage() {
  const t = usePhrases(printStepWords)
  const jobId = usePathParameter('jobId')
  const job = useRead(readPrintJob, { jobId }, { topic: 'print-checks' })
  if (!job.data || job.data.jobId !== jobId) {
    return (
      <Page title={t.job}>
        <Waiting on={job} />
      </Page>
    )
  }
  return <OneJob job={job.data} />
}

function OneJob({ job }: { readonly job: PrintJobView }) {
  const t = usePhrases(printStepWords)
  const asked = useSearchText('stage')
  const current = job.stages.find(({ state }) => state !== 'passed') ?? job.stages.at(-1)!
  const chosen = PRINT_STAGES.find((stage) => stage === asked) ?? current.stage
  const stage = job.stages.find((one) => one.stage === chosen) ?? current
  return (
    <Page title={job.title} lead={`${job.engagementName} · ${job.printerName}`}>
      <NextAsk job={job} current={current} />
      <Steps job={job} chosen={stage.stage} />
      <StagePart key={stage.stage} job={job} stage={stage} />
      <KeepingSection job={job} />
      <Section title={t.facts.title}>
        <Facts
          of={[
            [t.facts.engagement, job.engagementName],
            [t.facts.client, job.clientName ?? '—'],
            [t.facts.printer, job.printerName],
            [t.facts.author, job.authorName],
            [t.facts.signOff, job.mustClientSignOff ? t.facts.needed : t.facts.notNeeded],
            [t.facts.created, <DayOf key="created" at={job.createdAt} />],
          ]}
        />
      </Section>
    </Page>
  )
}
