import { Refusal } from '../../base/refusal.ts'
import type { Actor } from '../../base/actor.ts'
import type { OutputOf } from '../../base/endpoint.ts'
import { newId } from '../../base/ids.ts'
import { hashOf } from '../../base/canonical-json.ts'
import { announce } from '../../kernel/db/announce.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { recordEvent } from '../../kernel/ledger/index.ts'
import type * as contract from './contract.ts'
import { rosterEvents } from './events.ts'
import { meetRosterDuty } from './roster-duty.ts'
import { isWithin } from './rules/on-roster.ts'
import { monthOf } from './rules/roster-due.ts'
import { lockEngagement, personOfParty, todayOf, vendorOf } from './store.ts'
import { mustAnswerForRosterOf } from './sight.ts'

export type RosterSubmission = OutputOf<typeof contract.confirmRoster>

/** Whose roster of which engagement, locked for submission. */
export interface OpenRoster {
  readonly engagementId: string
  /** null: our own workers. */
  readonly partyId: string | null
  /** The vendor's place in the engagement. */
  readonly engagementPartyId: string | null
  /** How the party's list names its company. */
  readonly partyName: string | undefined
  readonly ownerUnitId: string
  readonly today: string
}

/**
 * Locks a roster for submission.
 * @throws Refusal `not_found` where the party is no vendor there or the actor does not see it, `engagement_not_running`
 */
export async function openRoster(
  tx: Tx,
  actor: Actor,
  input: { engagementId: string; partyId?: string | undefined },
): Promise<OpenRoster> {
  const partyId = input.partyId ?? null
  await mustAnswerForRosterOf(tx, actor, partyId)
  const engagement = await lockEngagement(tx, input.engagementId)
  const vendor = partyId ? await vendorOf(tx, input.engagementId, partyId) : undefined
  if (partyId && !vendor) throw new Refusal('not_found')
  const today = await todayOf(tx)
  // A roster may come before the first day of the work, and not after the last.
  const hasEnded = engagement.fromOn <= today && !isWithin(engagement, today)
  if (engagement.status !== 'active' || hasEnded) throw new Refusal('engagement_not_running')
  const { ownerUnitId } = engagement
  const of = { engagementId: input.engagementId, partyId, partyName: vendor?.name, ownerUnitId }
  return { ...of, engagementPartyId: vendor?.id ?? null, today }
}

export interface RosterCounts {
  readonly addedCount: number
  readonly changedCount: number
  readonly endedCount: number
}

/**
 * Writes down that a roster was handed in for this month, and when it is due again. The same roster handed in twice in a
 * month is one submission.
 * @throws Refusal `roster_empty`
 */
export async function recordSubmission(
  tx: Tx,
  actor: Actor,
  roster: OpenRoster,
  counts: RosterCounts,
  submissionId: string = newId(),
): Promise<RosterSubmission> {
  const month = monthOf(roster.today)
  const workers = await workersOf(tx, roster)
  if (workers.length === 0) throw new Refusal('roster_empty')
  const contentHash = hashOf({ month, partyId: roster.partyId, workers })
  const isNoChange = counts.addedCount + counts.changedCount + counts.endedCount === 0
  const last = await lastSubmission(tx, roster)
  if (isNoChange && last?.content_hash === contentHash) {
    return {
      submissionId: last.id,
      month,
      addedCount: last.added_count,
      changedCount: last.changed_count,
      endedCount: last.ended_count,
      workerCount: last.worker_count,
      nextDueOn: last.next_due_on,
    }
  }
  const { engagementPartyId } = roster
  const nextDueOn = engagementPartyId
    ? await meetRosterDuty(tx, actor, { engagementPartyId, month, submissionId })
    : null
  await tx
    .insertInto('roster_submission')
    .values({
      id: submissionId,
      engagement_id: roster.engagementId,
      party_id: roster.partyId,
      month,
      submitted_by: actor.personId,
      is_no_change: isNoChange,
      worker_count: workers.length,
      added_count: counts.addedCount,
      changed_count: counts.changedCount,
      ended_count: counts.endedCount,
      content_hash: contentHash,
      next_due_on: nextDueOn,
    })
    .execute()
  const facts = { month, workerCount: workers.length, ...counts, nextDueOn }
  await recordEvent(tx, rosterEvents.submitted, {
    actor,
    subject: { kind: 'roster_submission', id: submissionId },
    facts: { engagementId: roster.engagementId, partyId: roster.partyId, isNoChange, ...facts },
  })
  await announce(tx, 'vendors')
  return { submissionId, ...facts }
}

function lastSubmission(tx: Tx, roster: OpenRoster) {
  return tx
    .selectFrom('roster_submission')
    .selectAll()
    .where('engagement_id', '=', roster.engagementId)
    .where((eb) => eb('party_id', 'is not distinct from', roster.partyId))
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Who stands on the roster today or later, without names: the content of a submission. */
export async function workersOf(tx: Tx, roster: OpenRoster) {
  const rows = await tx
    .selectFrom('roster_entry as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .select(['r.person_id as personId', 'r.job', 'r.from_on as fromOn', 'r.until_on as untilOn'])
    .select(['r.pledged_on as pledgedOn', 'r.trained_on as trainedOn'])
    .where('r.engagement_id', '=', roster.engagementId)
    .where(personOfParty(roster.partyId))
    .where((eb) => eb.or([eb('r.until_on', 'is', null), eb('r.until_on', '>=', roster.today)]))
    .where((eb) => eb.or([eb('r.until_on', 'is', null), eb('r.until_on', '>=', eb.ref('r.from_on'))]))
    .orderBy('r.id')
    .execute()
  return rows
}
