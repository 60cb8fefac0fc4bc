import { randomInt } from 'node:crypto'
import { instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { endGate } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf } from '../gate.ts'
import { notifyPrivacyOffice, tell } from '../notify-asked.ts'
import type { DeliveryResult } from '../release/deliverer.ts'
import { nextTryAt } from '../rules/next-try.ts'
import { readReply } from '../rules/read-reply.ts'
import { lockMail, type MailRow, type RecipientRow, recipientsOf, updateMail } from '../store.ts'
import { mailNotices } from '../notices.ts'
import { stillLeaving } from './pull-back.ts'
import { returnToSender } from './return-to-sender.ts'

export interface Settled {
  /** When the recipients that are left are due. */
  readonly nextTryAt?: Date | undefined
  /** The delivery reports that this attempt made, to be delivered like mails. */
  readonly noticeIds: readonly string[]
}

/**
 * Notes what the next hop answered for each recipient of an attempt: delivered, tried again later, or given back with one
 * report for all of them. Answers of an attempt that was taken over meanwhile are left to the one that took it over.
 */
export async function settleDelivery(
  tx: Tx,
  { mailId, attemptId, results }: { mailId: string; attemptId: string; results: readonly DeliveryResult[] },
  equipment: MailEquipment,
): Promise<Settled> {
  const mail = await lockMail(tx, mailId)
  const now = await instantOf(tx)
  const replyTo = ({ id }: RecipientRow) => results.find(({ recipientId }) => recipientId === id)?.reply
  const isPutOff = (one: RecipientRow) => readReply(replyTo(one)).outcome === 'deferred'
  const asked = (await recipientsOf(tx, mailId)).filter((one) => one.lease_id === attemptId)
  const triedAgain = await stillLeaving(tx, mail, asked.filter(isPutOff))
  const mine = asked.filter((one) => !isPutOff(one) || triedAgain.includes(one))
  const counts = { delivered: 0, deferred: 0, bounced: 0 }
  const [givenUp, relayed]: [RecipientRow[], RecipientRow[]] = [[], []]
  const spread = randomInt(1001) / 1000
  for (const recipient of mine) {
    const reply = replyTo(recipient)
    const read = readReply(reply)
    const next =
      read.outcome === 'deferred'
        ? nextTryAt(recipient.attempt_count, mail.released_at ?? mail.received_at, now, spread)
        : undefined
    const delivery = read.outcome === 'deferred' && !next ? 'bounced' : read.outcome
    const row = { delivery, last_reply: (reply ?? '').slice(0, 1000), last_status: read.status }
    await tx
      .updateTable('outbound_mail_recipient')
      .set({ ...row, lease_id: null, lease_until: null, next_try_at: next ?? null, settled_at: next ? null : now })
      .where('id', '=', recipient.id)
      .execute()
    counts[delivery] += 1
    if (delivery === 'bounced') givenUp.push({ ...recipient, ...row })
    const isLeftToUs = results.some((one) => one.recipientId === recipient.id && one.isDsnLost)
    if (delivery === 'delivered' && isLeftToUs && recipient.dsn_notify.includes('SUCCESS')) {
      relayed.push({ ...recipient, ...row })
    }
  }
  const event = { actor: await program(tx), subject: mailSubject(mailId) }
  for (const outcome of ['delivered', 'deferred'] as const) {
    const facts = { recipientCount: counts[outcome], attemptId }
    if (counts[outcome] > 0) await recordEvent(tx, mailEvents[outcome], { ...event, facts })
  }
  const reports = [
    givenUp.length > 0 ? await reportFailure(tx, mail, givenUp, equipment) : undefined,
    relayed.length > 0 ? await returnToSender(tx, mail, relayed, 'relayed', equipment) : undefined,
  ]
  return { nextTryAt: await close(tx, mail, now), noticeIds: reports.filter((id) => id !== undefined) }
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

/** A mail of which every recipient is settled has left our custody, and its gate is done. */
async function close(tx: Tx, mail: MailRow, now: Date): Promise<Date | undefined> {
  const recipients = await recipientsOf(tx, mail.id)
  const open = recipients.filter(({ delivery }) => ['queued', 'sending', 'deferred'].includes(delivery))
  if (open.length > 0) {
    const times = open.flatMap((one) => one.next_try_at?.getTime() ?? [])
    return times.length > 0 ? new Date(Math.min(...times)) : undefined
  }
  if (mail.custody !== 'releasing' || recipients.some(({ delivery }) => delivery === 'held')) return undefined
  await updateMail(tx, mail, { custody: 'released', closed_at: now })
  if (mail.release_count > 0) {
    await endGate(tx, gateOf(mail), { subjectId: mail.id, how: 'done', actor: await program(tx) })
  }
  return undefined
}

const program = async (tx: Tx) =>
  ({ kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.deliver-mail' }) as const
