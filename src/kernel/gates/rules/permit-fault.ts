import type { GateState } from './evaluate.ts'

export interface StoredPermit {
  readonly id: string
  readonly revision: number
  readonly revisionHash: string
  readonly effect: string
  readonly expiresAt: Date
  readonly breakGlassId?: string
  readonly isConsumed: boolean
}

export interface PermitDemand {
  /** The hash over what is about to be let out, computed now. */
  readonly recomputedHash: string
  readonly effect: string
}

export type PermitFault = 'permit_consumed' | 'permit_expired' | 'permit_void' | 'stale_revision' | 'not_allowed'

/**
 * Why a permit cannot be consumed now; undefined when it can. It is void, without a row saying so, as soon as the gate
 * would not open any more: a newer revision, a stricter verdict, merged persons, an overdue obligation, an end.
 */
export function permitFault(
  permit: StoredPermit,
  { state, now, demand }: { state: GateState; now: Date; demand: PermitDemand },
): PermitFault | undefined {
  if (permit.isConsumed) return 'permit_consumed'
  if (permit.effect !== demand.effect) return 'not_allowed'
  if (permit.revision !== state.revision) return 'permit_void'
  if (permit.revisionHash !== demand.recomputedHash) return 'stale_revision'
  if (now >= permit.expiresAt) return 'permit_expired'
  // A permit without the mark does not pass through a broken glass, or the passage would not be counted.
  if (!state.open || (state.breakGlassId && !permit.breakGlassId)) return 'permit_void'
  return undefined
}
