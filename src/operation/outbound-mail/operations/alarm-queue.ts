import { instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { notifyEach } from '../../../kernel/notices/index.ts'
import { peopleWithRole } from '../../../kernel/people/index.ts'
import { mailNotices } from '../notices.ts'
import { type MailQueue, mailQueue } from '../read-models.ts'

const DAY_MS = 86_400_000

/**
 * The alarm of approved mail that does not leave (no relay is set, or it does not take mail): in the inbox of the privacy
 * office, since it cannot come by mail. Once a day each, not once a mail.
 * @returns how many were told now; undefined where nothing stands still
 */
export async function alarmQueue(tx: Tx, relay: { readonly isRelaySet: boolean }): Promise<number | undefined> {
  const queue: MailQueue = await mailQueue(tx, relay)
  if (!queue.trouble) return undefined
  const now = await instantOf(tx)
  const kind = mailNotices.queueStuck
  const told = await tx
    .selectFrom('notice')
    .select('person_id')
    .where('kind', '=', kind.kind)
    .where('created_at', '>', new Date(now.getTime() - DAY_MS))
    .execute()
  const office = [
    ...(await peopleWithRole(tx, 'privacy_office', now)),
    ...(await peopleWithRole(tx, 'privacy_officer', now)),
  ]
  const ours = new Set(office.filter(({ partyId }) => partyId === null).map(({ personId }) => personId))
  const untold = [...ours].filter((personId) => !told.some((one) => one.person_id === personId))
  const subject = { kind: 'organisation', id: await organisationOf(tx) }
  const facts = { count: queue.waitingCount }
  await notifyEach(tx, untold, { kind, subject, link: '/today', facts, byMail: false })
  return untold.length
}
