import { sql } from 'kysely'
import type { AnyActor } from '../../../base/actor.ts'
import { announce } from '../../db/announce.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { endAccountLinks } from '../account-links.ts'
import { accountEvents } from '../events.ts'
import { endSessionsOfAccount } from '../sessions.ts'

/**
 * Closes an organisation's doors: every account is disabled at once, the last administrator's too. For an organisation that
 * is taken away; nobody inside can undo it.
 */
export async function disableEveryAccount(tx: Tx, actor: AnyActor): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('access.disable'), hashtext(current_org()::text))`.execute(tx)
  const open = await tx.selectFrom('account').where('status', '<>', 'disabled').select(['id', 'version']).execute()
  const at = await instantOf(tx)
  for (const { id, version } of open) {
    await tx
      .updateTable('account')
      .set({ status: 'disabled', disabled_at: at, version: version + 1 })
      .where('id', '=', id)
      .execute()
    await endAccountLinks(tx, id)
    const endedSessionCount = await endSessionsOfAccount(tx, id)
    await announce(tx, `account:${id}`)
    await recordEvent(tx, accountEvents.disabled, {
      actor,
      subject: { kind: 'account', id },
      facts: { endedSessionCount },
    })
  }
  return open.length
}
