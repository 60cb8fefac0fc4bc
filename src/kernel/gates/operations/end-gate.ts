import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { insertAlong } from '../../db/insert-along.ts'
import { recordEvents } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, lockOpeningsOf } from '../load-gate.ts'
import { showEnded } from '../progress.ts'
import type { GateEnd } from '../rules/gate-facts.ts'

/**
 * Ends a gate for good: nobody is asked any more, and its permits are void. Ending never opens anything (invariant 7).
 * @throws Refusal `not_found`, `gate_ended`
 */
export async function endGate(
  tx: Tx,
  gate: GateName,
  { subjectId, ...ending }: Ending & { readonly subjectId: string },
): Promise<void> {
  await endGates(tx, gate, [subjectId], ending)
}

/** Those of several subjects. Where one is refused, all are. Otherwise like `endGate`. */
export async function endGates(
  tx: Tx,
  gate: GateName,
  subjectIds: readonly string[],
  { how, actor }: Ending,
): Promise<void> {
  const openingIds = await lockOpeningsOf(tx, gate, subjectIds)
  // Whatever else is true of a gate, only its end matters here: nothing more of it is read.
  const ended = await tx
    .selectFrom('gate_end')
    .where((eb) => eb('opening_id', '=', eb.fn.any(eb.val([...openingIds]))))
    .select('how')
    .executeTakeFirst()
  if (ended) throw new Refusal('gate_ended', { how: ended.how })
  const rows = openingIds.map((id) => ({ opening_id: id, how }))
  await insertAlong(tx, 'gate_end', { opening_id: 'uuid', how: 'text' }, rows)
  await recordEvents(
    tx,
    gateEvents.ended,
    subjectIds.map((id) => ({ actor, subject: subjectOf(gate.id, id), facts: { gate: gate.id, how } })),
  )
  await showEnded(tx, openingIds)
}

interface Ending {
  readonly how: GateEnd
  readonly actor: AnyActor
}
