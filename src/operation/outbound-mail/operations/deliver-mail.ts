import type { Readable } from 'node:stream'
import { newId } from '../../../base/ids.ts'
import { takenTogether } from '../../../base/taken-together.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { goAlong } from '../../../kernel/db/statements.ts'
import { whileAway } from '../../../kernel/db/while-away.ts'
import { enqueue, enqueueAll } from '../../../kernel/jobs/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { deliverMailJob } from '../jobs.ts'
import { ATTEMPT_SECONDS, type Deliverer, type DeliveryResult } from '../release/deliverer.ts'
import { verified } from '../release/verified.ts'
import { lockMails, type MailRow, type RecipientRow, recipientsOfMany } from '../store.ts'
import { pullBack, stillLeaving } from './pull-back.ts'
import { type Answered, settleDeliveries } from './settle-delivery.ts'

/** An attempt that has not come back after this long is taken over: a dead process, not a slow next hop. */
const LEASE_SECONDS = ATTEMPT_SECONDS.mail + ATTEMPT_SECONDS.end + 5 * 60
/** A first attempt this long after the release (no relay was there) is no longer part of it: roster and parties are asked again. */
const FRESH_MINUTES = 15
/** So many mails share a transaction; the worker has no more than that under way. */
const AT_MOST = 50

interface Attempt {
  readonly id: string
  readonly mail: MailRow
  readonly recipients: readonly RecipientRow[]
  readonly deliverer: Deliverer
  readonly open: () => Promise<Readable>
}

type Begun = Attempt | 'nothing_due' | 'no_relay' | 'pulled_back'
export type DeliveryOutcome = Exclude<Begun, Attempt> | 'attempted'
export type DeliverOne = (orgId: string, mailId: string) => Promise<DeliveryOutcome>

/**
 * One attempt at every recipient of a mail who is due: lease and commit, hand over, note each answer. Of an attempt that
 * broke off between the next hop's answer and our note the recipients are tried again (RFC 1047); nobody else ever is.
 *
 * Attempts that are made side by side share the transactions before and after: what comes while one is under way goes into
 * the next. None is handed over before its own lease is committed, and a slow next hop keeps no other mail waiting.
 */
export function deliveries(database: Database, equipment: MailEquipment): DeliverOne {
  // One that fails is tried alone: each mail stands for itself.
  const each = { atMost: AT_MOST, isAboutOne: () => true }
  const begin = takenTogether<string, Begun>({
    ...each,
    work: (orgId, mailIds) => inOrganisation(database, orgId, (tx) => beginAttempts(tx, mailIds, equipment)),
    keyOf: (mailId) => mailId,
  })
  const settle = takenTogether<Answered, void>({
    ...each,
    work: (orgId, answered) => inOrganisation(database, orgId, (tx) => settleAttempts(tx, answered, equipment)),
    keyOf: ({ mailId }) => mailId,
  })
  return async (orgId, mailId) => {
    const attempt = await begin(orgId, mailId)
    if (typeof attempt === 'string') return attempt
    const results = await handOver(orgId, attempt)
    // Lost, what the next hop has taken would go out once more: a database that is away is waited for as long as the attempt
    // is ours. Noted twice, the second one finds nothing of it any more.
    await whileAway(LEASE_SECONDS, () => settle(orgId, { mailId, attemptId: attempt.id, results }))
    return 'attempted'
  }
}

/** One mail by itself. */
export const deliverMail = (
  database: Database,
  orgId: string,
  mailId: string,
  equipment: MailEquipment,
): Promise<DeliveryOutcome> => deliveries(database, equipment)(orgId, mailId)

async function settleAttempts(tx: Tx, answered: readonly Answered[], equipment: MailEquipment): Promise<void[]> {
  const reports = await settleDeliveries(tx, answered, equipment)
  for (const [at, { mailId }] of answered.entries()) {
    const startAfter = reports[at]!.nextTryAt
    if (startAfter) await enqueue(tx, deliverMailJob, { mailId }, { startAfter, singletonKey: mailId })
  }
  const notices = reports.flatMap(({ noticeIds }) => noticeIds)
  await enqueueAll(
    tx,
    deliverMailJob,
    notices.map((mailId) => ({ input: { mailId }, singletonKey: mailId })),
  )
  await announce(tx, 'outbound-mail')
  return answered.map(() => undefined)
}

async function beginAttempts(tx: Tx, mailIds: readonly string[], equipment: MailEquipment): Promise<Begun[]> {
  const mails = await lockMails(tx, mailIds)
  const now = await instantOf(tx)
  const recipients = (await recipientsOfMany(tx, mailIds)).filter((one) => isDue(one, now))
  const begun = new Map<MailRow, Begun>()
  const leaving: { readonly mail: MailRow; readonly recipients: readonly RecipientRow[] }[] = []
  for (const mail of mails) {
    const own = recipients.filter((one) => one.mail_id === mail.id)
    const due = await stillLeaving(tx, mail, own)
    if (due.length === 0) begun.set(mail, 'nothing_due')
    else if (isLater(mail, due, now) && (await pullBack(tx, mail))) begun.set(mail, 'pulled_back')
    else leaving.push({ mail, recipients: due })
  }
  const deliverer = await delivererFor(tx, equipment)
  if (deliverer) {
    const contents = await contentsOf(
      tx,
      leaving.map(({ mail }) => mail),
      equipment.vault,
    )
    const attempts = leaving.map((one, at) => ({ ...one, id: newId(), deliverer, open: contents[at]! }))
    await lease(tx, attempts, now)
    for (const attempt of attempts) begun.set(attempt.mail, attempt)
  } else {
    for (const { mail } of leaving) begun.set(mail, 'no_relay')
    await putOff(
      tx,
      leaving.flatMap((one) => one.recipients),
      now,
    )
  }
  return mails.map((mail) => begun.get(mail)!)
}

function isDue({ delivery, next_try_at: nextTryAt, lease_until: leaseUntil }: RecipientRow, now: Date): boolean {
  if (delivery === 'sending') return leaseUntil! < now
  return (delivery === 'queued' || delivery === 'deferred') && nextTryAt !== null && nextTryAt <= now
}

/** Roster and parties are asked again before each later try; the first follows the release at once. */
function isLater(mail: MailRow, due: readonly RecipientRow[], now: Date): boolean {
  const isFresh = mail.released_at !== null && now.getTime() - mail.released_at.getTime() < FRESH_MINUTES * 60_000
  return due.some((one) => one.is_outside && (one.attempt_count > 0 || !isFresh))
}

/** Each recipient belongs to this attempt until it is noted, or its time is over. */
async function lease(
  tx: Tx,
  attempts: readonly { readonly id: string; readonly recipients: readonly RecipientRow[] }[],
  now: Date,
): Promise<void> {
  const leases = attempts.flatMap(({ id, recipients }) =>
    recipients.map((one) => ({ recipient_id: one.id, lease_id: id })),
  )
  await goAlong(tx, {
    name: 'lease_recipients',
    text: `update outbound_mail_recipient r
      set delivery = 'sending', lease_id = l.lease_id, lease_until = $2, attempt_count = attempt_count + 1
      from jsonb_to_recordset($1::jsonb) as l(recipient_id uuid, lease_id uuid) where r.id = l.recipient_id`,
    values: [JSON.stringify(leases), new Date(now.getTime() + LEASE_SECONDS * 1000).toISOString()],
  })
}

async function putOff(tx: Tx, recipients: readonly RecipientRow[], now: Date): Promise<void> {
  const ids = recipients.map(({ id }) => id)
  await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery: 'queued', next_try_at: new Date(now.getTime() + 60_000), lease_id: null, lease_until: null })
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .execute()
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

/** Opens the texts as they go out; whoever hands one over may open it more than once. */
async function contentsOf(tx: Tx, mails: readonly MailRow[], vault: Vault): Promise<(() => Promise<Readable>)[]> {
  const contents = await vault.openContents(
    tx,
    mails.map((mail) => mail.file_id),
  )
  return mails.map((mail, at) => {
    const { pieces } = contents[at]!
    return () => Promise.resolve(verified(mail.received_line, pieces(), mail.sha256))
  })
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
