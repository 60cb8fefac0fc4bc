import { instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { tell } from '../notify-asked.ts'
import { runMachineChecks } from '../run-machine-checks.ts'
import { lockMail, type MailRow, updateMail } from '../store.ts'
import { mailNotices } from '../notices.ts'

/**
 * Runs the machine checks again on a mail that is leaving. Where they are stricter now, the outside recipients that were
 * not reached yet are held again, without their permit: a later one may cover them, a delivered one never again.
 * @returns whether it was pulled back
 */
export async function pullBack(tx: Tx, mail: MailRow): Promise<boolean> {
  if (mail.custody !== 'releasing' || mail.release_count === 0) return false
  const now = await instantOf(tx)
  // Past its own time the gate takes no verdict any more; what was released before goes on under its permit.
  if (mail.expires_at && mail.expires_at <= now) return false
  const state = await runMachineChecks(tx, mail)
  if (!state || state.open) return false
  const { numUpdatedRows } = await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery: 'held', permit_id: null, lease_id: null, lease_until: null, next_try_at: null })
    .where('mail_id', '=', mail.id)
    .where('is_outside', '=', true)
    .where((where) =>
      where.or([
        where('delivery', 'in', ['queued', 'deferred']),
        where.and([where('delivery', '=', 'sending'), where('lease_until', '<', now)]),
      ]),
    )
    .executeTakeFirst()
  await updateMail(tx, await lockMail(tx, mail.id), { custody: 'held' })
  await recordEvent(tx, mailEvents.pulled_back, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.pull-back' },
    subject: mailSubject(mail.id),
    facts: { recipientCount: Number(numUpdatedRows) },
  })
  if (mail.author_id) await tell(tx, mail.id, [mail.author_id], mailNotices.pulledBack)
  return true
}
