import { buffer } from 'node:stream/consumers'
import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { AttachmentPreview } from '../attachments/contract.ts'
import type { DocumentDesk } from '../attachments/document-desk.ts'
import { passwordsOf } from '../attachments/escrowed-passwords.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { mailReader } from '../mail-reader.ts'
import { visibleMail } from '../scope.ts'
import { readingOf } from '../store.ts'

/**
 * Shows the beginning of an attachment as text, and its pictures drawn anew, to somebody who may see the mail. Nothing of it is kept; that they looked is
 * an event, in the same transaction.
 * @throws Refusal `not_found`, `content_erased`
 */
export async function previewAttachment(
  tx: Tx,
  { vault, documents }: { readonly vault: Vault; readonly documents?: DocumentDesk | undefined },
  actor: Actor,
  input: { readonly mailId: string; readonly number: number; readonly picturesFrom?: number },
): Promise<AttachmentPreview> {
  const mail = await visibleMail(tx, actor, input.mailId)
  const attachments = (await readingOf(tx, mail.id))?.attachments ?? []
  const attachment = attachments[input.number - 1]
  if (!attachment || !documents) throw new Refusal('not_found')
  const bytes = await mailReader().attachment(await buffer(await vault.read(tx, mail.file_id)), attachment.sha256)
  if (!bytes) throw new Refusal('not_found')
  const passwords = await passwordsOf(tx, vault, attachments)
  const preview = await documents.preview(bytes, attachment.name, passwords, input.picturesFrom)
  await recordEvent(tx, mailEvents.attachment_previewed, {
    actor,
    subject: mailSubject(mail.id),
    facts: { number: input.number, sha256: attachment.sha256 },
  })
  return { name: attachment.name, ...preview }
}
