import { useId } from 'react'
import { Ask } from '../../../webkit/Ask.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusMark } from '../../../webkit/StatusWord.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { SPECIFICATION_SLOTS } from '../contract.ts'
import { printOutcomeWords, printRunStateWords } from '../words.ts'
import { OUTCOME_TONES, RUN_TONES } from './state-tones.ts'
import { printResultWords } from './result-words.ts'
import type { Verification } from './shown-verification.ts'

/** What happened, in the sentences that the machine found; nothing stands above it. */
export function Diagnosis({ jobId, run }: { readonly jobId: string; readonly run: Verification }) {
  const t = usePhrases(printResultWords)
  const say = useSay()
  const id = useId()
  const isDone = run.state === 'done' && run.outcome
  const next = nextOf(run)
  const tone = isDone ? OUTCOME_TONES[run.outcome!] : RUN_TONES[run.state]
  return (
    <Ask tone={tone} labelledBy={id}>
      <h2 id={id}>
        <StatusMark tone={tone} size="large" />
        <span>
          {isDone ? say(printOutcomeWords[run.outcome!]) : say(printRunStateWords[run.state])}{' '}
          {!run.isCurrent && <span className="sk-print-old">{t.lead.old}</span>}
        </span>
      </h2>
      {(run.state === 'waiting' || run.state === 'running') && <p>{t.running}</p>}
      {run.cannot && <p className="sk-print-ask-what">{say(run.cannot)}</p>}
      {run.outcome === 'right' && run.counts && (
        <p className="sk-print-ask-what">
          {run.kind === 'scan'
            ? t.scanRightText(run.counts.sheets)
            : t.rightText(run.counts.sheets, run.counts.records)}
        </p>
      )}
      {run.diagnosis.length > 0 && (
        <ul className="sk-print-diagnosis" aria-label={t.diagnosis}>
          {run.diagnosis.map(({ kind, sentence }, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- the same sentence may be there twice
            <li key={`${kind} ${at}`}>{say(sentence)}</li>
          ))}
        </ul>
      )}
      {run.outcome === 'mismatches' && run.diagnosis.length === 0 && <p>{t.noDiagnosis}</p>}
      {run.counts && run.counts.unverified > 0 && <p>{t.unverifiedText(run.counts.unverified)}</p>}
      {next && <p>{t.next[next]}</p>}
      {next === 'mismatches' && <Beside jobId={jobId} run={run} />}
    </Ask>
  )
}

/** Text outside of the fields: whether the specification lacks something, or the PDF has too much, a person decides. */
function Beside({ jobId, run }: { readonly jobId: string; readonly run: Verification }) {
  const t = usePhrases(printResultWords).next
  const mayWork = useMay('print-checks:work')
  const isThere = (...kinds: readonly string[]) => run.diagnosis.some(({ kind }) => kinds.includes(kind))
  const slot = run.files.find((file) => SPECIFICATION_SLOTS.has(file.slot))?.slot
  return (
    <>
      {isThere('others_text') && <p>{t.othersText}</p>}
      {isThere('text_unexpected', 'column_undeclared', 'code_undeclared') && (
        <>
          <p>{t.beside}</p>
          {mayWork && slot && (
            <p>
              <PageLink to={`/print-checks/${jobId}/specification`} search={{ slot }}>
                {t.make}
              </PageLink>
            </p>
          )}
        </>
      )}
    </>
  )
}

/** What to do about it. */
function nextOf({ state, outcome, isCurrent, kind }: Verification) {
  if (state === 'waiting' || state === 'running') return undefined
  if (!isCurrent) return 'old'
  if (state === 'failed' || outcome === undefined) return 'failed'
  return kind === 'scan' && outcome !== 'right' ? 'scan' : outcome
}
