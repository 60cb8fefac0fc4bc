import type { Readable } from 'node:stream'
import { newId } from '../../../base/ids.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { enqueue } from '../../../kernel/jobs/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { deliverMailJob } from '../jobs.ts'
import type { Deliverer, DeliveryResult } from '../release/deliverer.ts'
import { verified } from '../release/verified.ts'
import { lockMail, type MailRow, type RecipientRow } from '../store.ts'
import { pullBack, stillLeaving } from './pull-back.ts'
import { settleDelivery } from './settle-delivery.ts'

/** An attempt that has not come back after this long is taken over: a dead process, not a slow next hop. */
const LEASE_MINUTES = 15

/** A first attempt this long after the release (no relay was there) is no longer part of it: roster and parties are asked again. */
const FRESH_MINUTES = 15

interface Attempt {
  readonly id: string
  readonly mail: MailRow
  readonly recipients: readonly RecipientRow[]
  readonly deliverer: Deliverer
  readonly open: () => Promise<Readable>
}

/**
 * One attempt at every recipient of a mail who is due: lease and commit, hand over, note each answer. Of an attempt that
 * broke off between the next hop's answer and our note the recipients are tried again (RFC 1047); nobody else ever is.
 */
export async function deliverMail(
  database: Database,
  orgId: string,
  mailId: string,
  equipment: MailEquipment,
): Promise<'nothing_due' | 'no_relay' | 'pulled_back' | 'attempted'> {
  const attempt = await inOrganisation(database, orgId, (tx) => begin(tx, mailId, equipment))
  if (typeof attempt === 'string') return attempt
  const results = await handOver(orgId, attempt)
  await inOrganisation(database, orgId, async (tx) => {
    const report = await settleDelivery(tx, { mailId, attemptId: attempt.id, results }, equipment)
    if (report.nextTryAt) {
      await enqueue(tx, deliverMailJob, { mailId }, { startAfter: report.nextTryAt, singletonKey: mailId })
    }
    for (const noticeId of report.noticeIds) {
      await enqueue(tx, deliverMailJob, { mailId: noticeId }, { singletonKey: noticeId })
    }
    await announce(tx, 'outbound-mail')
  })
  return 'attempted'
}

async function begin(tx: Tx, mailId: string, equipment: MailEquipment) {
  const mail = await lockMail(tx, mailId)
  const now = await instantOf(tx)
  const due = await stillLeaving(tx, mail, await dueRecipients(tx, mailId, now))
  if (due.length === 0) return 'nothing_due'
  // Roster and parties are asked again before each later try; the first follows the release at once.
  const isFresh = mail.released_at !== null && now.getTime() - mail.released_at.getTime() < FRESH_MINUTES * 60_000
  const isLater = due.some((one) => one.is_outside && (one.attempt_count > 0 || !isFresh))
  if (isLater && (await pullBack(tx, mail))) return 'pulled_back'
  const deliverer = await delivererFor(tx, equipment)
  if (!deliverer) {
    await tx
      .updateTable('outbound_mail_recipient')
      .set({ delivery: 'queued', next_try_at: new Date(now.getTime() + 60_000), lease_id: null, lease_until: null })
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .execute()
    return 'no_relay'
  }
  const id = newId()
  await tx
    .updateTable('outbound_mail_recipient')
    .set((eb) => ({
      delivery: 'sending',
      lease_id: id,
      lease_until: new Date(now.getTime() + LEASE_MINUTES * 60_000),
      attempt_count: eb('attempt_count', '+', 1),
    }))
    .where(
      'id',
      'in',
      due.map((one) => one.id),
    )
    .execute()
  const open = await contentOf(tx, mail, equipment.vault)
  return { id, mail, recipients: due, deliverer, open } satisfies Attempt
}

async function dueRecipients(tx: Tx, mailId: string, now: Date): Promise<RecipientRow[]> {
  const rows = await tx
    .selectFrom('outbound_mail_recipient')
    .where('mail_id', '=', mailId)
    .where((where) =>
      where.or([
        where.and([where('delivery', 'in', ['queued', 'deferred']), where('next_try_at', '<=', now)]),
        where.and([where('delivery', '=', 'sending'), where('lease_until', '<', now)]),
      ]),
    )
    .orderBy('position')
    .selectAll()
    .execute()
  return rows as RecipientRow[]
}

/** The demonstration's mail goes into its own mailbox, whatever the relay. */
async function delivererFor(tx: Tx, equipment: MailEquipment): Promise<Deliverer | undefined> {
  const { is_demo: isDemo } = await tx
    .selectFrom('organisation')
    .where('org_id', '=', await organisationOf(tx))
    .select('is_demo')
    .executeTakeFirstOrThrow()
  return isDemo ? equipment.demoMailbox : equipment.relay
}

/** Opens the text as it goes out; whoever hands it over may open it more than once. */
async function contentOf(tx: Tx, mail: MailRow, vault: Vault): Promise<() => Promise<Readable>> {
  const { byteCount, open } = await vault.openContent(tx, mail.file_id)
  return () => Promise.resolve(verified(mail.received_line, open({ from: 0, until: byteCount }), mail.sha256))
}

async function handOver(
  orgId: string,
  { mail, recipients, deliverer, open }: Attempt,
): Promise<readonly DeliveryResult[]> {
  return deliverer({
    orgId,
    mailId: mail.id,
    sender: mail.envelope_sender,
    recipients: recipients.map((one) => ({
      id: one.id,
      address: one.address,
      dsnNotify: one.dsn_notify,
      dsnOrcpt: one.dsn_orcpt ?? undefined,
    })),
    open,
    byteCount: Buffer.byteLength(mail.received_line) + mail.byte_count,
    has8bit: mail.has_8bit,
    needsSmtpUtf8: mail.needs_smtp_utf8,
    dsnRet: (mail.dsn_ret as 'FULL' | 'HDRS' | null) ?? undefined,
    dsnEnvid: mail.dsn_envid ?? undefined,
    subjectLine: mail.subject_line,
  })
}
