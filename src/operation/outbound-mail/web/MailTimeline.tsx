import type { z } from 'zod'
import type { Word } from '../../../base/words.ts'
import { gateEventWords } from '../../../kernel/gates/web/words.ts'
import { exportEventWords } from '../../../kernel/sheets/web/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ExportLinks } from '../../../webkit/table/ExportLinks.tsx'
import { Timeline, type TimelineEntry } from '../../../webkit/Timeline.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { exportMailTimeline, mailTimeline, type TimelineLine } from '../contract.ts'
import { mailCheckWords, mailEventWords } from '../words.ts'
import { mailEvidenceWords } from './evidence-words.ts'

const ofRoom = (room: string, words: Readonly<Record<string, Word>>) =>
  Object.fromEntries(Object.entries(words).map(([name, word]) => [`${room}.${name}`, word]))
const EVENTS: Readonly<Record<string, Word>> = {
  ...ofRoom('outbound_mail', mailEventWords),
  ...ofRoom('gate', gateEventWords),
  ...exportEventWords,
}

/** What happened to the mail, as the ledger has it. */
export function MailTimeline({ mailId }: { readonly mailId: string }) {
  const t = usePhrases(mailEvidenceWords)
  const say = useSay()
  const verdicts: Readonly<Record<string, string>> = useWords().gate.verdicts
  const lines = useReadPages(mailTimeline, { mailId, size: 20 }, { topic: 'outbound-mail' })
  const entry = (line: z.output<typeof TimelineLine>): TimelineEntry => {
    const word = EVENTS[line.type]
    const { check, outcome, verdict, secondsInView } = line.facts
    const checkWord = typeof check === 'string' ? mailCheckWords[check as keyof typeof mailCheckWords] : undefined
    const details = [
      checkWord && t.details.check(say(checkWord)),
      typeof verdict === 'string' && verdicts[verdict],
      typeof outcome === 'string' && t.outcomes[outcome],
      typeof secondsInView === 'number' && t.details.seconds(secondsInView),
    ].filter(Boolean)
    return {
      id: line.id,
      at: line.at,
      what: word ? say(word) : line.type,
      who: line.actorName,
      ...(details.length > 0 && { detail: details.join(' · ') }),
    }
  }
  return (
    <Section title={t.timeline}>
      {lines.rows ? <Timeline entries={lines.rows.map(entry)} /> : <Waiting on={lines} />}
      {lines.hasMore && (
        <div>
          <Button onPress={lines.readMore} isBusy={lines.isReadingMore}>
            {t.more}
          </Button>
        </div>
      )}
      {lines.rows && <ExportLinks caption={t.timeline} endpoint={exportMailTimeline} input={{ mailId }} />}
    </Section>
  )
}
