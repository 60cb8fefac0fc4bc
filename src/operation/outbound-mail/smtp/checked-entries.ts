import type { SMTPServerSession } from 'smtp-server'
import { type Entry, type EntryQuestions, entryOf } from './entry-of.ts'

/** How long the answer at MAIL FROM still holds after the final dot. */
const HOLDS_MS = 10_000

/** By which way the mails of all sessions come in and whose they are: asked at MAIL FROM, and again after the final dot. */
export interface CheckedEntries {
  /** @throws SmtpRefusal 530, 553 */
  atMailFrom(session: SMTPServerSession, sender: string): Promise<void>
  /** @throws SmtpRefusal 530, 553 */
  atTheEnd(session: SMTPServerSession, sender: string): Promise<Entry>
}

/**
 * A signed-in person is asked for again at the end, whatever was answered before: their account may have been disabled. A
 * filter's mail is not, when its MAIL FROM was just now: nobody signs in there, and whose domain it is has been asked.
 */
export function checkedEntries(questions: EntryQuestions): CheckedEntries {
  const answers = new WeakMap<SMTPServerSession, { sender: string; entry: Entry; at: number }>()
  return {
    async atMailFrom(session, sender) {
      const entry = await entryOf(questions, session, sender)
      if (entry.entry === 'filter') answers.set(session, { sender, entry, at: performance.now() })
    },
    async atTheEnd(session, sender) {
      const known = answers.get(session)
      answers.delete(session)
      const isFresh = known?.sender === sender && performance.now() - known.at < HOLDS_MS
      return isFresh && !session.user ? known.entry : entryOf(questions, session, sender)
    },
  }
}
