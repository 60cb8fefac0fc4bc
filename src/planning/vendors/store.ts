import { sql } from 'kysely'
import { type IsoDate, jstDay } from '../../base/clock.ts'
import { Refusal, type RefusalCode } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import type { ENGAGEMENT_STATUSES, RELATIONS } from './views.ts'

export type Relation = (typeof RELATIONS)[number]
export type EngagementStatus = (typeof ENGAGEMENT_STATUSES)[number]

export interface LockedEngagement {
  readonly id: string
  readonly status: EngagementStatus
  readonly fromOn: IsoDate
  readonly untilOn: IsoDate | null
  readonly ownerUnitId: string
}

/**
 * Locks an engagement until the end of the transaction: everything that changes its parties or its roster queues here.
 * @param version the one that the caller saw; without it, any
 * @throws Refusal `not_found`, `stale_version`
 */
export async function lockEngagement(tx: Tx, id: string, version?: number): Promise<LockedEngagement> {
  const row = await tx
    .selectFrom('engagement')
    .select(['id', 'status', 'from_on as fromOn', 'until_on as untilOn', 'owner_unit_id as ownerUnitId', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  if (version !== undefined && row.version !== version) throw new Refusal('stale_version')
  return { ...row, status: row.status as EngagementStatus }
}

/** @throws Refusal `not_found`, `stale_version`, `engagement_closed` */
export async function lockOpenEngagement(tx: Tx, id: string, version?: number): Promise<LockedEngagement> {
  const engagement = await lockEngagement(tx, id, version)
  if (engagement.status === 'closed') throw new Refusal('engagement_closed')
  return engagement
}

/** @throws Refusal `not_found`, `stale_version` */
export async function lockParty(tx: Tx, id: string, version?: number): Promise<{ status: string }> {
  const row = await tx
    .selectFrom('party')
    .select(['status', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  if (version !== undefined && row.version !== version) throw new Refusal('stale_version')
  return row
}

/** The vendor's place in an engagement, or undefined where the party is no vendor there. */
export async function vendorOf(tx: Tx, engagementId: string, partyId: string) {
  return tx
    .selectFrom('engagement_party as ep')
    .innerJoin('party as p', 'p.id', 'ep.party_id')
    .select(['ep.id', 'ep.tier', 'p.name'])
    .where('ep.engagement_id', '=', engagementId)
    .where('ep.party_id', '=', partyId)
    .where('ep.relation', '=', 'vendor')
    .where('ep.ended_at', 'is', null)
    .executeTakeFirst()
}

export async function todayOf(tx: Tx): Promise<IsoDate> {
  return jstDay(await instantOf(tx))
}

/** Rows whose party (of the person) is this one; null: our own workers. */
export const personOfParty = (partyId: string | null) => sql<boolean>`p.party_id is not distinct from ${partyId}::uuid`

/** What the database itself refuses, in the words of a refusal. */
const REFUSED_BY: Readonly<Record<string, RefusalCode>> = {
  party_corporate_number: 'party_exists',
  party_domain_once: 'domain_listed',
  engagement_party_once: 'relation_exists',
  engagement_one_client: 'client_exists',
  roster_entry_open: 'already_on_roster',
  engagement_org_id_owner_unit_id_fkey: 'not_found',
  engagement_org_id_responsible_person_id_fkey: 'not_found',
}

/**
 * Runs a write; where a constraint answers that has words, the refusal says them. The transaction is lost either way.
 * @throws Refusal as the constraint says; any other error unchanged
 */
export async function orRefuse<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    const code = REFUSED_BY[(error as { constraint?: string }).constraint ?? '']
    if (code) throw new Refusal(code)
    throw error
  }
}
