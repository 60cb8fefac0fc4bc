import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { eraseAttachmentRows } from '../judging/attachment-rows.ts'
import { erasePasswords } from '../attachments/escrowed-passwords.ts'

/**
 * Clears what stands in the rows of mails of their contents. The contents themselves lie in the vault, and are erased there.
 * Subject, recipients, names and hashes of attachments stay: they are the record.
 */
export async function clearContents(tx: Tx, ids: readonly string[]): Promise<void> {
  const now = await instantOf(tx)
  await erasePasswords(tx, ids)
  await tx.updateTable('outbound_mail_reading').set({ text_preview: '' }).where('mail_id', 'in', ids).execute()
  await tx.deleteFrom('outside_mailbox_message').where('mail_id', 'in', ids).execute()
  await eraseAttachmentRows(tx, ids)
  await tx
    .updateTable('outbound_mail')
    .set((eb) => ({ content_erased_at: now, version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .where('content_erased_at', 'is', null)
    .execute()
}

/** Clears everything personal in the rows of mails. What stays: hash, size, class, dates, and where each recipient's copy was. */
export async function clearRecords(tx: Tx, ids: readonly string[]): Promise<void> {
  const now = await instantOf(tx)
  await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery: 'cancelled', settled_at: now, lease_id: null, lease_until: null, next_try_at: null })
    .where('mail_id', 'in', ids)
    .where('delivery', 'in', ['held', 'queued', 'sending', 'deferred'])
    .execute()
  await tx
    .updateTable('outbound_mail_recipient')
    .set({ address: '', dsn_orcpt: null, last_reply: null })
    .where('mail_id', 'in', ids)
    .execute()
  await erasePasswords(tx, ids)
  await tx.deleteFrom('outbound_mail_reading').where('mail_id', 'in', ids).execute()
  await eraseAttachmentRows(tx, ids)
  await tx.deleteFrom('outside_mailbox_message').where('mail_id', 'in', ids).execute()
  await tx
    .updateTable('outbound_mail')
    .set((eb) => ({
      custody: 'purged',
      purpose: null,
      received_line: '',
      revision_salt: '',
      envelope_sender: '',
      dsn_envid: null,
      subject_line: '',
      header_from: '',
      message_id: '',
      release_due_at: null,
      content_erased_at: eb.fn.coalesce('content_erased_at', eb.val(now)),
      version: eb('version', '+', 1),
    }))
    .where('id', 'in', ids)
    .where('custody', '<>', 'purged')
    .execute()
}

/** Erases mails again that were erased after the backup was taken which is being restored. */
export async function eraseMailsAgain(tx: Tx, kind: string, ids: readonly string[]): Promise<void> {
  await clearContents(tx, ids)
  if (kind === 'mail-record') await clearRecords(tx, ids)
}
