import type { IsoDate } from '../../../base/clock.ts'

export const ROSTER_REASONS = ['on_roster', 'never_listed', 'not_yet', 'ended', 'engagement_not_running'] as const
export type RosterReason = (typeof ROSTER_REASONS)[number]

export interface RosterPeriod {
  readonly fromOn: IsoDate
  /** The last day; null: no end known. */
  readonly untilOn: IsoDate | null
}

export interface RosterAnswer {
  readonly onRoster: boolean
  readonly reason: RosterReason
}

/** Both ends belong to the period. A period that ends before it begins holds no day. */
export function isWithin(period: RosterPeriod, on: IsoDate): boolean {
  return period.fromOn <= on && (period.untilOn === null || on <= period.untilOn)
}

/**
 * Is the person on the roster (従事者一覧) that day? Being listed alone does not do: a roster of an engagement that is not
 * running, or whose period does not hold the day, lists nobody.
 * @param entries the rows of this person (all records of the same person) on this engagement's roster
 */
export function rosterAnswer(
  engagement: { readonly status: string } & RosterPeriod,
  entries: readonly RosterPeriod[],
  on: IsoDate,
): RosterAnswer {
  const real = entries.filter((entry) => entry.untilOn === null || entry.untilOn >= entry.fromOn)
  if (real.length === 0) return { onRoster: false, reason: 'never_listed' }
  if (!real.some((entry) => isWithin(entry, on))) {
    return { onRoster: false, reason: real.some((entry) => entry.fromOn > on) ? 'not_yet' : 'ended' }
  }
  if (engagement.status !== 'active' || !isWithin(engagement, on))
    return { onRoster: false, reason: 'engagement_not_running' }
  return { onRoster: true, reason: 'on_roster' }
}
