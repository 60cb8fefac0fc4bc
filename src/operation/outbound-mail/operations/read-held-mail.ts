import { buffer } from 'node:stream/consumers'
import { MAIL_PARTS_ENGINE, type MailReading, readNothing } from '../../../engines/mail-parts/index.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { mailReader } from '../mail-reader.ts'
import { notifyPrivacyOffice } from '../notify-asked.ts'
import type { TextScan } from '../rules/judge-text.ts'
import { lockMail, readingOf, type StoredAttachment } from '../store.ts'
import { putGateUp } from './put-gate-up.ts'
import { keepAttachmentRows } from '../judging/attachment-rows.ts'
import { recordMailLineage, scanAttachments } from './scan-attachments.ts'
import { searchText } from './search-text.ts'

/**
 * A mail over which its reader has died or thrown so often is given up: it stays held as unread, and people look at it. A
 * damaged one gets that far too; it can be sent back, and no permit fits it.
 */
export const READ_ATTEMPTS = 3

/**
 * Reads a held mail with both parsers, keeps what it saw, and puts the gate up before it. Again is harmless: what was read
 * is not read again, and a mail has one gate.
 */
export async function readHeldMail(
  database: Database,
  orgId: string,
  mailId: string,
  { vault, documents }: Pick<MailEquipment, 'vault' | 'documents'>,
): Promise<void> {
  const content = await inOrganisation(database, orgId, async (tx) => {
    const mail = await lockMail(tx, mailId)
    if (mail.custody !== 'held' || (await readingOf(tx, mailId))) return undefined
    await countAttempt(tx, mailId)
    const stream = await vault.read(tx, mail.file_id)
    return { stream, isGivenUp: mail.read_attempt_count >= READ_ATTEMPTS }
  })
  if (!content) return
  const bytes = await buffer(content.stream).catch((cause: unknown) => {
    if (!content.isGivenUp) throw cause
    return Buffer.alloc(0)
  })
  const reading = content.isGivenUp ? readNothing(bytes) : await mailReader().read(bytes)
  const asked = content.isGivenUp ? [] : reading.attachments
  const textScan = documents && !content.isGivenUp ? await searchText(reading.words, documents) : undefined
  const { attachments, rows } = await scanAttachments(bytes, asked, documents)
  await inOrganisation(database, orgId, async (tx) => {
    const mail = await lockMail(tx, mailId)
    if (mail.custody !== 'held' || (await readingOf(tx, mailId))) return
    await keepReading(tx, mailId, reading, { attachments, textScan })
    await recordMailLineage(tx, mail.file_id, attachments)
    await keepAttachmentRows(tx, vault, mailId, rows)
    if (mail.author_id) await putGateUp(tx, mail, { namedBySender: reading.header.engagement })
    else await notifyPrivacyOffice(tx, mailId)
    await announce(tx, 'outbound-mail')
  })
}

/** Counted and committed before the bytes are touched: a process that dies of them has left a trace. */
async function countAttempt(tx: Tx, mailId: string): Promise<void> {
  await tx
    .updateTable('outbound_mail')
    .set((eb) => ({ read_attempt_count: eb('read_attempt_count', '+', 1) }))
    .where('id', '=', mailId)
    .execute()
}

async function keepReading(
  tx: Tx,
  mailId: string,
  reading: MailReading,
  { attachments, textScan }: { attachments: readonly StoredAttachment[]; textScan: TextScan | undefined },
): Promise<void> {
  const addresses = (list: readonly { address: string }[]) => list.map(({ address }) => address.replaceAll('\0', ''))
  const { header } = reading
  await tx
    .insertInto('outbound_mail_reading')
    .values({
      mail_id: mailId,
      engine: MAIL_PARTS_ENGINE,
      unread: [...reading.unread],
      attachments: JSON.stringify(attachments),
      text_preview: reading.textPreview,
      is_preview_cut: reading.isPreviewCut,
      text_scan: textScan ? JSON.stringify(textScan) : null,
      header_to: addresses(header.to),
      header_cc: addresses(header.cc),
      header_bcc: addresses(header.bcc),
      has_bcc_header: header.hasBcc,
      unreadable_address_count: header.unreadableAddressCount,
    })
    .execute()
  await recordEvent(tx, mailEvents.read, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.read-mail' },
    subject: mailSubject(mailId),
    facts: { engine: MAIL_PARTS_ENGINE, attachmentCount: attachments.length, unreadCount: reading.unread.length },
  })
}
