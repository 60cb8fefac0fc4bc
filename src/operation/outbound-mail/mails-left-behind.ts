import { instantOf, type Tx } from '../../kernel/db/database.ts'

/** So many of each kind are taken up at once; the next sweep takes the rest. */
const AT_ONCE = 200

/** A mail that was not read after this long has lost its job; reading itself takes seconds. */
export const UNREAD_AFTER_MS = 2 * 60_000

/** Mails for which a job should be under way. What is found may be at work already: the jobs bear being asked twice. */
export async function mailsLeftBehind(tx: Tx): Promise<{ unread: string[]; toRelease: string[]; toDeliver: string[] }> {
  const now = await instantOf(tx)
  const held = tx
    .selectFrom('outbound_mail as m')
    .where('m.custody', '=', 'held')
    .orderBy('m.received_at')
    .limit(AT_ONCE)
  const unread = await held
    .where('m.received_at', '<', new Date(now.getTime() - UNREAD_AFTER_MS))
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('outbound_mail_reading as r').whereRef('r.mail_id', '=', 'm.id').select('r.mail_id')),
      ),
    )
    .select('m.id')
    .execute()
  const toRelease = await held.where('m.release_due_at', '<=', now).select('m.id').execute()
  const toDeliver = await tx
    .selectFrom('outbound_mail_recipient')
    .where((where) =>
      where.or([
        where.and([where('delivery', 'in', ['queued', 'deferred']), where('next_try_at', '<=', now)]),
        where.and([where('delivery', '=', 'sending'), where('lease_until', '<', now)]),
      ]),
    )
    .select('mail_id as id')
    .distinct()
    .limit(AT_ONCE)
    .execute()
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
  return { unread: ids(unread), toRelease: ids(toRelease), toDeliver: ids(toDeliver) }
}
