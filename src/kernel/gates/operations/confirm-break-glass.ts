import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, lockGate } from '../load-gate.ts'
import { officerBeside } from '../officer-beside.ts'
import { updateProgress } from '../progress.ts'
import { refuseEnded } from '../refuse-ended.ts'
import type { GateState } from '../rules/evaluate.ts'

export interface ConfirmedGlass {
  readonly breakGlassId: string
  readonly gate: string
  readonly subjectId: string
  /** Opener, confirmer and author: none of them reviews it. */
  readonly involvedIds: readonly string[]
}

export interface ConfirmBreakGlass {
  readonly subjectId: string
  readonly breakGlassId: string
  readonly actor: Actor
  /** Opens the obligation to review what happened, in the same transaction: without it nothing is confirmed. */
  readonly openReview: (tx: Tx, glass: ConfirmedGlass) => Promise<void>
}

/**
 * The second person of the privacy office confirms: until the expiry, permits of this revision can be issued past the
 * checks. They carry the mark, and a review is due.
 * @throws Refusal `not_found`, `gate_ended`, `stale_revision`, `not_allowed`, `same_person`, `already_decided`,
 *   `permit_expired` (the time asked for is over)
 */
export async function confirmBreakGlass(tx: Tx, gate: GateName, input: ConfirmBreakGlass): Promise<GateState> {
  const loaded = await lockGate(tx, gate, input.subjectId)
  const { state, facts } = loaded
  const { breakGlassId, subjectId } = input
  refuseEnded(state)
  const glass = facts.breakGlass.find((one) => one.id === breakGlassId)
  if (!glass) throw new Refusal('not_found')
  if (glass.revision !== state.revision) throw new Refusal('stale_revision', { revision: state.revision })
  if (glass.confirmerId) throw new Refusal('already_decided')
  if (facts.now >= glass.expiresAt) throw new Refusal('permit_expired')
  const personId = await officerBeside(tx, loaded, input.actor)
  if (personId === glass.openerId) throw new Refusal('same_person')
  const row = await tx
    .selectFrom('break_glass')
    .select(['person_id', 'author_id'])
    .where('id', '=', breakGlassId)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('break_glass_confirmation')
    .values({ break_glass_id: breakGlassId, opener_id: row.person_id, author_id: row.author_id, person_id: personId })
    .execute()
  const { revision, revisionHash } = state
  await recordEvent(tx, gateEvents.glass_confirmed, {
    actor: input.actor,
    subject: subjectOf(gate.id, subjectId),
    facts: { gate: gate.id, revision, revisionHash, breakGlassId },
  })
  const involvedIds = [glass.openerId, personId, facts.authorId]
  await input.openReview(tx, { breakGlassId, gate: gate.id, subjectId, involvedIds })
  return updateProgress(tx, loaded.openingId)
}
