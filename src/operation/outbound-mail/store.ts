import type { Selectable } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { prepared } from '../../kernel/db/statements.ts'
import type {
  OutboundMail,
  OutboundMailPolicy,
  OutboundMailReading,
  OutboundMailRecipient,
} from '../../kernel/db/tables.ts'
import { NUDGE_LIMITS } from '../../kernel/gates/index.ts'
import type { AttachmentScan } from './attachments/contract.ts'
import type { Custody, Delivery, MailClass, UnopenedAttachments } from './mail-states.ts'
import type { TextScan } from './rules/judge-text.ts'

export type MailRow = Selectable<OutboundMail> & { readonly custody: Custody; readonly mail_class: MailClass }
export type RecipientRow = Selectable<OutboundMailRecipient> & { readonly delivery: Delivery }
export type ReadingRow = Selectable<OutboundMailReading> & {
  readonly attachments: readonly StoredAttachment[]
  readonly text_scan: TextScan | null
}

/** One attachment as the reading keeps it; its number is its place in the list. */
export interface StoredAttachment {
  readonly name: string
  readonly declaredType: string
  readonly byteCount: number
  readonly sha256: string
  /** What a machine saw in it; absent where nothing has opened it. */
  readonly scan?: AttachmentScan
  /** Where the passwords that the author gave, and that opened something in it, lie sealed in the vault. */
  readonly passwordIds?: readonly string[]
}

/** @throws Refusal `not_found` */
export async function mailById(tx: Tx, mailId: string): Promise<MailRow> {
  return (await mailsById(tx, [mailId]))[0]!
}

/** Several, in the given order. @throws Refusal `not_found` */
export async function mailsById(tx: Tx, mailIds: readonly string[]): Promise<MailRow[]> {
  return inOrder(mailIds, await mailRows(tx, mailIds).execute())
}

/** Reads a mail and keeps others from changing it until the transaction ends. @throws Refusal `not_found` */
export async function lockMail(tx: Tx, mailId: string): Promise<MailRow> {
  return (await lockMails(tx, [mailId]))[0]!
}

/** Several, in the given order; locked in that of their ids, so that nobody waits in a circle. @throws Refusal `not_found` */
export async function lockMails(tx: Tx, mailIds: readonly string[]): Promise<MailRow[]> {
  return inOrder(mailIds, await mailRows(tx, mailIds).forUpdate().execute())
}

const mailRows = (tx: Tx, mailIds: readonly string[]) =>
  tx
    .selectFrom('outbound_mail')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...mailIds]))))
    .orderBy('id')
    .selectAll()

function inOrder(mailIds: readonly string[], rows: readonly Selectable<OutboundMail>[]): MailRow[] {
  const found = new Map(rows.map((row) => [row.id, row as MailRow]))
  return mailIds.map((id) => {
    const mail = found.get(id)
    if (!mail) throw new Refusal('not_found')
    return mail
  })
}

export async function recipientsOf(tx: Tx, mailId: string): Promise<RecipientRow[]> {
  return recipientsOfMany(tx, [mailId])
}

/** Of several mails, each mail's in their order. */
export async function recipientsOfMany(tx: Tx, mailIds: readonly string[]): Promise<RecipientRow[]> {
  const rows = await tx
    .selectFrom('outbound_mail_recipient')
    .where((eb) => eb('mail_id', '=', eb.fn.any(eb.val([...mailIds]))))
    .orderBy('mail_id')
    .orderBy('position')
    .selectAll()
    .execute()
  return rows as RecipientRow[]
}

/** Undefined while the machine has not read the mail yet, and after its content was erased. */
export async function readingOf(tx: Tx, mailId: string): Promise<ReadingRow | undefined> {
  return (await readingsOf(tx, [mailId])).get(mailId)
}

/** By mail, of those that were read. */
export async function readingsOf(tx: Tx, mailIds: readonly string[]): Promise<ReadonlyMap<string, ReadingRow>> {
  const rows = await tx
    .selectFrom('outbound_mail_reading')
    .where((eb) => eb('mail_id', '=', eb.fn.any(eb.val([...mailIds]))))
    .selectAll()
    .execute()
  return new Map(rows.map((row) => [row.mail_id, row as unknown as ReadingRow]))
}

/** Changes a mail; its version grows with it. */
export async function updateMail(
  tx: Tx,
  mail: Pick<MailRow, 'id' | 'version'>,
  set: Partial<Omit<Selectable<OutboundMail>, 'org_id' | 'id' | 'version'>>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('outbound_mail')
    .set({ ...set, version: mail.version + 1 })
    .where('id', '=', mail.id)
    .where('version', '=', mail.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Refusal('stale_version')
}

export interface MailPolicy {
  readonly coolDownSeconds: number
  readonly expiresAfterBusinessDays: number
  readonly unopenedAttachments: UnopenedAttachments
  readonly approvalCount: number
  /** Business time until whoever is asked hears of it again, and until those above them do. */
  readonly reminderAfterMinutes: number
  readonly escalationAfterMinutes: number
  readonly version: number
}

/** The defaults of the product, where the organisation has set nothing. */
const DEFAULT_POLICY: MailPolicy = {
  coolDownSeconds: 180,
  expiresAfterBusinessDays: 3,
  unopenedAttachments: 'people_look',
  approvalCount: 1,
  reminderAfterMinutes: NUDGE_LIMITS.reminderAfterHours * 60,
  escalationAfterMinutes: NUDGE_LIMITS.escalationAfterHours * 60,
  version: 0,
}

export async function policyOf(tx: Tx): Promise<MailPolicy> {
  const row: Selectable<OutboundMailPolicy> | undefined = await tx
    .selectFrom('outbound_mail_policy')
    .selectAll()
    .executeTakeFirst()
  if (!row) return DEFAULT_POLICY
  return {
    coolDownSeconds: row.cool_down_seconds,
    expiresAfterBusinessDays: row.expires_after_business_days,
    unopenedAttachments: row.unopened_attachments as UnopenedAttachments,
    approvalCount: row.approval_count,
    reminderAfterMinutes: row.reminder_after_minutes,
    escalationAfterMinutes: row.escalation_after_minutes,
    version: row.version,
  }
}

export async function internalDomains(tx: Tx): Promise<string[]> {
  const query = tx.selectFrom('internal_domain').select('domain').orderBy('domain')
  const { rows } = await tx.executeQuery(prepared('internal_domains', query.compile()))
  return rows.map(({ domain }) => domain)
}
