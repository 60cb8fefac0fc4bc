import { type Database, inOrganisation, instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { endGate } from '../../../kernel/gates/index.ts'
import { enqueue } from '../../../kernel/jobs/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { mailEvents } from '../events.ts'
import { gateOf } from '../gate.ts'
import { deliverMailJob } from '../jobs.ts'
import { notifyPrivacyOffice, tell } from '../notify-asked.ts'
import { lockMail, readingOf, recipientsOf } from '../store.ts'
import { mailNotices } from '../notices.ts'
import { closeMail } from './close-mail.ts'
import { returnToSender } from './return-to-sender.ts'

/**
 * Gives every mail back whose time is over (期限切れ): its sender hears of it, nothing is sent, and nothing can release it
 * any more. Time never supplies a missing check (invariant 7).
 * @returns how many
 */
export async function expireMails(database: Database, orgId: string, equipment: MailEquipment): Promise<number> {
  const due = await inOrganisation(database, orgId, async (tx) =>
    tx
      .selectFrom('outbound_mail')
      .where('custody', '=', 'held')
      .where('expires_at', '<=', await instantOf(tx))
      .orderBy('expires_at')
      .limit(500)
      .select('id')
      .execute(),
  )
  const faults: unknown[] = []
  // One mail that cannot be ended must not keep those behind it.
  for (const { id } of due) {
    await inOrganisation(database, orgId, (tx) => expireOne(tx, id, equipment)).catch((fault: unknown) =>
      faults.push(fault),
    )
  }
  if (faults.length > 0) throw faults[0]
  return due.length
}

async function expireOne(tx: Tx, mailId: string, equipment: MailEquipment): Promise<void> {
  const mail = await lockMail(tx, mailId)
  const now = await instantOf(tx)
  if (mail.custody !== 'held' || !mail.expires_at || mail.expires_at > now) return
  const actor = { kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.expire-mails' } as const
  const outside = (await recipientsOf(tx, mailId)).filter((one) => one.delivery === 'held')
  const noticeId = await returnToSender(tx, mail, outside, 'expired', equipment)
  if (noticeId) await enqueue(tx, deliverMailJob, { mailId: noticeId }, { singletonKey: noticeId })
  // Without a known author, or unread, a mail has no gate to end.
  if (mail.author_id && (await readingOf(tx, mailId)))
    await endGate(tx, gateOf(mail), { subjectId: mailId, how: 'expired', actor })
  await closeMail(tx, mail, { custody: 'expired', event: mailEvents.expired, actor })
  if (mail.author_id) await tell(tx, mailId, [mail.author_id], mailNotices.expired)
  else await notifyPrivacyOffice(tx, mailId)
}
