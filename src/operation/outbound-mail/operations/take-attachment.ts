import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Download } from '../../../kernel/db/route.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { mailReader } from '../mail-reader.ts'
import { visibleMail } from '../scope.ts'
import { readingOf } from '../store.ts'

/**
 * Hands out one attachment of a mail to somebody who may see it, always as a file to save. That they took it is an event,
 * in the same transaction.
 * @throws Refusal `not_found`, `content_erased`
 */
export async function takeAttachment(
  tx: Tx,
  vault: Vault,
  actor: Actor,
  input: { readonly mailId: string; readonly number: number },
): Promise<Download> {
  const mail = await visibleMail(tx, actor, input.mailId)
  const attachment = (await readingOf(tx, mail.id))?.attachments[input.number - 1]
  if (!attachment) throw new Refusal('not_found')
  const bytes = await mailReader().attachment(await buffer(await vault.read(tx, mail.file_id)), attachment.sha256)
  if (!bytes) throw new Refusal('not_found')
  await recordEvent(tx, mailEvents.attachment_viewed, {
    actor,
    subject: mailSubject(mail.id),
    facts: { number: input.number, sha256: attachment.sha256 },
  })
  return {
    fileName: attachment.name || `attachment-${input.number}`,
    // Never the type that the sender claims: a browser must not open it.
    mediaType: 'application/octet-stream',
    byteCount: bytes.length,
    content: Readable.from([bytes], { objectMode: false }),
  }
}
