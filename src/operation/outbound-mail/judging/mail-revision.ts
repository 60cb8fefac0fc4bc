import type { Json } from '../../../base/canonical-json.ts'
import { revisionContent } from '../rules/revision-content.ts'
import type { MailRow, RecipientRow } from '../store.ts'

/**
 * The revision of a mail as its rows have it now. A recipient who was reached stays in it, so that the rest of a mail can
 * be released by the same decisions; one whom the author dropped does not.
 */
export function revisionOf(mail: MailRow, recipients: readonly RecipientRow[], sha256 = mail.sha256): Json {
  return revisionContent({
    sha256,
    envelopeSender: mail.envelope_sender,
    recipients: recipients.filter((one) => one.is_outside && one.delivery !== 'removed').map(({ address }) => address),
    mailClass: mail.mail_class,
    engagementId: mail.engagement_id,
    purpose: mail.purpose,
    salt: mail.revision_salt,
  })
}
