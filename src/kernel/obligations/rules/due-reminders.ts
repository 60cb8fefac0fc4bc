import { type IsClosed, openDayFrom } from '../../../base/closed-days.ts'
import { addDays, type IsoDate } from '../../../base/clock.ts'
import type { Role } from '../../people/index.ts'

/** One step of the escalation ladder, in calendar days from the due day. */
export interface Rung {
  /** Names the step in the records: `week-before`. */
  readonly id: string
  readonly when: { readonly daysBefore: number } | { readonly daysAfter: number }
  /** `responsible`: who is to act. A role: who holds it at their unit, or above. */
  readonly to: 'responsible' | Role
}

export interface DueReminder {
  readonly rung: Rung
  /** false: a later rung to the same people is due as well, and says more. */
  readonly mustTell: boolean
}

export interface LadderMoment {
  readonly dueOn: IsoDate
  readonly openedOn: IsoDate
  readonly today: IsoDate
  /** The rungs that were sent for this due day. */
  readonly sent: ReadonlySet<string>
  /** For business: the organisation's own holidays too. */
  readonly isClosed: IsClosed
}

/** The day of each rung: before the due day the open day before it, after it the next open day; never before the opening. */
export function rungDay({ when }: Rung, { dueOn, openedOn, isClosed }: Omit<LadderMoment, 'sent' | 'today'>): IsoDate {
  if ('daysAfter' in when) return openDayFrom(addDays(dueOn, when.daysAfter), isClosed)
  let day = addDays(dueOn, -when.daysBefore)
  while (day > openedOn && isClosed(day)) day = addDays(day, -1)
  return day < openedOn ? openedOn : day
}

/** Which rungs of the ladder are to be sent today, in their order; each comes up until it is among `sent`. */
export function dueReminders(ladder: readonly Rung[], moment: LadderMoment): readonly DueReminder[] {
  const due = ladder.filter((rung) => !moment.sent.has(rung.id) && rungDay(rung, moment) <= moment.today)
  return due.map((rung, at) => ({ rung, mustTell: !due.slice(at + 1).some((later) => later.to === rung.to) }))
}

/** Days from the due day; rungs stand in this order. */
export const rungOffset = ({ when }: Rung): number => ('daysAfter' in when ? when.daysAfter : -when.daysBefore)
