import { addDays, type IsoDate } from '../../../base/clock.ts'

/**
 * The day by which a vendor's roster (従事者一覧) must be handed in again: the last day of the month after the one that
 * was confirmed. A roster confirmed for April holds through May; 変更なし for May is due by 31 May.
 * @param month `YYYY-MM`, the month that was confirmed
 */
export function nextRosterDueOn(month: string): IsoDate {
  return endOfMonth(monthAfter(month))
}

/** The first roster of a vendor is due within 14 days of the start of its work (from then on the gates ask for it). */
export function firstRosterDueOn(startsOn: IsoDate): IsoDate {
  return addDays(startsOn, 14)
}

export function monthOf(day: IsoDate): string {
  return day.slice(0, 7)
}

/** @param month `YYYY-MM` */
export function monthAfter(month: string): string {
  return addDays(endOfMonth(month), 1).slice(0, 7)
}

function endOfMonth(month: string): IsoDate {
  const inNext = addDays(`${month}-28`, 4)
  return addDays(`${inNext.slice(0, 7)}-01`, -1)
}

export interface RosterDuty {
  readonly partyId: string
  readonly dueOn: IsoDate | null
}

export interface RosterState {
  readonly isOverdue: boolean
  /** The earliest day by which a vendor's roster is due; null where no vendor owes one. */
  readonly dueOn: IsoDate | null
  readonly overduePartyIds: readonly string[]
}

/** Overdue from the day after `dueOn`. One overdue vendor makes the engagement's roster overdue. */
export function rosterStateOf(duties: readonly RosterDuty[], on: IsoDate): RosterState {
  const owed = duties.filter((duty) => duty.dueOn !== null)
  const overduePartyIds = owed.filter((duty) => duty.dueOn! < on).map((duty) => duty.partyId)
  const dueOn = owed.map((duty) => duty.dueOn!).sort()[0] ?? null
  return { isOverdue: overduePartyIds.length > 0, dueOn, overduePartyIds }
}
