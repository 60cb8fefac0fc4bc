import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, lockGate } from '../load-gate.ts'
import { updateProgress } from '../progress.ts'
import type { GateEnd } from '../rules/gate-facts.ts'

/**
 * Ends a gate for good: nobody is asked any more, and its permits are void. Ending never opens anything (invariant 7).
 * @throws Refusal `not_found`, `gate_ended`
 */
export async function endGate(
  tx: Tx,
  gate: GateName,
  input: { readonly subjectId: string; readonly how: GateEnd; readonly actor: AnyActor },
): Promise<void> {
  const { openingId, facts } = await lockGate(tx, gate, input.subjectId)
  if (facts.end) throw new Refusal('gate_ended', { how: facts.end })
  await tx.insertInto('gate_end').values({ opening_id: openingId, how: input.how }).execute()
  await recordEvent(tx, gateEvents.ended, {
    actor: input.actor,
    subject: subjectOf(gate.id, input.subjectId),
    facts: { gate: gate.id, how: input.how },
  })
  await updateProgress(tx, openingId)
}
