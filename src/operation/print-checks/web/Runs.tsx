import { Button } from '../../../webkit/Button.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import {
  inputsOfRun,
  type PrintJobView,
  type PrintRunKind,
  type PrintRunLine,
  RUN_OF_STAGE,
  startVerification,
} from '../contract.ts'
import { printOutcomeWords, printRunKindWords, printRunStateWords } from '../words.ts'
import type { StageProps } from './stage-props.ts'
import { OUTCOME_TONES, RUN_TONES } from './state-tones.ts'
import { printStepWords } from './step-words.ts'

/** What the machine verified at this stage, how far it is, and starting it. */
export function Runs({ job, stage }: StageProps) {
  const t = usePhrases(printStepWords).runs
  const kind = RUN_OF_STAGE[stage.stage]
  return (
    <Section title={t.title} id="runs">
      <Run key={kind} job={job} kind={kind} run={job.runs.find((run) => run.kind === kind)} />
    </Section>
  )
}

interface RunProps {
  readonly job: PrintJobView
  readonly kind: PrintRunKind
  readonly run: PrintRunLine | undefined
}

function Run({ job, kind, run }: RunProps) {
  const t = usePhrases(printStepWords).runs
  const say = useSay()
  const mayWork = useMay('print-checks:work') && job.reader !== 'client'
  const start = useAct(startVerification, { topics: ['print-checks'] })
  const isThere = inputsOfRun(kind).every((slot) => job.slots.some((one) => one.slot === slot && one.files.length > 0))
  const isUnderWay = run?.state === 'waiting' || run?.state === 'running'
  return (
    <div className="sk-print-run">
      <h3>{say(printRunKindWords[kind])}</h3>
      {start.problem && <ProblemNotice problem={start.problem} />}
      {run ? <RunState run={run} /> : <p className="sk-print-nothing">{t.notYet}</p>}
      <div className="sk-actions">
        {run && (run.state === 'done' || run.state === 'failed') && (
          <ButtonLink to={`/print-checks/${job.jobId}/runs/${run.runId}`}>{t.result}</ButtonLink>
        )}
        {mayWork && !isUnderWay && (
          <Button
            onPress={() => start.run({ jobId: job.jobId, kind })}
            isBusy={start.isBusy}
            disabledReason={isThere ? undefined : t.missingFiles}
          >
            {run?.isCurrent ? t.again : t.start}
          </Button>
        )}
      </div>
    </div>
  )
}

/** In a line: whether it is right, how much was looked at, whether it is still about what lies there. */
export function RunState({ run }: { readonly run: PrintRunLine }) {
  const t = usePhrases(printStepWords).runs
  const say = useSay()
  const { progress, counts } = run
  return (
    <div className="sk-print-run-state">
      <p>
        {run.outcome && run.state === 'done' ? (
          <StatusWord tone={OUTCOME_TONES[run.outcome]} word={say(printOutcomeWords[run.outcome])} />
        ) : (
          <StatusWord tone={RUN_TONES[run.state]} word={say(printRunStateWords[run.state])} />
        )}
        {counts && <span> {t.counts(counts.records, counts.sheets, counts.mismatches)}</span>}
      </p>
      {run.state === 'running' && progress && (
        <>
          <progress
            aria-label={say(printRunKindWords[run.kind])}
            {...(progress.total !== undefined && { max: progress.total, value: progress.done })}
          />
          <p className="sk-print-note">
            {progress.total === undefined ? t.progressOnly(progress.done) : t.progress(progress.done, progress.total)}
          </p>
        </>
      )}
      {!run.isCurrent && <p className="sk-print-old">{t.old}</p>}
      <p className="sk-print-note">
        {run.startedBy} · <Instant at={run.finishedAt ?? run.startedAt} />
      </p>
    </div>
  )
}
