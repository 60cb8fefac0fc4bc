import { Day } from '../../../webkit/Instant.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { MeetingForm } from './MeetingForm.tsx'
import { printMeetingWords } from './meeting-words.ts'
import type { StageProps } from './stage-props.ts'

/** チェック会議 about the settings: its record, and the form for whoever of ours is in charge. */
export function Meeting({ job, stage }: StageProps) {
  const t = usePhrases(printMeetingWords)
  const { meeting } = job
  const isPassed = (check: string) => stage.panel.stations.some((one) => one.check === check && one.state === 'passed')
  const isSettled = isPassed('specification-settled')
  const mayRecord = job.reader === 'own' && isSettled && !isPassed('check-meeting')
  return (
    <Section title={meeting ? t.recorded : t.title} id="meeting">
      {meeting && !meeting.isCurrent && (
        <p>
          <strong>{t.old}</strong>
        </p>
      )}
      {meeting ? <MeetingRecord meeting={meeting} /> : <p>{t.lead}</p>}
      {mayRecord && meeting?.isCurrent && (
        <details>
          <summary>{t.anew}</summary>
          <MeetingForm key={meeting.meetingId} job={job} stage={stage} />
        </details>
      )}
      {mayRecord && !meeting?.isCurrent && (
        <>
          {meeting && (
            <>
              <h3>{t.anew}</h3>
              <p>{t.oldHint}</p>
            </>
          )}
          <MeetingForm job={job} stage={stage} />
        </>
      )}
      {!mayRecord && !meeting?.isCurrent && <p className="sk-print-nothing">{isSettled ? t.waits : t.notYet}</p>}
    </Section>
  )
}

function MeetingRecord({ meeting }: { readonly meeting: NonNullable<StageProps['job']['meeting']> }) {
  const t = usePhrases(printMeetingWords)
  const { shown } = meeting
  return (
    <>
      <Facts
        of={[
          [t.heldOn, <Day key="day" on={meeting.heldOn} />],
          [t.ourPeople, meeting.ourPeople],
          [t.printersPeople, meeting.printersPeople],
          ...(meeting.clientsPeople ? [[t.clientsPeople, meeting.clientsPeople] as const] : []),
          [t.shown, t.shownText(shown.sheetCount, shown.differenceCount)],
          [t.revision, <code key="revision">{shown.revisionHash.slice(0, 12)}</code>],
          [t.by, meeting.recordedBy],
        ]}
      />
      <dl className="sk-print-answers">
        {[...meeting.points, { point: t.decided, answer: meeting.decided }].map(({ point, answer }) => (
          <div key={point}>
            <dt>{point}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
