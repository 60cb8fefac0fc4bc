import { Refusal } from '../../base/refusal.ts'
import type { GateState } from './rules/evaluate.ts'

/** @throws Refusal `gate_ended` */
export function refuseEnded(state: GateState): void {
  if (state.end) throw new Refusal('gate_ended', { how: state.end })
}

/** @throws Refusal `stale_revision` when somebody speaks of another content than the current one */
export function refuseStale(state: GateState, revisionHash: string): void {
  if (state.revisionHash !== revisionHash) throw new Refusal('stale_revision', { revision: state.revision })
}
