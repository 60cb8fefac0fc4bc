import type { AnyActor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { canonicalPersonId, personById } from '../../../kernel/people/index.ts'
import type * as contract from '../contract.ts'
import { rosterEvents } from '../events.ts'
import { refuseOverlap } from '../overlapping-entry.ts'
import { mustAnswerForRosterOf } from '../sight.ts'
import { lockOpenEngagement, orRefuse, vendorOf } from '../store.ts'

export interface NewWorker extends InputOf<typeof contract.addWorker> {
  /** The list that brings the person; without it, somebody entered them by hand. */
  readonly submissionId?: string
}

/**
 * Puts a person on the roster (従事者一覧): one of our own, or of a party that is a vendor of the engagement.
 * @throws Refusal `not_found`, `engagement_closed`, `worker_not_of_party`, `already_on_roster`, `period_wrong`
 */
export async function addWorker(tx: Tx, actor: AnyActor, input: NewWorker): Promise<{ rosterEntryId: string }> {
  if (input.untilOn && input.untilOn < input.fromOn) throw new Refusal('period_wrong')
  await lockOpenEngagement(tx, input.engagementId)
  const personId = await canonicalPersonId(tx, input.personId)
  const person = personId ? await personById(tx, personId) : undefined
  if (!personId || !person) throw new Refusal('not_found')
  await mustAnswerForRosterOf(tx, actor, person.partyId)
  if (person.partyId && !(await vendorOf(tx, input.engagementId, person.partyId))) {
    throw new Refusal('worker_not_of_party')
  }
  const untilOn = input.untilOn ?? null
  await refuseOverlap(tx, { engagementId: input.engagementId, personId, fromOn: input.fromOn, untilOn })
  const id = newId()
  await orRefuse(
    tx
      .insertInto('roster_entry')
      .values({
        id,
        engagement_id: input.engagementId,
        person_id: personId,
        job: input.job,
        from_on: input.fromOn,
        until_on: untilOn,
        pledged_on: input.pledgedOn ?? null,
        trained_on: input.trainedOn ?? null,
        submission_id: input.submissionId ?? null,
      })
      .execute(),
  )
  await recordEvent(tx, rosterEvents.worker_added, {
    actor,
    subject: { kind: 'roster_entry', id },
    facts: { engagementId: input.engagementId, personId, fromOn: input.fromOn, untilOn },
  })
  await announce(tx, 'vendors')
  return { rosterEntryId: id }
}
