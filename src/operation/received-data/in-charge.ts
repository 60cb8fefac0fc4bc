import { type RawBuilder, sql } from 'kysely'
import type { Actor, AnyActor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { delegatedRolesAt, type HeldRole, lineOfUnit, rolesAt } from '../../kernel/people/index.ts'
import { receivedDataRights } from './rights.ts'

const READING: ReadonlySet<string> = new Set(receivedDataRights['received-data:read'].roles)
const DECIDING: ReadonlySet<string> = new Set(receivedDataRights['received-data:edit'].roles)
const isEverywhere = ({ role }: HeldRole) => role.startsWith('privacy_') || role === 'audit_officer'

/**
 * What becomes of a received list, and which ones there are, is for those in charge of its engagement: the unit's manager
 * and those above, who stands in for them, and the privacy office.
 * @throws Refusal `not_allowed`
 */
export async function refuseUnlessInCharge(tx: Tx, actor: Actor, engagementId: string): Promise<void> {
  const held = (await heldBy(tx, actor)).filter(({ role }) => DECIDING.has(role))
  if (!(await isOfLine(tx, held, engagementId))) throw new Refusal('not_allowed')
}

/**
 * The list of another unit's engagement is not there for them.
 * @throws Refusal `not_found`
 */
export async function refuseUnlessInSight(tx: Tx, actor: Actor, engagementId: string): Promise<void> {
  const held = (await heldBy(tx, actor)).filter(({ role }) => READING.has(role))
  if (!(await isOfLine(tx, held, engagementId))) throw new Refusal('not_found')
}

/** Which lists the actor may know of, as a condition on rows. The program itself, privacy office and audit see all. */
export async function listsInSight(
  tx: Tx,
  actor: AnyActor,
  ownerUnitId: RawBuilder<unknown>,
): Promise<RawBuilder<boolean>> {
  if (actor.kind === 'system') return sql<boolean>`true`
  const held = (await heldBy(tx, actor)).filter(({ role }) => READING.has(role))
  if (held.some(isEverywhere)) return sql<boolean>`true`
  const units = [...new Set(held.map(({ unitId }) => unitId))]
  return sql<boolean>`exists (
    with recursive line (id, depth) as (
      select ${ownerUnitId}, 0
      union all
      select h.parent_id, line.depth + 1
      from line cross join lateral (
        select parent_id from unit_history
        where unit_id = line.id and changed_at <= ${await instantOf(tx)} order by version desc limit 1) h
      where h.parent_id is not null and line.depth < 100
    )
    select 1 from line where line.id = any(${units}::uuid[]))`
}

/** Our own roles; a vendor's people are in charge of none of our lists. */
async function heldBy(tx: Tx, actor: Actor): Promise<HeldRole[]> {
  const at = await instantOf(tx)
  const held = [...(await rolesAt(tx, actor.personId, at)), ...(await delegatedRolesAt(tx, actor.personId, at))]
  return held.filter(({ partyId }) => partyId === null)
}

async function isOfLine(tx: Tx, held: readonly HeldRole[], engagementId: string): Promise<boolean> {
  if (held.some(isEverywhere)) return true
  const { owner_unit_id } = await tx
    .selectFrom('engagement')
    .where('id', '=', engagementId)
    .select('owner_unit_id')
    .executeTakeFirstOrThrow()
  const line = new Set((await lineOfUnit(tx, owner_unit_id, await instantOf(tx))).map(({ id }) => id))
  return held.some(({ unitId }) => line.has(unitId))
}
