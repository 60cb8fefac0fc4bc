import { jstDay } from '../../../base/clock.ts'
import type { SystemActor } from '../../../base/actor.ts'
import { instantOf, organisationOf, type Tx } from '../../db/database.ts'
import { addPerson, addUnit, setMembership } from '../../people/index.ts'
import { newPassword } from '../secrets.ts'
import { createAccountWithPassword } from './invite-account.ts'

export interface FirstAdministrator {
  readonly name: string
  readonly email: string
  /** The top of the tree of units; the organisation's name in most cases. */
  readonly unitName: string
}

/**
 * Gives a new organisation its first person, unit and account. The password is generated here and answered once; it must
 * be changed at the first sign-in. There is no password that two installations share.
 * @throws Refusal `account_exists`, `address_taken`
 */
export async function createFirstAdministrator(
  tx: Tx,
  input: FirstAdministrator,
): Promise<{ personId: string; unitId: string; accountId: string; password: string }> {
  const actor: SystemActor = { orgId: await organisationOf(tx), kind: 'system', part: 'access.first-administrator' }
  const fromOn = jstDay(await instantOf(tx))
  const { id: unitId } = await addUnit(tx, actor, { name: input.unitName, kind: 'company' })
  const { id: personId } = await addPerson(tx, actor, { name: input.name, addresses: [input.email] })
  await setMembership(tx, actor, { personId, unitId, role: 'administrator', fromOn })
  const password = newPassword()
  const { accountId } = await createAccountWithPassword(tx, actor, {
    personId,
    email: input.email,
    password,
    mustChangePassword: true,
  })
  return { personId, unitId, accountId, password }
}
