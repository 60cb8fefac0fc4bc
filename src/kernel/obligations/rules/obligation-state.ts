import type { IsoDate } from '../../../base/clock.ts'

/** Computed, never stored: time alone moves an obligation from `open` to `overdue`. */
export const OBLIGATION_STATES = ['open', 'overdue', 'discharged', 'discharged_late'] as const
export type ObligationState = (typeof OBLIGATION_STATES)[number]

/**
 * @param dueOn the last day on which it is in time
 * @param today JST; of a discharged one, the day of its discharge
 */
export function obligationState(dueOn: IsoDate, today: IsoDate, isDischarged: boolean): ObligationState {
  if (isDischarged) return today > dueOn ? 'discharged_late' : 'discharged'
  return today > dueOn ? 'overdue' : 'open'
}
