import { randomInt } from 'node:crypto'
import { instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { goAlong } from '../../../kernel/db/statements.ts'
import { endGates } from '../../../kernel/gates/index.ts'
import { recordEvent, recordEvents } from '../../../kernel/ledger/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf } from '../gate.ts'
import { notifyPrivacyOffice, tell } from '../notify-asked.ts'
import type { DeliveryResult } from '../release/deliverer.ts'
import { isDelayed, nextTryAt } from '../rules/next-try.ts'
import { readReply } from '../rules/read-reply.ts'
import { lockMails, type MailRow, type RecipientRow, recipientsOfMany } from '../store.ts'
import { mailNotices } from '../notices.ts'
import { stillLeaving } from './pull-back.ts'
import { returnToSender } from './return-to-sender.ts'

/** What the next hop said in one attempt at a mail. */
export interface Answered {
  readonly mailId: string
  readonly attemptId: string
  readonly results: readonly DeliveryResult[]
}

export interface Settled {
  /** When the recipients that are left are due. */
  readonly nextTryAt?: Date | undefined
  /** The delivery reports that this attempt made, to be delivered like mails. */
  readonly noticeIds: readonly string[]
}

/**
 * Notes what the next hop answered for each recipient of an attempt: delivered, tried again later, or given back with one
 * report for all of them. Whoever asked for it hears once that a mail is delayed. Answers of an attempt that was taken over meanwhile are left to the one that took it over.
 *
 * Attempts at different mails of one organisation; answers in their order.
 */
export async function settleDeliveries(
  tx: Tx,
  answered: readonly Answered[],
  equipment: MailEquipment,
): Promise<Settled[]> {
  const mailIds = answered.map(({ mailId }) => mailId)
  const mails = await lockMails(tx, mailIds)
  const asked = await recipientsOfMany(tx, mailIds)
  const now = await instantOf(tx)
  const read: Read[] = []
  for (const [at, one] of answered.entries()) {
    const own = asked.filter(({ mail_id: id, lease_id: lease }) => id === one.mailId && lease === one.attemptId)
    read.push(await readAnswers(tx, { mail: mails[at]!, own, answered: one, now }))
  }
  await noteRecipients(
    tx,
    read.flatMap(({ settled }) => settled),
    now,
  )
  await noteEvents(tx, read)
  const noticeIds: string[][] = []
  for (const one of read) noticeIds.push(await reportOn(tx, one, equipment))
  const left = await close(tx, mails, now)
  return answered.map((_, at) => ({ nextTryAt: left[at], noticeIds: noticeIds[at]! }))
}

/** The answers of one attempt, read. */
interface Read {
  readonly mail: MailRow
  readonly attemptId: string
  readonly settled: readonly SettledRecipient[]
}

interface SettledRecipient {
  readonly recipient: RecipientRow
  readonly delivery: 'delivered' | 'deferred' | 'bounced'
  readonly reply: string
  readonly status: string
  readonly next: Date | undefined
  /** Asked to hear of a delay, and has waited long enough; once. */
  readonly isDelayTold: boolean
  /** Asked to hear of the delivery, and the next hop will not say it. */
  readonly isReportLeftToUs: boolean
}

async function readAnswers(
  tx: Tx,
  of: { mail: MailRow; own: readonly RecipientRow[]; answered: Answered; now: Date },
): Promise<Read> {
  const { mail, own, answered, now } = of
  const resultOf = ({ id }: RecipientRow) => answered.results.find(({ recipientId }) => recipientId === id)
  const isPutOff = (one: RecipientRow) => readReply(resultOf(one)?.reply).outcome === 'deferred'
  const triedAgain = await stillLeaving(tx, mail, own.filter(isPutOff))
  const spread = randomInt(1001) / 1000
  const settled = own
    .filter((one) => !isPutOff(one) || triedAgain.includes(one))
    .map((recipient): SettledRecipient => {
      const result = resultOf(recipient)
      const { outcome, status } = readReply(result?.reply)
      const since = mail.released_at ?? mail.received_at
      const next = outcome === 'deferred' ? nextTryAt(recipient.attempt_count, since, now, spread) : undefined
      const isDelayTold =
        next !== undefined &&
        recipient.delay_told_at === null &&
        recipient.dsn_notify.includes('DELAY') &&
        isDelayed(since, now)
      const delivery = outcome === 'deferred' && !next ? 'bounced' : outcome
      const isReportLeftToUs = Boolean(result?.isDsnLost) && recipient.dsn_notify.includes('SUCCESS')
      const reply = (result?.reply ?? '').slice(0, 1000)
      return { recipient, delivery, reply, status, next, isDelayTold, isReportLeftToUs }
    })
  return { mail, attemptId: answered.attemptId, settled }
}

async function noteRecipients(tx: Tx, settled: readonly SettledRecipient[], now: Date): Promise<void> {
  const rows = settled.map(({ recipient, delivery, reply, status, next, isDelayTold }) => ({
    id: recipient.id,
    delivery,
    // PostgreSQL's text takes no NUL.
    last_reply: reply.replaceAll('\0', '').toWellFormed(),
    last_status: status,
    next_try_at: next ?? null,
    settled_at: next ? null : now,
    is_delay_told: isDelayTold,
  }))
  await goAlong(tx, {
    name: 'settle_recipients',
    text: `update outbound_mail_recipient r set delivery = s.delivery, last_reply = s.last_reply,
        last_status = s.last_status, lease_id = null, lease_until = null, next_try_at = s.next_try_at,
        settled_at = s.settled_at, delay_told_at = case when s.is_delay_told then $2 else r.delay_told_at end
      from jsonb_to_recordset($1::jsonb) as s(id uuid, delivery text, last_reply text, last_status text,
        next_try_at timestamptz, settled_at timestamptz, is_delay_told boolean)
      where r.id = s.id`,
    values: [JSON.stringify(rows), now.toISOString()],
  })
}

async function noteEvents(tx: Tx, read: readonly Read[]): Promise<void> {
  const actor = await program(tx)
  for (const outcome of ['delivered', 'deferred'] as const) {
    const events = read.flatMap(({ mail, attemptId, settled }) => {
      const recipientCount = settled.filter(({ delivery }) => delivery === outcome).length
      return recipientCount > 0 ? [{ actor, subject: mailSubject(mail.id), facts: { recipientCount, attemptId } }] : []
    })
    if (events.length > 0) await recordEvents(tx, mailEvents[outcome], events)
  }
}

/** Gives back what was given up, and says of a delivery what nobody behind it will say. @returns the reports' mail ids */
async function reportOn(tx: Tx, { mail, settled }: Read, equipment: MailEquipment): Promise<string[]> {
  const rowOf = ({ recipient, delivery, reply, status }: SettledRecipient) => ({
    ...recipient,
    delivery,
    last_reply: reply,
    last_status: status,
  })
  const givenUp = settled.filter(({ delivery }) => delivery === 'bounced').map(rowOf)
  const relayed = settled.filter((one) => one.delivery === 'delivered' && one.isReportLeftToUs).map(rowOf)
  const delayed = settled.filter(({ isDelayTold }) => isDelayTold).map(rowOf)
  const reports = [
    givenUp.length > 0 ? await reportFailure(tx, mail, givenUp, equipment) : undefined,
    relayed.length > 0 ? await returnToSender(tx, mail, relayed, 'relayed', equipment) : undefined,
    delayed.length > 0 ? await reportDelay(tx, mail, delayed, equipment) : undefined,
  ]
  return reports.filter((id) => id !== undefined)
}

async function reportDelay(
  tx: Tx,
  mail: MailRow,
  delayed: readonly RecipientRow[],
  equipment: MailEquipment,
): Promise<string | undefined> {
  const noticeId = await returnToSender(tx, mail, delayed, 'delayed', equipment)
  if (noticeId) {
    const facts = { recipientCount: delayed.length }
    await recordEvent(tx, mailEvents.delay_told, { actor: await program(tx), subject: mailSubject(mail.id), facts })
  }
  return noticeId
}

async function reportFailure(
  tx: Tx,
  mail: MailRow,
  givenUp: readonly RecipientRow[],
  equipment: MailEquipment,
): Promise<string | undefined> {
  const noticeId = await returnToSender(tx, mail, givenUp, 'undelivered', equipment)
  await recordEvent(tx, mailEvents.bounced, {
    actor: await program(tx),
    subject: mailSubject(mail.id),
    facts: { recipientCount: givenUp.length, isReported: noticeId !== undefined },
  })
  if (mail.author_id) await tell(tx, mail.id, [mail.author_id], mailNotices.undelivered)
  // The null reverse path is never answered (RFC 5321 §6.1); of our own report the author has already heard in the inbox.
  else if (!noticeId && mail.entry !== 'own') await notifyPrivacyOffice(tx, mail.id, mailNotices.undeliveredOfNobody)
  return noticeId
}

/**
 * A mail of which every recipient is settled has left our custody, and its gate is done.
 * @returns for each mail when its recipients that are left are due
 */
async function close(tx: Tx, mails: readonly MailRow[], now: Date): Promise<(Date | undefined)[]> {
  const recipients = await recipientsOfMany(
    tx,
    mails.map(({ id }) => id),
  )
  const ofMail = (id: string) => recipients.filter((one) => one.mail_id === id)
  const openOf = (id: string) => ofMail(id).filter(({ delivery }) => OPEN.has(delivery))
  const isDone = ({ id, custody }: MailRow) =>
    custody === 'releasing' && openOf(id).length === 0 && !ofMail(id).some(({ delivery }) => delivery === 'held')
  const done = mails.filter(isDone)
  await goAlong(tx, {
    name: 'close_mails',
    text: `update outbound_mail set custody = 'released', closed_at = $2, version = version + 1
      where id = any($1::uuid[])`,
    values: [`{${done.map(({ id }) => id).join(',')}}`, now.toISOString()],
  })
  const released = done.filter((mail) => mail.release_count > 0)
  for (const gate of new Set(released.map(gateOf))) {
    const ids = released.filter((mail) => gateOf(mail) === gate).map(({ id }) => id)
    await endGates(tx, gate, ids, { how: 'done', actor: await program(tx) })
  }
  return mails.map(({ id }) => {
    const times = openOf(id).flatMap((one) => one.next_try_at?.getTime() ?? [])
    return times.length > 0 ? new Date(Math.min(...times)) : undefined
  })
}

const OPEN: ReadonlySet<RecipientRow['delivery']> = new Set(['queued', 'sending', 'deferred'])

const program = async (tx: Tx) =>
  ({ kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.deliver-mail' }) as const
