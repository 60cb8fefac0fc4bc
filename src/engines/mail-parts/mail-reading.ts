import type { AttachmentReading } from './attachment-reading.ts'
import type { MailHeader } from './read-header.ts'
import type { UnreadReason } from './unread-reason.ts'

/** What a mail says by itself, for a machine that searches it: whichever of the two a recipient's program shows. */
export interface MailWords {
  readonly subject: string
  readonly text: string
  /** As it came: with what a browser hides. Empty where there is none. */
  readonly html: string
  /** There was more than `MOST_WORDS` of one of them. */
  readonly isCut: boolean
}

export interface MailReading {
  readonly header: MailHeader
  readonly attachments: readonly AttachmentReading[]
  /** Plain text for people, at most `previewLimit` UTF-16 units; HTML is reduced to its text, never rendered. */
  readonly textPreview: string
  readonly isPreviewCut: boolean
  readonly words: MailWords
  /** Why the mail is not surely read; empty when both parsers saw the same attachments. Codes, no contents. */
  readonly unread: readonly UnreadReason[]
}
