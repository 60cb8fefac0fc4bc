import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { delegatedRolesAt, lineOfUnit, rolesAt } from '../../kernel/people/index.ts'
import { receivedDataRights } from './rights.ts'

const ROLES: ReadonlySet<string> = new Set(receivedDataRights['received-data:edit'].roles)

/**
 * What becomes of a received list is for those in charge of its engagement: the unit's manager and those above, who stands
 * in for them, and the privacy office.
 * @throws Refusal `not_allowed`
 */
export async function refuseUnlessInCharge(tx: Tx, actor: Actor, engagementId: string): Promise<void> {
  const at = await instantOf(tx)
  const { owner_unit_id } = await tx
    .selectFrom('engagement')
    .where('id', '=', engagementId)
    .select('owner_unit_id')
    .executeTakeFirstOrThrow()
  const held = [...(await rolesAt(tx, actor.personId, at)), ...(await delegatedRolesAt(tx, actor.personId, at))]
  const line = new Set((await lineOfUnit(tx, owner_unit_id, at)).map(({ id }) => id))
  const isInCharge = held.some(
    ({ partyId, role, unitId }) =>
      partyId === null && ROLES.has(role) && (role.startsWith('privacy_') || line.has(unitId)),
  )
  if (!isInCharge) throw new Refusal('not_allowed')
}
