import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, lockGate } from '../load-gate.ts'
import { sealNote } from '../notes.ts'
import { REVIEWING_ROLES, personBeside } from '../officer-beside.ts'
import type { ReviewConclusion } from '../rules/review-conclusion.ts'

export interface ReviewBreakGlass {
  readonly subjectId: string
  readonly breakGlassId: string
  readonly actor: Actor
  readonly conclusion: ReviewConclusion
  /** What was found, and what is done so that it need not happen again. Kept erasable. */
  readonly findings: string
  /** Discharges the obligation that the confirmation opened, in the same transaction. */
  readonly dischargeReview: (tx: Tx, glass: { breakGlassId: string; gate: string; subjectId: string }) => Promise<void>
}

/**
 * A third person of our own (privacy officer, privacy office or audit officer) says whether it was right to break the
 * glass (見直し). The gate may have ended long before; nothing is opened or closed by it.
 * @throws Refusal `not_found`, `check_not_ready` (nobody has confirmed it), `already_decided`, `not_allowed`,
 *   `same_person` (opener, confirmer, author, or decided here), `bad_input` (no findings)
 */
export async function reviewBreakGlass(tx: Tx, gate: GateName, input: ReviewBreakGlass): Promise<void> {
  const loaded = await lockGate(tx, gate, input.subjectId)
  const { breakGlassId, subjectId, actor, conclusion } = input
  const glass = loaded.facts.breakGlass.find((one) => one.id === breakGlassId)
  if (!glass) throw new Refusal('not_found')
  if (!glass.confirmerId) throw new Refusal('check_not_ready')
  const personId = await personBeside(tx, loaded, actor, { roles: REVIEWING_ROLES, revision: glass.revision })
  if (personId === glass.openerId || personId === glass.confirmerId) throw new Refusal('same_person')
  const stored = await tx
    .selectFrom('break_glass as b')
    .innerJoin('break_glass_confirmation as c', 'c.break_glass_id', 'b.id')
    .leftJoin('break_glass_review as r', 'r.break_glass_id', 'b.id')
    .where('b.id', '=', breakGlassId)
    .select(['b.person_id as opener', 'b.author_id as author', 'c.person_id as confirmer', 'r.person_id as reviewer'])
    .executeTakeFirstOrThrow()
  if (stored.reviewer) throw new Refusal('already_decided')
  if (input.findings.trim() === '') throw new Refusal('bad_input')
  const note = await sealNote(tx, input.findings)
  await tx
    .insertInto('break_glass_review')
    .values({
      break_glass_id: breakGlassId,
      opening_id: loaded.openingId,
      opener_id: stored.opener,
      confirmer_id: stored.confirmer,
      author_id: stored.author,
      person_id: personId,
      conclusion,
      findings_id: note.id,
      commitment: note.commitment,
    })
    .execute()
  await recordEvent(tx, gateEvents.glass_reviewed, {
    actor,
    subject: subjectOf(gate.id, subjectId),
    facts: { gate: gate.id, breakGlassId, conclusion },
    commitment: note.commitment,
  })
  await input.dischargeReview(tx, { breakGlassId, gate: gate.id, subjectId })
}
