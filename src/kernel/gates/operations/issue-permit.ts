import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, lockGate } from '../load-gate.ts'
import { sealNote } from '../notes.ts'
import { liveOrConsumedPermits } from '../permits.ts'
import { refuseEnded, refuseStale } from '../refuse-ended.ts'

/** How long a permit is good for. */
export const PERMIT_MINUTES = 15

export interface IssuePermit {
  readonly subjectId: string
  /** The hash over what the engine is about to let out, computed now. */
  readonly recomputedHash: string
  /** What it lets happen, e.g. `release`. */
  readonly effect: string
  /** For whom, where the effect is outside the database. Kept erasable. */
  readonly recipients?: readonly string[]
  /** After a consumed permit of the same effect: for recipients whom that one did not reach. */
  readonly isForTheRest?: boolean
}

export interface Permit {
  readonly id: string
  readonly revisionHash: string
  readonly effect: string
  readonly recipients: readonly string[]
  readonly expiresAt: Date
  readonly breakGlassId?: string
}

/**
 * Issues the permit without which nothing leaves. The gate is evaluated here, in this transaction, from its rows; the
 * separation of duties is compared once more over the persons as they are now (invariants 2, 3, 4).
 * @throws Refusal `not_found`, `gate_ended`, `stale_revision` (the content is not what was decided on), `gate_closed`,
 *   `permit_outstanding`, `permit_consumed`
 */
export async function issuePermit(tx: Tx, gate: GateName, input: IssuePermit): Promise<Permit> {
  const { openingId, state, facts } = await lockGate(tx, gate, input.subjectId)
  refuseEnded(state)
  refuseStale(state, input.recomputedHash)
  if (!state.open) throw new Refusal('gate_closed', { reason: state.reasons[0]?.code ?? 'unknown' })
  const before = await liveOrConsumedPermits(tx, { openingId, state, effect: input.effect, now: facts.now })
  if (before.isLive) throw new Refusal('permit_outstanding')
  if (before.isConsumed && !input.isForTheRest) throw new Refusal('permit_consumed')
  const recipients = [...(input.recipients ?? [])].sort()
  const note = recipients.length > 0 ? await sealNote(tx, recipients) : undefined
  const [id, expiresAt] = [newId(), new Date(facts.now.getTime() + PERMIT_MINUTES * 60_000)]
  await tx
    .insertInto('permit')
    .values({
      id,
      opening_id: openingId,
      revision: state.revision,
      revision_hash: state.revisionHash,
      effect: input.effect,
      recipients_id: note?.id ?? null,
      recipient_count: recipients.length,
      commitment: note?.commitment ?? null,
      break_glass_id: state.breakGlassId ?? null,
      expires_at: expiresAt,
    })
    .execute()
  await recordEvent(tx, gateEvents.permit_issued, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: gate.id },
    subject: subjectOf(gate.id, input.subjectId),
    facts: {
      gate: gate.id,
      revision: state.revision,
      revisionHash: state.revisionHash,
      permitId: id,
      effect: input.effect,
      recipientCount: recipients.length,
      breakGlassId: state.breakGlassId,
    },
    ...(note && { commitment: note.commitment }),
  })
  return {
    id,
    revisionHash: state.revisionHash,
    effect: input.effect,
    recipients,
    expiresAt,
    ...(state.breakGlassId && { breakGlassId: state.breakGlassId }),
  }
}
