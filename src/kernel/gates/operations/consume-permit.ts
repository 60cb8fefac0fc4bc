import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { insertAlong } from '../../db/insert-along.ts'
import { recordEvents } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, type LoadedGate, lockGate } from '../load-gate.ts'
import { showProgress } from '../progress.ts'
import { type PermitDemand, permitFault } from '../rules/permit-fault.ts'
import { type IssuePermit, issuePermits, type Permit } from './issue-permit.ts'

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
  const loaded = await lockGate(tx, { id: opening.gate }, opening.subject_id)
  await consume(tx, [{ loaded, permitId, demand: input }], input.actor)
}

/**
 * Issues the permits of several subjects and consumes them at once: for an effect that this very transaction writes. Each
 * subject has its own gate, content and permit; where one is refused, all are.
 * @throws Refusal as `issuePermit` and `consumePermit`
 */
export async function passGates(tx: Tx, gate: GateName, inputs: readonly IssuePermit[]): Promise<Permit[]> {
  const issued = await issuePermits(tx, gate, inputs)
  await consume(
    tx,
    issued.map(({ loaded, permit }, at) => ({ loaded, permitId: permit.id, demand: inputs[at]! })),
  )
  return issued.map(({ permit }) => permit)
}

interface Consumption {
  /** Locked. */
  readonly loaded: LoadedGate
  readonly permitId: string
  readonly demand: PermitDemand
}

async function consume(tx: Tx, asked: readonly Consumption[], actor?: AnyActor): Promise<void> {
  for (const { loaded, permitId, demand } of asked) {
    const permit = loaded.permits.find(({ id }) => id === permitId)!
    const fault = permitFault(permit, { state: loaded.state, now: loaded.facts.now, demand })
    if (fault) throw new Refusal(fault)
  }
  await insertAlong(
    tx,
    'permit_consumption',
    { permit_id: 'uuid', revision_hash: 'text', effect: 'text' },
    asked.map(({ permitId, demand }) => ({
      permit_id: permitId,
      revision_hash: demand.recomputedHash,
      effect: demand.effect,
    })),
  )
  const orgId = await organisationOf(tx)
  await recordEvents(
    tx,
    gateEvents.permit_consumed,
    asked.map(({ loaded: { state, subjectId, permits }, permitId, demand }) => ({
      actor: actor ?? ({ kind: 'system', orgId, part: state.gate } as const),
      subject: subjectOf(state.gate, subjectId),
      facts: {
        gate: state.gate,
        revisionHash: demand.recomputedHash,
        permitId,
        effect: demand.effect,
        breakGlassId: permits.find(({ id }) => id === permitId)!.breakGlassId,
      },
    })),
  )
  await showProgress(
    tx,
    asked.map(({ loaded, permitId }) => ({
      ...loaded,
      permits: loaded.permits.map((one) => (one.id === permitId ? { ...one, isConsumed: true } : one)),
    })),
  )
}
