import { Button } from '../../../webkit/Button.tsx'
import { ReasonForm } from '../../../webkit/form/ReasonForm.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { answerLotReport, type PrintJobView, reportStoppedLot } from '../contract.ts'
import { lotStopCauseWords } from '../words.ts'
import { printLotWords } from './lot-words.ts'

type Lot = NonNullable<PrintJobView['lot']>
type Stopped = Lot['stopped'][number]
interface StoppedProps {
  readonly job: PrintJobView
  readonly lot: Stopped
}

/** Every lot of the job that was stopped: why, what was done about it, and what the privacy office was told. */
export function StoppedLots({ job, lot }: { readonly job: PrintJobView; readonly lot: Lot }) {
  const t = usePhrases(printLotWords).stopped
  if (lot.stopped.length === 0) return null
  return (
    <>
      <h3>{t.title}</h3>
      {lot.stopped.map((one) => (
        <StoppedLot key={one.lotId} job={job} lot={one} />
      ))}
    </>
  )
}

function StoppedLot({ job, lot }: StoppedProps) {
  const t = usePhrases(printLotWords).stopped
  const say = useSay()
  return (
    <section className="sk-print-stopped-lot" aria-label={t.lot(lot.number)}>
      <h4>
        {t.lot(lot.number)} <StatusWord tone="stopped" word={say(lotStopCauseWords[lot.cause])} />
      </h4>
      <Facts of={[[t.done, lot.done ?? t.notDone]]} />
      {job.reader === 'own' && (lot.report ? <Report job={job} report={lot.report} /> : <Tell job={job} lot={lot} />)}
    </section>
  )
}

/** A person decides that the privacy office is told; nothing tells it by itself. */
function Tell({ job, lot }: StoppedProps) {
  const t = usePhrases(printLotWords).stopped
  const tell = useAct(reportStoppedLot, { topics: ['print-checks', 'obligations'] })
  if (!useMay('print-checks:work')) return null
  return (
    <>
      <p>{t.tellLead}</p>
      {tell.problem && <ProblemNotice problem={tell.problem} />}
      <div className="sk-actions">
        <Button isBusy={tell.isBusy} onPress={() => tell.run({ jobId: job.jobId, lotId: lot.lotId })}>
          {t.tell}
        </Button>
      </div>
    </>
  )
}

function Report({ job, report }: { readonly job: PrintJobView; readonly report: NonNullable<Stopped['report']> }) {
  const t = usePhrases(printLotWords).stopped
  const say = useSay()
  const isOffice = useMay('print-checks:oversee')
  return (
    <>
      <Facts
        of={[
          [t.told, say(report.sentence)],
          [t.counts, t.countsText(report.itemCount, report.openedCount, report.mismatchCount)],
          [
            t.toldBy,
            <span key="by">
              {report.reportedBy} · <Instant at={report.reportedAt} />
            </span>,
          ],
          ...(report.answer
            ? [
                [
                  t.answer,
                  <span key="answer">
                    {report.answer.text} ({report.answer.by} · <Instant at={report.answer.at} />)
                  </span>,
                ] as const,
              ]
            : []),
        ]}
      />
      {isOffice && (
        <p>
          <PageLink to={report.link}>{t.duty}</PageLink>
        </p>
      )}
      {!report.answer && !isOffice && <p>{t.notAnswered}</p>}
      {!report.answer && isOffice && <Answer jobId={job.jobId} reportId={report.reportId} />}
    </>
  )
}

function Answer({ jobId, reportId }: { readonly jobId: string; readonly reportId: string }) {
  const t = usePhrases(printLotWords).stopped
  const answer = useAct(answerLotReport, { topics: ['print-checks', 'obligations'] })
  const words = { title: t.answer, reason: t.answer, hint: t.answerHint, missing: t.answerMissing, act: t.answerSave }
  return (
    <ReasonForm
      name="answer"
      words={words}
      act={answer}
      onSend={(text) => answer.run({ jobId, reportId, text })}
      maxLength={1000}
    />
  )
}
