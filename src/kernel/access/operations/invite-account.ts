import { sql } from 'kysely'
import type { AnyActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { personById } from '../../people/index.ts'
import { makeAccountLink } from '../account-links.ts'
import { accountEvents } from '../events.ts'
import type { AccountStatus } from '../statuses.ts'
import { setPassword, userWithEmail } from '../store.ts'

export interface NewAccount {
  readonly personId: string
  /** With it the person signs in; in any case. */
  readonly email: string
}

/**
 * Makes an account for a person and the link that activates it. Whoever signs in with this address elsewhere already
 * keeps their password and shows it once.
 * @returns the link to hand over; it is shown this once
 * @throws Refusal `not_found`, `account_exists`
 */
export async function inviteAccount(
  tx: Tx,
  actor: AnyActor,
  input: NewAccount,
): Promise<{ accountId: string; link: string }> {
  const { accountId } = await addAccount(tx, actor, input, 'invited')
  return { accountId, link: await makeAccountLink(tx, accountId, 'activation') }
}

/**
 * Makes an active account with a password that the program made up; it must be changed at the first sign-in.
 * For the first administrator and the demonstration, where nobody could hand over a link.
 * @throws Refusal `not_found`, `account_exists` (also where the address is known elsewhere: its password is not ours to set)
 */
export async function createAccountWithPassword(
  tx: Tx,
  actor: AnyActor,
  input: NewAccount & { password: string; mustChangePassword: boolean },
): Promise<{ accountId: string }> {
  const { accountId, userId, isNew } = await addAccount(tx, actor, input, 'active')
  if (!isNew) throw new Refusal('account_exists')
  await setPassword(tx, userId, input.password, input.mustChangePassword)
  return { accountId }
}

async function addAccount(tx: Tx, actor: AnyActor, input: NewAccount, status: AccountStatus) {
  const person = await personById(tx, input.personId)
  if (!person) throw new Refusal('not_found')
  const existing = await tx
    .selectFrom('account')
    .select('id')
    .where(sql<boolean>`person_id = any(array(select records_of_person(${person.id})))`)
    .where('status', '<>', 'disabled')
    .executeTakeFirst()
  if (existing) throw new Refusal('account_exists')
  const { id: userId, isNew } = await userWithEmail(tx, input.email.trim().toLowerCase(), person.name)
  const accountId = newId()
  const made = await tx
    .insertInto('account')
    .values({ id: accountId, person_id: person.id, user_id: userId, status })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) throw new Refusal('account_exists')
  await recordEvent(tx, accountEvents.invited, {
    actor,
    subject: { kind: 'account', id: accountId },
    facts: { personId: person.id },
  })
  return { accountId, userId, isNew }
}
