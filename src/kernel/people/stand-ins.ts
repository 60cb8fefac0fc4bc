import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { membershipsInForce } from './roles-held.ts'
import type { HeldRole } from './roles-held.ts'
import type { Role } from './roles.ts'
import type { Holder, StandIn } from './rules/choose-approvers.ts'

/**
 * Delegations in force at an instant, and substitutes of those who are absent then. Both persons are canonical, both of
 * the same party, and the stand-in is active. What they may do, they may do only as long as the other holds the role.
 */
function standInsInForce(tx: Tx, at: Date) {
  const day = sql`(${at}::timestamptz at time zone 'Asia/Tokyo')::date`
  return tx
    .selectFrom('delegation as d')
    .innerJoin('person as giver', (j) =>
      j.onRef('giver.org_id', '=', 'd.org_id').onRef('giver.id', '=', 'd.from_person_id'),
    )
    .innerJoin('person as taker', (j) =>
      j.onRef('taker.org_id', '=', 'd.org_id').onRef('taker.id', '=', 'd.to_person_id'),
    )
    .where('d.from_at', '<=', at)
    .where((eb) => eb.or([eb('d.until_at', 'is', null), eb('d.until_at', '>', at)]))
    .where((eb) => eb.or([eb('d.ended_at', 'is', null), eb('d.ended_at', '>', at)]))
    .where(
      sql<boolean>`giver.party_id is not distinct from taker.party_id and taker.pseudonymised_at is null
      and coalesce(taker.active_from_on <= ${day}, true) and coalesce(taker.active_until_on >= ${day}, true)`,
    )
    .where(
      sql<boolean>`(d.kind = 'delegation' or exists (select 1 from absence a
      where a.org_id = d.org_id and a.person_id = any(array(select records_of_person(d.from_person_id)))
        and a.from_at <= ${at} and a.until_at > ${at} and (a.ended_at is null or a.ended_at > ${at})))`,
    )
    .select([
      sql<string>`canonical_person_id(d.to_person_id)`.as('personId'),
      sql<string>`canonical_person_id(d.from_person_id)`.as('actingFor'),
      'd.role',
      'd.unit_id as unitId',
    ])
    .distinct()
}

/** Who stands in for these persons, in the role that each holds here, at an instant. */
export async function standInsFor(tx: Tx, holders: readonly Holder[], at: Date): Promise<StandIn[]> {
  if (holders.length === 0) return []
  const rows = await standInsInForce(tx, at)
    .where('d.role', 'in', [...new Set(holders.map((one) => one.role))])
    .where(
      sql<boolean>`d.from_person_id = any(array(select records_of_person(id)
        from unnest(${holders.map((one) => one.personId)}::uuid[]) as id))`,
    )
    .execute()
  return rows.filter((one) => one.personId !== one.actingFor) as StandIn[]
}

/** The roles in which a person can act for somebody else at an instant: those that the other one holds then. */
export async function delegatedRolesAt(tx: Tx, personId: string, at: Date): Promise<HeldRole[]> {
  const given = await standInsInForce(tx, at)
    .where(sql<boolean>`d.to_person_id = any(array(select records_of_person(${personId})))`)
    .execute()
  if (given.length === 0) return []
  const held = await membershipsInForce(tx, at)
    .where(sql<boolean>`canonical_person_id(m.person_id) = any(${given.map((one) => one.actingFor)}::uuid[])`)
    .select([
      sql<string>`canonical_person_id(m.person_id)`.as('personId'),
      'm.role',
      'm.unit_id as unitId',
      'p.party_id as partyId',
    ])
    .distinct()
    .execute()
  return held.flatMap((one) =>
    given.some(
      (gift) =>
        gift.actingFor === one.personId &&
        gift.personId !== one.personId &&
        gift.role === one.role &&
        (gift.unitId === null || gift.unitId === one.unitId),
    )
      ? [{ role: one.role as Role, unitId: one.unitId, actingFor: one.personId, partyId: one.partyId }]
      : [],
  )
}

/** Whether, at an instant, one person may act for another in a role (at that unit, or anywhere the other holds it). */
export async function actsFor(
  tx: Tx,
  question: { personId: string; actingFor: string; role: Role; unitId?: string | undefined; at: Date },
): Promise<boolean> {
  const roles = await delegatedRolesAt(tx, question.personId, question.at)
  const { rows } = await sql<{ id: string }>`select canonical_person_id(${question.actingFor}) as id`.execute(tx)
  return roles.some(
    (one) =>
      one.actingFor === rows[0]?.id &&
      one.role === question.role &&
      (question.unitId === undefined || one.unitId === question.unitId),
  )
}
