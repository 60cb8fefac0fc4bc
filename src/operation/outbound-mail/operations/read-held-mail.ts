import { buffer } from 'node:stream/consumers'
import { MAIL_PARTS_ENGINE, type MailReading, readMail } from '../../../engines/mail-parts/index.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { notifyPrivacyOffice } from '../notify-asked.ts'
import { lockMail, mailById, readingOf } from '../store.ts'
import { putGateUp } from './put-gate-up.ts'

/**
 * Reads a held mail with both parsers, keeps what it saw, and puts the gate up before it. Again is harmless: what was read
 * is not read again, and a mail has one gate.
 */
export async function readHeldMail(
  database: Database,
  orgId: string,
  mailId: string,
  { vault }: Pick<MailEquipment, 'vault'>,
): Promise<void> {
  const content = await inOrganisation(database, orgId, async (tx) => {
    const mail = await mailById(tx, mailId)
    if (mail.custody !== 'held' || (await readingOf(tx, mailId))) return undefined
    return vault.read(tx, mail.file_id)
  })
  if (!content) return
  const reading = await readMail(await buffer(content))
  await inOrganisation(database, orgId, async (tx) => {
    const mail = await lockMail(tx, mailId)
    if (mail.custody !== 'held' || (await readingOf(tx, mailId))) return
    await keepReading(tx, mailId, reading)
    if (mail.author_id) await putGateUp(tx, mail, { namedBySender: reading.header.engagement })
    else await notifyPrivacyOffice(tx, mailId)
    await announce(tx, 'outbound-mail')
  })
}

async function keepReading(tx: Tx, mailId: string, reading: MailReading): Promise<void> {
  const addresses = (list: readonly { address: string }[]) => list.map(({ address }) => address.replaceAll('\0', ''))
  const { header, attachments } = reading
  await tx
    .insertInto('outbound_mail_reading')
    .values({
      mail_id: mailId,
      engine: MAIL_PARTS_ENGINE,
      unread: [...reading.unread],
      attachments: JSON.stringify(attachments),
      text_preview: reading.textPreview,
      is_preview_cut: reading.isPreviewCut,
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
