import { addressOf } from '../../../webkit/api.ts'
import { useLanguage } from '../../../webkit/appearance.ts'
import { Counted } from '../../../webkit/Counted.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { useFilters, usePathParameter } from '../../../webkit/path-parameters.ts'
import { useMay } from '../../../webkit/session.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { downloadPrintReport } from '../looking/contract.ts'
import { printRunKindWords, printSlotWords } from '../words.ts'
import { readVerification } from '../contract.ts'
import { Diagnosis } from './Diagnosis.tsx'
import { nextFaulty } from './faulty-sheets.ts'
import { MismatchList } from './MismatchList.tsx'
import { RunState } from './Runs.tsx'
import { SheetLook } from './SheetLook.tsx'
import { SheetStrip } from './SheetStrip.tsx'
import type { Verification } from './shown-verification.ts'
import { printResultWords } from './result-words.ts'
import './Print.css'
import './Result.css'

/** The result of one verification: the sentence first, then where, then each sheet with its data beside it. */
export function VerificationPage() {
  const t = usePhrases(printResultWords)
  const jobId = usePathParameter('jobId')
  const runId = usePathParameter('runId')
  const run = useRead(readVerification, { jobId, runId }, { topic: 'print-checks' })
  if (!run.data || run.data.runId !== runId) {
    return (
      <Page title={t.title}>
        <Waiting on={run} />
      </Page>
    )
  }
  return <OneResult jobId={jobId} run={run.data} />
}

function OneResult({ jobId, run }: { readonly jobId: string; readonly run: Verification }) {
  const t = usePhrases(printResultWords)
  const say = useSay()
  const mayLook = useMay('print-checks:work')
  const [filters, setFilters] = useFilters()
  const asked = Number(filters['sheet'])
  const sheetCount = run.counts?.sheets ?? 0
  const isAsked = Number.isInteger(asked) && asked >= 1 && asked <= sheetCount
  const sheet = isAsked ? asked : nextFaulty(run.spans, 0)
  const open = (next: number) => setFilters({ sheet: String(next) })
  return (
    <Page title={say(printRunKindWords[run.kind])} lead={<PageLink to={`/print-checks/${jobId}`}>{t.back}</PageLink>}>
      <Diagnosis jobId={jobId} run={run} />
      {run.counts && <Counts counts={run.counts} />}
      {sheetCount > 0 && <SheetStrip spans={run.spans} count={sheetCount} current={sheet} onOpen={open} />}
      {mayLook && sheet !== undefined && (
        <SheetLook jobId={jobId} runId={run.runId} spans={run.spans} count={sheetCount} sheet={sheet} onOpen={open} />
      )}
      {mayLook && run.state === 'done' && <MismatchList jobId={jobId} run={run} />}
      <VerifiedFiles jobId={jobId} run={run} />
    </Page>
  )
}

function Counts({ counts }: { readonly counts: NonNullable<Verification['counts']> }) {
  const t = usePhrases(printResultWords).counts
  const shown = ['sheets', 'records', 'children', 'pages', 'ok', 'mismatches', 'unverified', 'banners'] as const
  return (
    <Section title={t.title}>
      <dl className="sk-print-counts">
        {shown.map((name) => (
          <div
            key={name}
            data-wrong={(name === 'mismatches' || name === 'unverified') && counts[name] > 0 ? true : undefined}
          >
            <dt>{t[name]}</dt>
            <dd>
              <Counted count={counts[name]} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

/** What was verified, by which engine: whoever has the files can compare their hashes. */
function VerifiedFiles({ jobId, run }: { readonly jobId: string; readonly run: Verification }) {
  const t = usePhrases(printResultWords).files
  const say = useSay()
  const language = useLanguage()
  return (
    <Section title={t.title}>
      <RunState run={run} />
      <ul className="sk-print-files">
        {run.files.map((file) => (
          <li key={`${file.slot} ${file.name}`}>
            <p>
              <span className="sk-print-note">{say(printSlotWords[file.slot])}</span>{' '}
              <span className="sk-print-file-name">{file.name}</span>
            </p>
            <p className="sk-print-hash">
              {t.hash}: <code>{file.sha256}</code>
            </p>
          </li>
        ))}
      </ul>
      <Facts
        of={[
          [t.engine, run.engine],
          [t.by, run.startedBy],
          [t.started, <Instant key="started" at={run.startedAt} />],
          [t.finished, run.finishedAt ? <Instant key="finished" at={run.finishedAt} /> : '—'],
        ]}
      />
      {run.state === 'done' && (
        <p>
          <a href={addressOf(downloadPrintReport, { jobId, language })} download>
            {t.report}
          </a>
        </p>
      )}
    </Section>
  )
}
