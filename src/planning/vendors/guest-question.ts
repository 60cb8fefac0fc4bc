import type { Actor } from '../../base/actor.ts'
import { hashOf } from '../../base/canonical-json.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { guestLinkOf, requireGuestPass } from '../../kernel/access/index.ts'
import { gatePanel, gateState } from '../../kernel/gates/index.ts'
import { ROSTER_GUEST_PURPOSE, rosterConfirmationGate } from './gate.ts'
import type { RosterQuestion } from './guest-views.ts'
import { monthOf } from './rules/roster-due.ts'
import { type OpenRoster, openRoster, workersOf } from './submit-roster.ts'

export interface AskedRoster {
  readonly linkId: string
  readonly expiresAt: Date
  readonly roster: OpenRoster
  readonly content: RosterContent
  /** Of the roster as it is now: what the guest signs. */
  readonly hash: string
}

export type RosterContent = Awaited<ReturnType<typeof rosterContent>>

/** What is decided on: who works on the engagement for the party, and the month for which it is said. */
export async function rosterContent(tx: Tx, roster: OpenRoster) {
  const workers = await workersOf(tx, roster)
  if (workers.length === 0) throw new Refusal('roster_empty')
  return { engagementId: roster.engagementId, partyId: roster.partyId, month: monthOf(roster.today), workers }
}

/**
 * The roster that the acting guest's link asks about, locked, as it stands now.
 * @throws Refusal `not_allowed` for a link of another purpose, `not_found`, `engagement_not_running`, `roster_empty`
 */
export async function askedRoster(tx: Tx, actor: Actor): Promise<AskedRoster> {
  const { linkId, subjectId, partyId } = await requireGuestPass(tx, actor, { purpose: ROSTER_GUEST_PURPOSE })
  if (!subjectId || !partyId) throw new Refusal('not_found')
  const { expiresAt } = await guestLinkOf(tx, { linkId, purpose: ROSTER_GUEST_PURPOSE })
  const roster = await openRoster(tx, actor, { engagementId: subjectId, partyId })
  const content = await rosterContent(tx, roster)
  return { linkId, expiresAt, roster, content, hash: hashOf(content) }
}

/** What the guest sees. That they looked is told by the opening of their link. */
export async function rosterQuestion(tx: Tx, actor: Actor): Promise<RosterQuestion> {
  const { linkId, expiresAt, roster, content, hash } = await askedRoster(tx, actor)
  const names = await tx
    .selectFrom('engagement as e')
    .innerJoin('organisation as o', 'o.org_id', 'e.org_id')
    .where('e.id', '=', roster.engagementId)
    .select(['e.name as engagementName', 'o.name as organisationName'])
    .executeTakeFirstOrThrow()
  const people = await tx
    .selectFrom('person')
    .where('id', 'in', [actor.personId, ...content.workers.map(({ personId }) => personId)])
    .select(['id', 'name'])
    .execute()
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  const state = await gateState(tx, rosterConfirmationGate, linkId)
  const [station] = (await gatePanel(tx, rosterConfirmationGate, linkId)).stations
  const isDisputed = station?.state === 'stopped' && state.revisionHash === hash
  return {
    ...names,
    partyName: roster.partyName ?? '',
    personName: nameOf.get(actor.personId) ?? '',
    month: content.month,
    expiresAt: expiresAt.toISOString(),
    seenHash: hash,
    workers: content.workers.map(({ personId, job, fromOn, untilOn }) => ({
      id: personId,
      name: nameOf.get(personId) ?? '',
      job,
      fromOn,
      untilOn,
    })),
    answer: state.end === 'done' ? 'confirmed' : isDisputed ? 'disputed' : 'none',
    ...(station?.at !== undefined && (state.end === 'done' || isDisputed) && { answeredAt: station.at }),
  }
}
