import { formatInstant } from '../../../base/format-day.ts'
import { useLanguage } from '../../../webkit/appearance.ts'
import { Tick } from '../../../webkit/form/fields.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import type { PrintJobView } from '../contract.ts'
import { printMeetingWords } from './meeting-words.ts'

export interface MeetingReadProps {
  readonly jobId: string
  readonly meeting: NonNullable<PrintJobView['meeting']>
  readonly isRead: boolean
  readonly onRead: (isRead: boolean) => void
}

/** Whoever approves the settings says that they have read the record of the meeting: this one, and no correction of it. */
export function MeetingRead({ jobId, meeting, isRead, onRead }: MeetingReadProps) {
  const t = usePhrases(printMeetingWords)
  const language = useLanguage()
  return (
    <>
      <p>
        <PageLink to={`/print-checks/${jobId}`} search={{ stage: 'settings' }} hash="meeting">
          {t.read}
        </PageLink>
      </p>
      <Tick
        label={t.isRead(meeting.recordedBy, formatInstant(new Date(meeting.recordedAt), language))}
        isTicked={isRead}
        onChange={onRead}
      />
    </>
  )
}
