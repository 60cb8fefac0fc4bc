import type { AnyActor } from '../../base/actor.ts'
import type { IsoDate } from '../../base/clock.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { firstRosterDueOn } from './rules/roster-due.ts'
import { todayOf } from './store.ts'

/** Every vendor of an active engagement that owes no roster yet owes its first from now on. */
export async function oweFirstRoster(tx: Tx, actor: AnyActor, engagementId: string): Promise<void> {
  const today = await todayOf(tx)
  const vendors = await tx
    .selectFrom('engagement_party as ep')
    .innerJoin('engagement as e', 'e.id', 'ep.engagement_id')
    .select(['ep.id', 'e.from_on as fromOn'])
    .where('ep.engagement_id', '=', engagementId)
    .where('ep.relation', '=', 'vendor')
    .where('ep.ended_at', 'is', null)
    .where('ep.roster_due_on', 'is', null)
    .execute()
  for (const vendor of vendors) {
    const startsOn = vendor.fromOn > today ? vendor.fromOn : today
    await setRosterDuty(tx, actor, vendor.id, firstRosterDueOn(startsOn))
  }
}

/** Replaces what a vendor owes: the earlier duty is met, the next one begins. */
export async function setRosterDuty(
  tx: Tx,
  _actor: AnyActor,
  engagementPartyId: string,
  dueOn: IsoDate | null,
): Promise<void> {
  await tx
    .updateTable('engagement_party')
    .set({ roster_due_on: dueOn, roster_obligation_id: null })
    .where('id', '=', engagementPartyId)
    .execute()
}

/** Nobody owes a roster any more: of one party that leaves, or of all at the end of an engagement. */
export async function endRosterDuties(
  tx: Tx,
  actor: AnyActor,
  of: { readonly engagementId: string; readonly partyId?: string },
): Promise<void> {
  let query = tx
    .selectFrom('engagement_party')
    .select('id')
    .where('engagement_id', '=', of.engagementId)
    .where('relation', '=', 'vendor')
    .where('roster_due_on', 'is not', null)
  if (of.partyId) query = query.where('party_id', '=', of.partyId)
  for (const { id } of await query.execute()) await setRosterDuty(tx, actor, id, null)
}
