import { sql } from 'kysely'
import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../db/announce.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { canonicalPersonId, peopleWithRole } from '../../people/index.ts'
import { endAccountLinks } from '../account-links.ts'
import { accountEvents } from '../events.ts'
import { endSessionsOfAccount } from '../sessions.ts'
import { type Account, lockAccount } from '../store.ts'

/**
 * Closes an account at once (case C): its sessions end and their live streams are cut when this commits, no new session
 * begins, its links and its credentials for submission are dead.
 * @throws Refusal `not_found`, `stale_version`, `last_administrator`
 */
export async function disableAccount(
  tx: Tx,
  actor: AnyActor,
  input: { accountId: string; version: number },
): Promise<void> {
  // One at a time: two administrators who disable each other at once would leave none.
  await sql`select pg_advisory_xact_lock(hashtext('access.disable'), hashtext(current_org()::text))`.execute(tx)
  const account = await lockAccount(tx, input.accountId, input.version)
  if (account.status === 'disabled') return
  const at = await instantOf(tx)
  await refuseLastAdministrator(tx, account, at)
  await tx
    .updateTable('account')
    .set({ status: 'disabled', disabled_at: at, version: account.version + 1 })
    .where('id', '=', account.id)
    .execute()
  await endAccountLinks(tx, account.id)
  const endedSessionCount = await endSessionsOfAccount(tx, account.id)
  await announce(tx, `account:${account.id}`)
  await recordEvent(tx, accountEvents.disabled, {
    actor,
    subject: { kind: 'account', id: account.id },
    facts: { endedSessionCount },
  })
}

async function refuseLastAdministrator(tx: Tx, account: Account, at: Date): Promise<void> {
  // A vendor's administrator opens nothing here.
  const administrators = (await peopleWithRole(tx, 'administrator', at))
    .filter((one) => one.partyId === null)
    .map((one) => one.personId)
  if (!administrators.includes((await canonicalPersonId(tx, account.personId)) ?? account.personId)) return
  const { rows } = await sql`
    select 1 from account where status = 'active' and id <> ${account.id}
      and canonical_person_id(person_id) = any(${administrators}::uuid[]) limit 1`.execute(tx)
  if (!rows[0]) throw new Refusal('last_administrator')
}
