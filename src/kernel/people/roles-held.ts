import { sql } from 'kysely'
import { jstDay } from '../../base/clock.ts'
import { instantOf, type Tx } from '../db/database.ts'
import { prepared } from '../db/statements.ts'
import type { Role } from './roles.ts'
import type { Holder } from './rules/choose-approvers.ts'

/** A role that a person can act in now: their own, or (with `actingFor`) that of the person they stand in for. */
export interface HeldRole {
  readonly role: Role
  readonly unitId: string
  readonly actingFor?: string
  /** Whose person the holder is: a vendor's, or (null) our own. Rights of our own house come by our own people's roles. */
  readonly partyId: string | null
}

/**
 * Memberships in force on the JST day of `at`, of records that are active on that day; persons are canonical.
 * A record that has ended holds nothing, whatever its memberships say.
 */
export function membershipsInForce(tx: Tx, at: Date) {
  const day = jstDay(at)
  return tx
    .selectFrom('membership as m')
    .innerJoin('person as p', (join) => join.onRef('p.org_id', '=', 'm.org_id').onRef('p.id', '=', 'm.person_id'))
    .innerJoin('unit as u', (join) => join.onRef('u.org_id', '=', 'm.org_id').onRef('u.id', '=', 'm.unit_id'))
    .where('m.from_on', '<=', day)
    .where((eb) => eb.or([eb('m.until_on', 'is', null), eb('m.until_on', '>=', day)]))
    .where((eb) => eb.or([eb('p.active_from_on', 'is', null), eb('p.active_from_on', '<=', day)]))
    .where((eb) => eb.or([eb('p.active_until_on', 'is', null), eb('p.active_until_on', '>=', day)]))
    .where((eb) => eb.or([eb('u.closed_on', 'is', null), eb('u.closed_on', '>=', day)]))
    .where('p.pseudonymised_at', 'is', null)
}

/** Most records were never merged: they stand for themselves. */
export const canonicalHolder = sql<string>`case when p.merged_into_id is null then p.id else canonical_person_id(p.id) end`

const ofPerson = (personId: string) => sql<boolean>`m.person_id = any(array(select records_of_person(${personId})))`

/** The person's own roles at an instant, over all their records; without what they hold as a stand-in. */
export async function rolesAt(tx: Tx, personId: string, at: Date): Promise<HeldRole[]> {
  const query = membershipsInForce(tx, at)
    .where(ofPerson(personId))
    .select(['m.role', 'm.unit_id as unitId', 'p.party_id as partyId'])
    .distinct()
    .orderBy('m.role')
    .orderBy('m.unit_id')
  const { rows } = await tx.executeQuery(prepared('roles_at', query.compile()))
  return rows as HeldRole[]
}

/** Whether the person themselves holds the role at an instant, at that unit or (without one) anywhere. */
export async function holdsRole(
  tx: Tx,
  personId: string,
  role: Role,
  { unitId, at }: { unitId?: string | undefined; at: Date },
): Promise<boolean> {
  const held = await rolesAt(tx, personId, at)
  return held.some((one) => one.role === role && (unitId === undefined || one.unitId === unitId))
}

/**
 * Everybody who holds a role at an instant, and where; a person with two records comes once a unit.
 * @param unitIds only at these units; without it, anywhere
 */
export async function peopleWithRole(
  tx: Tx,
  role: Role,
  at: Date,
  unitIds?: readonly string[],
): Promise<(Holder & { partyId: string | null })[]> {
  const rows = await membershipsInForce(tx, at)
    .where('m.role', '=', role)
    .$if(unitIds !== undefined, (query) => query.where(sql<boolean>`m.unit_id = any(${unitIds}::uuid[])`))
    .select([canonicalHolder.as('personId'), 'm.unit_id as unitId', 'm.role', 'u.party_id as partyId'])
    .distinct()
    .orderBy('unitId')
    .orderBy('personId')
    .execute()
  return rows as (Holder & { partyId: string | null })[]
}

/** Whether a person belongs to our own privacy office now; a vendor's does not. */
export async function isOfPrivacyOffice(tx: Tx, personId: string): Promise<boolean> {
  const roles = await rolesAt(tx, personId, await instantOf(tx))
  return roles.some(
    ({ role, partyId }) => partyId === null && (role === 'privacy_office' || role === 'privacy_officer'),
  )
}
