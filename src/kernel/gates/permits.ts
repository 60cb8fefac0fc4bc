import type { LoadedGate } from './load-gate.ts'
import { permitFault } from './rules/permit-fault.ts'

/** Whether an effect of the current revision has a permit that could still be consumed, or one that was. */
export function liveOrConsumedPermits({ permits, state, facts }: LoadedGate, effect: string) {
  const ofEffect = permits.filter((one) => one.effect === effect)
  const demand = { recomputedHash: state.revisionHash, effect }
  return {
    isLive: ofEffect.some((permit) => permitFault(permit, { state, now: facts.now, demand }) === undefined),
    isConsumed: ofEffect.some((permit) => permit.isConsumed && permit.revisionHash === state.revisionHash),
  }
}
