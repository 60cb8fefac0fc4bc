import type { AttachmentReading } from './attachment-reading.ts'
import type { MailHeader } from './read-header.ts'
import type { UnreadReason } from './unread-reason.ts'

export interface MailReading {
  readonly header: MailHeader
  readonly attachments: readonly AttachmentReading[]
  /** Plain text for people, at most `previewLimit` UTF-16 units; HTML is reduced to its text, never rendered. */
  readonly textPreview: string
  readonly isPreviewCut: boolean
  /** Why the mail is not surely read; empty when both parsers saw the same attachments. Codes, no contents. */
  readonly unread: readonly UnreadReason[]
}
