import { sql } from 'kysely'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { eraseGate } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { eraseEach, recordErasure } from '../../../kernel/vault/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { clearContents, clearRecords } from '../retention/erase-mail.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf } from '../gate.ts'
import { retentionOf } from '../retention/retention-of.ts'
import { lockMail, type MailRow, readingOf, recipientsOf } from '../store.ts'

/** What has ended; what is held, frozen or on its way is never looked at. */
const ENDED = ['released', 'withdrawn', 'sent_back', 'expired'] as const

/**
 * Erases what is past its retention (保存期間): first a mail's content, from the vault and the rows; long after it the record
 * with the texts of its gate. What stays is hash, size, class, dates and the ledger. One transaction a mail: killed in the
 * middle, each mail is either whole or erased, and the next run goes on. A frozen mail is passed over, and the database
 * refuses it too.
 * @returns how many contents and records were erased
 */
export async function purgeMails(
  database: Database,
  orgId: string,
  equipment: Pick<MailEquipment, 'vault'>,
): Promise<{ contents: number; records: number }> {
  const contents = await eraseEach(database, orgId, {
    find: pastContent,
    erase: (tx, id) => eraseContent(tx, id, equipment),
  })
  const records = await eraseEach(database, orgId, { find: pastRecord, erase: eraseRecord })
  if (contents.count + records.count > 0) await inOrganisation(database, orgId, (tx) => announce(tx, 'outbound-mail'))
  const [fault] = [...contents.faults, ...records.faults]
  if (fault !== undefined) throw fault
  return { contents: contents.count, records: records.count }
}

async function pastContent(tx: Tx, after: string, limit: number): Promise<string[]> {
  const { contentDays } = await retentionOf(tx)
  const rows = await endedMails(tx, after, limit)
    .where('content_erased_at', 'is', null)
    .where('closed_at', '<=', sql<Date>`clock_now() - ${contentDays} * interval '1 day'`)
    .execute()
  return rows.map(({ id }) => id)
}

async function pastRecord(tx: Tx, after: string, limit: number): Promise<string[]> {
  const { recordYears } = await retentionOf(tx)
  const rows = await endedMails(tx, after, limit)
    .where('content_erased_at', 'is not', null)
    .where('closed_at', '<=', sql<Date>`clock_now() - ${recordYears} * interval '1 year'`)
    .execute()
  return rows.map(({ id }) => id)
}

const endedMails = (tx: Tx, after: string, limit: number) =>
  tx
    .selectFrom('outbound_mail as m')
    .where('m.custody', 'in', ENDED)
    .where('m.id', '>', after)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('mail_freeze as f')
            .whereRef('f.mail_id', '=', 'm.id')
            .where('f.lifted_at', 'is', null)
            .select('f.id'),
        ),
      ),
    )
    .orderBy('m.id')
    .limit(limit)
    .select('m.id')

/** The mail, if it may still be erased now that nobody else can change it. */
async function lockEnded(tx: Tx, id: string): Promise<MailRow | undefined> {
  const mail = await lockMail(tx, id)
  if (!ENDED.some((one) => one === mail.custody)) return undefined
  const frozen = await tx
    .selectFrom('mail_freeze')
    .where('mail_id', '=', id)
    .where('lifted_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  if (frozen) return undefined
  const isLeaving = (await recipientsOf(tx, id)).some(({ delivery }) =>
    ['held', 'queued', 'sending', 'deferred'].includes(delivery),
  )
  return isLeaving ? undefined : mail
}

async function eraseContent(tx: Tx, id: string, { vault }: Pick<MailEquipment, 'vault'>): Promise<boolean> {
  const mail = await lockEnded(tx, id)
  if (!mail || mail.content_erased_at) return false
  const copies = await tx.selectFrom('outside_mailbox_message').where('mail_id', '=', id).select('file_id').execute()
  for (const { file_id } of [mail, ...copies]) await vault.erase(tx, file_id)
  await clearContents(tx, [id])
  await recordErasure(tx, 'mail-content', id)
  await recordEvent(tx, mailEvents.content_erased, {
    actor: await program(tx),
    subject: mailSubject(id),
    facts: { byteCount: mail.byte_count, sha256: mail.sha256 },
  })
  return true
}

async function eraseRecord(tx: Tx, id: string): Promise<boolean> {
  const mail = await lockEnded(tx, id)
  if (!mail) return false
  if (mail.author_id && (await readingOf(tx, id))) await eraseGate(tx, gateOf(mail), id)
  await clearRecords(tx, [id])
  await recordErasure(tx, 'mail-record', id)
  await recordEvent(tx, mailEvents.purged, {
    actor: await program(tx),
    subject: mailSubject(id),
    facts: { sha256: mail.sha256 },
  })
  return true
}

const program = async (tx: Tx) =>
  ({ kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.purge-mails' }) as const
