import { sql } from 'kysely'
import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { makeAccountLink } from '../account-links.ts'
import { accountEvents } from '../events.ts'
import { endSessionsOfAccount, topicOfSession } from '../sessions.ts'
import { lockAccount } from '../store.ts'
import { announce } from '../../db/announce.ts'

/**
 * Opens a disabled account again. It works after its new link is used, with a new password where the old one may have
 * become known.
 * @throws Refusal `not_found`, `stale_version`, `account_exists` where the person has another way in meanwhile
 */
export async function enableAccount(
  tx: Tx,
  actor: AnyActor,
  input: { accountId: string; version: number },
): Promise<{ link: string }> {
  const account = await lockAccount(tx, input.accountId, input.version)
  if (account.status !== 'disabled') throw new Refusal('stale_version')
  const { rows } = await sql`
    select 1 from account where status <> 'disabled'
      and person_id = any(array(select records_of_person(${account.personId}))) limit 1`.execute(tx)
  if (rows[0]) throw new Refusal('account_exists')
  await tx
    .updateTable('account')
    .set({ status: 'invited', disabled_at: null, version: account.version + 1 })
    .where('id', '=', account.id)
    .execute()
  await recordEvent(tx, accountEvents.enabled, { actor, subject: { kind: 'account', id: account.id }, facts: {} })
  return { link: await makeAccountLink(tx, account.id, 'activation') }
}

/**
 * Takes password and authenticator away and makes a link for a new password: for somebody who has lost them.
 * @throws Refusal `not_found`, `stale_version`, `account_shared` where the person signs in to another organisation with
 *   it: then nobody here may take it over
 */
export async function resetAccount(
  tx: Tx,
  actor: AnyActor,
  input: { accountId: string; version: number },
): Promise<{ link: string }> {
  const account = await lockAccount(tx, input.accountId, input.version)
  if (account.status === 'disabled') throw new Refusal('stale_version')
  const { rows } = await sql<{ is_shared: boolean }>`
    select has_account_elsewhere(${account.userId}, current_org()) as is_shared`.execute(tx)
  if (rows[0]!.is_shared) throw new Refusal('account_shared')
  await sql`delete from sign_in."account" where "userId" = ${account.userId}`.execute(tx)
  await sql`delete from sign_in."twoFactor" where "userId" = ${account.userId}`.execute(tx)
  await sql`update sign_in."user" set "twoFactorEnabled" = false where "id" = ${account.userId}`.execute(tx)
  await endSessionsOfAccount(tx, account.id)
  // Sessions that have chosen no organisation yet.
  const { rows: idle } = await sql<{ id: string }>`
    delete from sign_in."session" where "userId" = ${account.userId} returning "id" as id`.execute(tx)
  for (const { id } of idle) await announce(tx, topicOfSession(id))
  await tx
    .updateTable('account')
    .set({ version: account.version + 1 })
    .where('id', '=', account.id)
    .execute()
  await recordEvent(tx, accountEvents.reset, { actor, subject: { kind: 'account', id: account.id }, facts: {} })
  return { link: await makeAccountLink(tx, account.id, 'reset') }
}
