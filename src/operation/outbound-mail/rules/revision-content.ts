import type { Json } from '../../../base/canonical-json.ts'
import type { MailClass } from '../mail-states.ts'

export interface MailRevision {
  readonly sha256: string
  readonly envelopeSender: string
  /** The outside recipients that are still to be reached, as they are sent to. */
  readonly recipients: readonly string[]
  readonly mailClass: MailClass
  readonly engagementId: string | null
  readonly purpose: string | null
  readonly salt: string
}

/**
 * What is decided on, for a mail: its bytes by their hash, from whom, to whom, for which engagement and purpose. The salt
 * lies in an erasable column: once it is gone, nobody can try addresses against the hash that stays.
 */
export function revisionContent(mail: MailRevision): Json {
  return {
    message: mail.sha256,
    sender: mail.envelopeSender,
    recipients: [...mail.recipients].sort(),
    mailClass: mail.mailClass,
    engagement: mail.engagementId,
    purpose: mail.purpose,
    salt: mail.salt,
  }
}
