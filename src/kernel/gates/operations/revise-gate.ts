import type { Json } from '../../../base/canonical-json.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, lockGate } from '../load-gate.ts'
import { updateProgress } from '../progress.ts'
import { refuseEnded } from '../refuse-ended.ts'
import { type GateRef, insertRevision } from './open-gate.ts'

/**
 * A new revision of the subject: human decisions are void, machine checks run again (invariant 3). The same content may
 * be revised too, where everybody has to look once more because the machine found something after they had decided.
 * @throws Refusal `not_found`, `gate_ended`
 */
export async function reviseGate(tx: Tx, gate: GateName, subjectId: string, content: Json): Promise<GateRef> {
  const { openingId, state } = await lockGate(tx, gate, subjectId)
  refuseEnded(state)
  const revision = state.revision + 1
  const revisionHash = await insertRevision(tx, { openingId, number: revision, content })
  await recordEvent(tx, gateEvents.revised, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: gate.id },
    subject: subjectOf(gate.id, subjectId),
    facts: { gate: gate.id, revision, revisionHash },
  })
  await updateProgress(tx, openingId)
  return { openingId, gate: gate.id, subjectId, revision, revisionHash }
}
