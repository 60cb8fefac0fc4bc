import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { lockGate } from '../load-gate.ts'
import { permitsOf } from '../permits.ts'
import { updateProgress } from '../progress.ts'
import { type PermitDemand, permitFault } from '../rules/permit-fault.ts'

export interface ConsumePermit extends PermitDemand {
  /** Who lets it happen; without it, the program. */
  readonly actor?: AnyActor
}

/**
 * Consumes a permit: one row, once. Call it in the transaction that writes the effect and its event; if that rolls back,
 * the permit was not consumed (invariant 2).
 * @throws Refusal `not_found`, `permit_consumed`, `permit_expired`, `permit_void`, `stale_revision`, `not_allowed` (for
 *   another effect)
 */
export async function consumePermit(tx: Tx, permitId: string, input: ConsumePermit): Promise<void> {
  const opening = await tx
    .selectFrom('permit as p')
    .innerJoin('gate_opening as o', (join) =>
      join.onRef('o.org_id', '=', 'p.org_id').onRef('o.id', '=', 'p.opening_id'),
    )
    .where('p.id', '=', permitId)
    .select(['o.gate', 'o.subject_id'])
    .executeTakeFirst()
  if (!opening) throw new Refusal('not_found')
  const { openingId, state, facts } = await lockGate(tx, { id: opening.gate }, opening.subject_id)
  const permit = (await permitsOf(tx, openingId)).find((one) => one.id === permitId)!
  const fault = permitFault(permit, { state, now: facts.now, demand: input })
  if (fault) throw new Refusal(fault)
  await tx
    .insertInto('permit_consumption')
    .values({ permit_id: permitId, revision_hash: input.recomputedHash, effect: input.effect })
    .execute()
  await recordEvent(tx, gateEvents.permit_consumed, {
    actor: input.actor ?? { kind: 'system', orgId: await organisationOf(tx), part: opening.gate },
    subject: subjectOf(opening.gate, opening.subject_id),
    facts: {
      gate: opening.gate,
      revisionHash: permit.revisionHash,
      permitId,
      effect: input.effect,
      breakGlassId: permit.breakGlassId,
    },
  })
  await updateProgress(tx, openingId)
}
