import type { Tx } from '../db/database.ts'
import { type GateName, loadGate, openingOf } from './load-gate.ts'
import type { GateAsks } from './rules/gate-asks.ts'
import { asksOf } from './rules/tighten.ts'

/**
 * What the verdicts of the current revision ask beyond what was frozen when the gate opened, and why.
 * @throws Refusal `not_found`
 */
export async function askedBeyond(tx: Tx, gate: GateName, subjectId: string): Promise<GateAsks> {
  const { facts } = await loadGate(tx, await openingOf(tx, gate, subjectId))
  return asksOf(facts.verdicts, facts.revision.number)
}
