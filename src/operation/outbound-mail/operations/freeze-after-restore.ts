import { newId } from '../../../base/ids.ts'
import { instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { lockMail, updateMail } from '../store.ts'

/**
 * Freezes every mail that had not left when the backup was taken which has been restored: since then it may have been
 * delivered, withdrawn or sent back, and nobody knows any more. Recipients on their way are held again, without their
 * permit. The privacy office looks at each, and lifts its freeze or leaves it.
 * @returns how many
 */
export async function freezeAfterRestore(tx: Tx): Promise<number> {
  const rows = await tx
    .selectFrom('outbound_mail')
    .where('custody', 'in', ['held', 'releasing'])
    .select('id')
    .orderBy('id')
    .execute()
  const now = await instantOf(tx)
  const actor = { kind: 'system', orgId: await organisationOf(tx), part: 'restore' } as const
  for (const { id } of rows) {
    const mail = await lockMail(tx, id)
    await tx
      .updateTable('outbound_mail_recipient')
      .set({ delivery: 'held', permit_id: null, lease_id: null, lease_until: null, next_try_at: null })
      .where('mail_id', '=', id)
      .where('delivery', 'in', ['queued', 'deferred', 'sending'])
      .execute()
    const freezeId = newId()
    await tx
      .insertInto('mail_freeze')
      .values({ id: freezeId, mail_id: id, cause: 'restore', was_held: true, frozen_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await updateMail(tx, mail, { custody: 'frozen', release_due_at: null })
    await recordEvent(tx, mailEvents.frozen, {
      actor,
      subject: mailSubject(id),
      facts: { freezeId, cause: 'restore', wasHeld: true },
    })
  }
  return rows.length
}
