import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { LongTextField } from '../../../webkit/form/fields.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { useSecondsInView } from '../../../webkit/use-seconds-in-view.ts'
import { decidePrintCheck, type PrintSlot } from '../contract.ts'
import { printCheckWords, printSlotWords } from '../words.ts'
import { printPanelWords } from './gate-words.ts'
import type { StageProps } from './stage-props.ts'
import { printMeetingWords } from './meeting-words.ts'
import { MeetingRead } from './MeetingRead.tsx'
import { printStepWords } from './step-words.ts'
import { Ticks } from './Ticks.tsx'

/** These have a form or a page of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['process-hearing', 'sample-opened', 'client-statement'])
/** What has to be seen before the check is decided. */
const LOOKED_AT: Readonly<Record<string, PrintSlot>> = { 'proof-presented': 'proof', 'proof-sign-off': 'proof' }
const TOPICS = { topics: ['print-checks'] }

/** What the reader may decide now, each with what they are asked to look at. */
export function DecideChecks({ job, stage }: StageProps) {
  // A hearing that was recorded is looked at again when what it is about was replaced.
  const isHere = (check: string) => !ELSEWHERE.has(check) || (check === 'process-hearing' && job.hearing !== undefined)
  return stage.mine.filter(isHere).map((check) => <DecideCheck key={check} job={job} stage={stage} check={check} />)
}

function DecideCheck({ job, stage, check }: StageProps & { readonly check: string }) {
  const t = usePhrases(printStepWords).decide
  const meeting = usePhrases(printMeetingWords)
  const say = useSay()
  const decide = useAct(decidePrintCheck, TOPICS)
  const [comment, setComment] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const seconds = useSecondsInView()
  const words = printPanelWords(stage.panel)
  const station = stage.panel.stations.find((each) => each.check === check)
  const findings = stage.panel.stations.flatMap((each) =>
    each.kind === 'machine'
      ? each.findings.filter(({ id, severity }) => id !== undefined && severity === 'warning')
      : [],
  )
  // A tick is of one record: where it is corrected meanwhile, the new one is read and ticked again.
  const [readId, setReadId] = useState<string>()
  const record = check === 'check-meeting' && job.meeting?.isCurrent ? job.meeting : undefined
  const isRead = record !== undefined && record.meetingId === readId
  const unmet =
    check !== 'check-meeting' || isRead
      ? undefined
      : !record
        ? meeting.first
        : readId
          ? meeting.readAgain
          : meeting.unread
  const left = findings.filter(({ id }) => !ticked.has(id!)).length
  const input = { jobId: job.jobId, stage: stage.stage, revisionHash: stage.panel.revisionHash, check }
  const send = (outcome: 'pass' | 'refuse') =>
    decide.run({
      ...input,
      outcome,
      findingIds: [...ticked],
      ...(isRead && { meetingId: record.meetingId }),
      secondsInView: seconds(),
      ...(comment.trim() && { comment: comment.trim() }),
    })
  const name = printCheckWords[check as keyof typeof printCheckWords]
  return (
    <Section title={name ? say(name) : check} id={`decide-${check}`}>
      {words.asks?.[check] && <p>{say(words.asks[check])}</p>}
      {check === 'process-hearing' && <p>{t.heardAgain}</p>}
      {LOOKED_AT[check] && (
        <p>
          <PageLink to={`/print-checks/${job.jobId}/pages`} search={{ slot: LOOKED_AT[check] }}>
            {t.look(say(printSlotWords[LOOKED_AT[check]]))}
          </PageLink>
        </p>
      )}
      {record && (
        <MeetingRead
          jobId={job.jobId}
          meeting={record}
          isRead={isRead}
          onRead={(isNow) => setReadId(isNow ? record.meetingId : undefined)}
        />
      )}
      {decide.problem && <ProblemNotice problem={decide.problem} />}
      <Ticks findings={findings} words={words} ticked={ticked} onTick={setTicked} />
      <div className="sk-actions">
        <Button
          tone="main"
          onPress={() => send('pass')}
          isBusy={decide.isBusy}
          disabledReason={unmet ?? (left > 0 ? t.ticksMissing(left) : undefined)}
        >
          {t.pass[check] ?? t.passOther}
        </Button>
      </div>
      <LongTextField
        name="comment"
        label={t.comment}
        {...(station?.kind === 'approve' && { hint: t.commentHint })}
        value={comment}
        onChange={setComment}
        rows={3}
        maxLength={1000}
        isOptional
      />
      {station?.kind === 'approve' && (
        <Button
          onPress={() => send('refuse')}
          isBusy={decide.isBusy}
          disabledReason={comment.trim() === '' ? t.commentMissing : undefined}
        >
          {t.refuse}
        </Button>
      )}
    </Section>
  )
}
