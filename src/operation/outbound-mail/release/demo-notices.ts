import { Readable } from 'node:stream'
import { newId } from '../../../base/ids.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation } from '../../../kernel/db/database.ts'
import { type NoticeMail, noticeMailText, type NoticeMailRef } from '../../../kernel/notices/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'

/**
 * Keeps the demonstration's notices where its mail ends, as a relay would have got them. The same notice again, after an
 * attempt that broke off, is kept once.
 */
export function demoNoticeMailbox(database: Database, vault: Vault) {
  return async (mail: NoticeMail, { orgId, mailId }: NoticeMailRef): Promise<void> => {
    const content = await vault.receive(Readable.from([await noticeMailText(mail)]))
    await inOrganisation(database, orgId, async (tx) => {
      const kept = await tx
        .selectFrom('outside_mailbox_message')
        .where('notice_mail_id', '=', mailId)
        .select('id')
        .executeTakeFirst()
      if (kept) return
      const file = await vault.adopt(tx, content, { kind: 'outside-mailbox' })
      await tx
        .insertInto('outside_mailbox_message')
        .values({
          id: newId(),
          notice_mail_id: mailId,
          envelope_sender: '',
          recipients: [mail.to],
          subject_line: mail.subject,
          file_id: file.id,
          sha256: file.sha256,
          byte_count: file.byteCount,
        })
        .execute()
      await announce(tx, 'outside-mailbox')
    })
  }
}
