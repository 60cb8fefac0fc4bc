import { jstDay, jstMinutes } from '../../../base/clock.ts'
import { newId } from '../../../base/ids.ts'
import {
  deliveryStatusMail,
  isInternalDomain,
  normaliseAddress,
  type RecipientStatus,
} from '../../../engines/mail-parts/index.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import type { MailEquipment } from '../equipment.ts'
import { retryUntil } from '../rules/next-try.ts'
import { internalDomains, type MailRow, type RecipientRow } from '../store.ts'
import { type ReportReason, reportText } from '../words.ts'
import { queueOwnNotice } from './queue-own-notice.ts'

/** At most so much of a header is given back. */
const HEADER_LIMIT = 64 * 1024

/**
 * Makes the one delivery report (DSN) for recipients that were not reached, or `relayed` to a host that will not report for
 * those who asked to hear of it, or that are `delayed`, addressed to the sender with a null reverse
 * path, and queues it. None is made for a null reverse path, for recipients that asked for none (NOTIFY), and for a
 * sender outside our own domains: a report to a stranger would be a mail that no gate has seen.
 *
 * @returns the report's mail id; undefined: nobody is told by mail, and the notice in the inbox has to do
 * @source RFC 5321 §6.1 (null reverse path), RFC 3461 §6.2 (NOTIFY), RFC 3464
 */
export async function returnToSender(
  tx: Tx,
  mail: MailRow,
  recipients: readonly RecipientRow[],
  why: ReportReason,
  { vault, host, gateTag }: MailEquipment,
): Promise<string | undefined> {
  const told = recipients.filter((one) => isAskedFor(why, one))
  const sender = normaliseAddress(mail.envelope_sender)
  if (told.length === 0 || !sender || !isInternalDomain(sender.domain, await internalDomains(tx))) return undefined
  const [id, now] = [newId(), await instantOf(tx)]
  const bytes = deliveryStatusMail({
    host,
    mailId: mail.id,
    reportId: id,
    to: mail.envelope_sender,
    envelopeId: mail.dsn_envid ?? undefined,
    arrivedAt: mail.received_at,
    reportedAt: now,
    recipients: told.map((one) => ({
      address: one.address,
      originalRecipient: one.dsn_orcpt ?? undefined,
      ...outcomeOf(one, why),
      willRetryUntil: why === 'delayed' ? untilOf(mail) : undefined,
      diagnostic: one.last_reply || undefined,
    })),
    explanation: reportText(why, {
      addresses: told.map(({ address }) => address),
      mailId: mail.id,
      until: why === 'delayed' ? jstTime(untilOf(mail)) : undefined,
    }),
    originalHeader: await headerOf(tx, mail, vault),
  })
  const to = mail.envelope_sender
  await queueOwnNotice(tx, { id, to, bytes, fileKind: 'delivery-report' }, { vault, host, gateTag })
  return id
}

/** RFC 3461 §4.1: of failures one hears unasked, of the rest only when it was asked for. */
function isAskedFor(why: ReportReason, { dsn_notify: asked }: RecipientRow): boolean {
  if (why === 'relayed') return asked.includes('SUCCESS')
  if (why === 'delayed') return asked.includes('DELAY')
  return asked.length === 0 || asked.includes('FAILURE')
}

const untilOf = (mail: MailRow) => retryUntil(mail.released_at ?? mail.received_at)

function jstTime(at: Date): string {
  const minutes = jstMinutes(at)
  const two = (count: number) => `${count}`.padStart(2, '0')
  return `${jstDay(at)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** RFC 3464 §2.3.3, §2.3.4: what became of it, and the status that the next hop gave, or ours where it gave none. */
function outcomeOf(
  { last_status: status }: RecipientRow,
  why: ReportReason,
): Pick<RecipientStatus, 'action' | 'status'> {
  if (why === 'relayed') return { action: 'relayed', status: status?.startsWith('2') ? status : '2.0.0' }
  if (why === 'delayed') return { action: 'delayed', status: status?.startsWith('4') ? status : '4.4.1' }
  if (status?.startsWith('5')) return { action: 'failed', status }
  return { action: 'failed', status: why === 'expired' ? '5.7.1' : '5.4.7' }
}

/** Empty where the content is erased or damaged: that its mail did not leave is told all the same. */
async function headerOf(tx: Tx, mail: MailRow, vault: MailEquipment['vault']): Promise<Buffer> {
  try {
    return await readHeaderOf(tx, mail, vault)
  } catch {
    return Buffer.alloc(0)
  }
}

async function readHeaderOf(tx: Tx, mail: MailRow, vault: MailEquipment['vault']): Promise<Buffer> {
  const { byteCount, open } = await vault.openContent(tx, mail.file_id)
  const pieces: Buffer[] = []
  for await (const piece of open({ from: 0, until: Math.min(byteCount, HEADER_LIMIT) })) pieces.push(piece as Buffer)
  const start = Buffer.concat(pieces)
  const end = start.indexOf('\r\n\r\n')
  return end < 0 ? start : start.subarray(0, end + 2)
}
