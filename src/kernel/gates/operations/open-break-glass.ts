import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, lockGate } from '../load-gate.ts'
import { officerBeside } from '../officer-beside.ts'
import { sealNote } from '../notes.ts'
import { updateProgress } from '../progress.ts'
import { refuseEnded, refuseStale } from '../refuse-ended.ts'

/** The longest time for which a broken glass lets anything through. */
export const GLASS_HOURS = 24

export interface OpenBreakGlass {
  readonly subjectId: string
  readonly revisionHash: string
  readonly actor: Actor
  /** Why it cannot wait. Kept erasable. */
  readonly reason: string
  readonly expiresAt: Date
}

/**
 * The first of two persons of the privacy office asks to let this revision pass its checks (緊急解除). Nothing opens until
 * the second confirms (invariant 8).
 * @throws Refusal `not_found`, `gate_ended`, `stale_revision`, `not_allowed` (not of the privacy office), `same_person`
 *   (author, or decided here), `bad_input` (no reason; an expiry that has passed or is more than `GLASS_HOURS` away)
 */
export async function openBreakGlass(tx: Tx, gate: GateName, input: OpenBreakGlass): Promise<{ breakGlassId: string }> {
  const loaded = await lockGate(tx, gate, input.subjectId)
  const { state, facts } = loaded
  refuseEnded(state)
  refuseStale(state, input.revisionHash)
  const personId = await officerBeside(tx, loaded, input.actor)
  const hours = (input.expiresAt.getTime() - facts.now.getTime()) / 3_600_000
  if (input.reason.trim() === '' || hours <= 0 || hours > GLASS_HOURS) throw new Refusal('bad_input')
  const [breakGlassId, note] = [newId(), await sealNote(tx, input.reason)]
  await tx
    .insertInto('break_glass')
    .values({
      id: breakGlassId,
      opening_id: loaded.openingId,
      author_id: loaded.storedAuthorId,
      revision: state.revision,
      revision_hash: state.revisionHash,
      person_id: personId,
      reason_id: note.id,
      commitment: note.commitment,
      expires_at: input.expiresAt,
    })
    .execute()
  const { revision, revisionHash } = state
  await recordEvent(tx, gateEvents.glass_opened, {
    actor: input.actor,
    subject: subjectOf(gate.id, input.subjectId),
    facts: { gate: gate.id, revision, revisionHash, breakGlassId, expiresAt: input.expiresAt.toISOString() },
    commitment: note.commitment,
  })
  await updateProgress(tx, loaded.openingId)
  return { breakGlassId }
}
