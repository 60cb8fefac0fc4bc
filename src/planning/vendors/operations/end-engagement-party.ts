import { sql } from 'kysely'
import type { AnyActor } from '../../../base/actor.ts'
import { addDays, type IsoDate } from '../../../base/clock.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { engagementEvents } from '../events.ts'
import { endRosterDuties } from '../roster-duty.ts'
import { lockEngagement, personOfParty, type Relation, todayOf } from '../store.ts'

/**
 * Takes a party out of an engagement. The workers of a vendor leave the roster with it; yesterday is their last day, so
 * that nothing of theirs goes out today.
 * @throws Refusal `not_found`, `stale_version`, `sub_vendors_remain`
 */
export async function endEngagementParty(
  tx: Tx,
  actor: AnyActor,
  input: { engagementPartyId: string; version: number },
): Promise<Record<string, never>> {
  const place = await lockPlace(tx, input)
  const subject = { kind: 'engagement', id: place.engagementId }
  const { count } = await tx
    .selectFrom('engagement_party')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('entruster_id', '=', input.engagementPartyId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (count > 0) throw new Refusal('sub_vendors_remain', { count })
  await endRosterDuties(tx, actor, { engagementPartyId: input.engagementPartyId })
  await tx
    .updateTable('engagement_party')
    .set((eb) => ({ ended_at: sql<Date>`clock_now()`, version: eb('version', '+', 1) }))
    .where('id', '=', input.engagementPartyId)
    .execute()
  const endedWorkerCount =
    place.relation === 'vendor' ? await endWorkersOf(tx, place, addDays(await todayOf(tx), -1)) : 0
  const facts = { partyId: place.partyId, relation: place.relation, endedWorkerCount }
  await recordEvent(tx, engagementEvents.party_ended, { actor, subject, facts })
  await announce(tx, 'vendors')
  return {}
}

interface Place {
  readonly engagementId: string
  readonly partyId: string
  readonly relation: Relation
}

async function lockPlace(tx: Tx, input: { engagementPartyId: string; version: number }): Promise<Place> {
  const found = await tx
    .selectFrom('engagement_party')
    .select('engagement_id as engagementId')
    .where('id', '=', input.engagementPartyId)
    .executeTakeFirst()
  if (!found) throw new Refusal('not_found')
  await lockEngagement(tx, found.engagementId)
  const place = await tx
    .selectFrom('engagement_party')
    .select(['party_id as partyId', 'relation', 'version'])
    .where('id', '=', input.engagementPartyId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!place) throw new Refusal('not_found')
  if (place.version !== input.version) throw new Refusal('stale_version')
  return { engagementId: found.engagementId, partyId: place.partyId, relation: place.relation as Relation }
}

async function endWorkersOf(tx: Tx, place: Place, lastOn: IsoDate): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('roster_entry as r')
    .from('person as p')
    .set((eb) => ({
      until_on: sql<string>`greatest(${lastOn}::date, r.from_on - 1)`,
      version: eb('r.version', '+', 1),
    }))
    .whereRef('p.id', '=', 'r.person_id')
    .where('r.engagement_id', '=', place.engagementId)
    .where(personOfParty(place.partyId))
    .where((eb) => eb.or([eb('r.until_on', 'is', null), eb('r.until_on', '>', lastOn)]))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
