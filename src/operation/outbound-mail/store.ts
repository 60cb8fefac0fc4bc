import type { Selectable } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import type {
  OutboundMail,
  OutboundMailPolicy,
  OutboundMailReading,
  OutboundMailRecipient,
} from '../../kernel/db/tables.ts'
import { NUDGE_LIMITS } from '../../kernel/gates/index.ts'
import type { AttachmentScan } from './attachments/contract.ts'
import type { Custody, Delivery, MailClass, UnopenedAttachments } from './mail-states.ts'

export type MailRow = Selectable<OutboundMail> & { readonly custody: Custody; readonly mail_class: MailClass }
export type RecipientRow = Selectable<OutboundMailRecipient> & { readonly delivery: Delivery }
export type ReadingRow = Selectable<OutboundMailReading> & { readonly attachments: readonly StoredAttachment[] }

/** One attachment as the reading keeps it; its number is its place in the list. */
export interface StoredAttachment {
  readonly name: string
  readonly declaredType: string
  readonly byteCount: number
  readonly sha256: string
  /** What a machine saw in it; absent where nothing has opened it. */
  readonly scan?: AttachmentScan
}

/** Reads a mail and keeps others from changing it until the transaction ends. @throws Refusal `not_found` */
export async function lockMail(tx: Tx, mailId: string): Promise<MailRow> {
  const row = await tx.selectFrom('outbound_mail').where('id', '=', mailId).selectAll().forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row as MailRow
}

/** @throws Refusal `not_found` */
export async function mailById(tx: Tx, mailId: string): Promise<MailRow> {
  const row = await tx.selectFrom('outbound_mail').where('id', '=', mailId).selectAll().executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row as MailRow
}

export async function recipientsOf(tx: Tx, mailId: string): Promise<RecipientRow[]> {
  const rows = await tx
    .selectFrom('outbound_mail_recipient')
    .where('mail_id', '=', mailId)
    .orderBy('position')
    .selectAll()
    .execute()
  return rows as RecipientRow[]
}

/** Undefined while the machine has not read the mail yet, and after its content was erased. */
export async function readingOf(tx: Tx, mailId: string): Promise<ReadingRow | undefined> {
  const row = await tx.selectFrom('outbound_mail_reading').where('mail_id', '=', mailId).selectAll().executeTakeFirst()
  return row as ReadingRow | undefined
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
  const rows = await tx.selectFrom('internal_domain').select('domain').orderBy('domain').execute()
  return rows.map(({ domain }) => domain)
}
