import type { Actor } from '../../../base/actor.ts'
import { addDays } from '../../../base/clock.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type * as contract from '../contract.ts'
import { rosterEvents } from '../events.ts'
import { refuseOverlap } from '../overlapping-entry.ts'
import { changedFields } from '../rules/roster-diff.ts'
import { mustAnswerForRosterOf } from '../sight.ts'
import { lockOpenEngagement, orRefuse, todayOf, vendorOf } from '../store.ts'

/**
 * Changes what a roster says of a worker from a day on: the entry that stood ends the day before, and a new one begins.
 * What the roster said on any day that has passed stays readable. One that has not begun yet is replaced as a whole.
 * @throws Refusal `not_found` (also for one that has ended, or was taken off before it began), `worker_not_of_party` where
 *   the party has left the engagement, `stale_version`, `engagement_closed`, `roster_in_past`, `period_wrong`,
 *   `already_on_roster`
 */
export async function changeRosterEntry(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.changeRosterEntry>,
): Promise<{ rosterEntryId: string }> {
  const before = await entryById(tx, input.rosterEntryId)
  await mustAnswerForRosterOf(tx, actor, before.partyId)
  await lockOpenEngagement(tx, before.engagementId)
  const today = await todayOf(tx)
  if (before.untilOn !== null && (before.untilOn < today || before.untilOn < before.fromOn)) {
    throw new Refusal('not_found')
  }
  if (before.partyId && !(await vendorOf(tx, before.engagementId, before.partyId))) {
    throw new Refusal('worker_not_of_party')
  }
  if (input.fromOn < today) throw new Refusal('roster_in_past')
  const untilOn = input.untilOn ?? null
  if (untilOn !== null && untilOn < input.fromOn) throw new Refusal('period_wrong')
  const hasBegun = before.fromOn <= today
  // A day without anybody between the two would be a gap that nobody meant.
  if (hasBegun && before.untilOn !== null && addDays(before.untilOn, 1) < input.fromOn) {
    throw new Refusal('period_wrong')
  }
  const { id: replacesId, engagementId, personId } = before
  const [pledgedOn, trainedOn] = [input.pledgedOn ?? null, input.trainedOn ?? null]
  const fields = changedFields(
    { ...asTexts(before), fromOn: hasBegun ? input.fromOn : before.fromOn },
    asTexts({ job: input.job, fromOn: input.fromOn, untilOn, pledgedOn, trainedOn }),
  ).map(({ field }) => field)
  const replacedUntilOn = addDays(hasBegun ? input.fromOn : before.fromOn, -1)
  const replaced = await tx
    .updateTable('roster_entry')
    .set({ until_on: replacedUntilOn, version: input.version + 1 })
    .where('id', '=', replacesId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!replaced) throw new Refusal('stale_version')
  await refuseOverlap(tx, { engagementId, personId, fromOn: input.fromOn, untilOn, besidesId: replacesId })
  const id = newId()
  await orRefuse(
    tx
      .insertInto('roster_entry')
      .values({
        id,
        engagement_id: engagementId,
        person_id: personId,
        job: input.job,
        from_on: input.fromOn,
        until_on: untilOn,
        // A new day is a new paper, which nobody has seen yet.
        pledged_on: pledgedOn,
        has_pledge_proof: before.hasPledgeProof && pledgedOn === before.pledgedOn,
        trained_on: trainedOn,
        has_training_proof: before.hasTrainingProof && trainedOn === before.trainedOn,
      })
      .execute(),
  )
  const period = { fromOn: input.fromOn, untilOn, replacesId, replacedUntilOn }
  await recordEvent(tx, rosterEvents.worker_changed, {
    actor,
    subject: { kind: 'roster_entry', id },
    facts: { engagementId, personId, ...period, fields },
  })
  await announce(tx, 'vendors')
  return { rosterEntryId: id }
}

interface EntryFields {
  readonly job: string
  readonly fromOn: string
  readonly untilOn: string | null
  readonly pledgedOn: string | null
  readonly trainedOn: string | null
}

const asTexts = ({ job, fromOn, untilOn, pledgedOn, trainedOn }: EntryFields) => ({
  job,
  fromOn,
  untilOn: untilOn ?? '',
  pledgedOn: pledgedOn ?? '',
  trainedOn: trainedOn ?? '',
})

/** @throws Refusal `not_found` */
async function entryById(tx: Tx, id: string) {
  const entry = await tx
    .selectFrom('roster_entry as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .select(['r.id', 'r.engagement_id as engagementId', 'r.person_id as personId', 'p.party_id as partyId', 'r.job'])
    .select(['r.from_on as fromOn', 'r.until_on as untilOn', 'r.pledged_on as pledgedOn', 'r.trained_on as trainedOn'])
    .select(['r.has_pledge_proof as hasPledgeProof', 'r.has_training_proof as hasTrainingProof'])
    .where('r.id', '=', id)
    .executeTakeFirst()
  if (!entry) throw new Refusal('not_found')
  return entry
}
