import holidayJp from '@holiday-jp/holiday_jp'
import { addDays, type IsoDate, weekday } from './clock.ts'

export const CLOSED_REASONS = ['own', 'holiday', 'year_end', 'sunday', 'saturday'] as const
export type ClosedReason = (typeof CLOSED_REASONS)[number]

export interface ClosedDay {
  readonly reason: ClosedReason
  /** The name of the holiday, in Japanese; for the organisation's own, as it wrote it. */
  readonly name?: string
}

/** Answers whether a day is closed; what the counting rules and the business hours take. */
export type IsClosed = (day: IsoDate) => boolean

/** Holidays that somebody entered: the organisation's own, and the official list, which wins over the shipped one. */
export interface EnteredHolidays {
  /** From 内閣府's list. A year that it gives is taken from it alone, so a day moved by law leaves its old place. */
  readonly official?: ReadonlyMap<IsoDate, string>
  /** 創立記念日 and the like: closed for business, but no legal deadline moves for them. */
  readonly own?: ReadonlyMap<IsoDate, string>
}

export interface ClosedDays {
  /** Closed by law (行政機関の休日に関する法律1条: Saturdays, Sundays, holidays, 12/29–1/3). Legal deadlines take this one. */
  readonly byLaw: IsClosed
  /** The same and the organisation's own holidays. Business hours take this one. */
  readonly forBusiness: IsClosed
  readonly why: (day: IsoDate) => ClosedDay | undefined
}

/** 1970 to 2050, with 振替休日 and 国民の休日. */
const shipped: Readonly<Record<string, { readonly name: string } | undefined>> = holidayJp.holidays
const SHIPPED_FROM = '1970'
const SHIPPED_UNTIL = '2050'

/** Puts the calendar of an organisation together. Without holidays of its own: `closedDays()`. */
export function closedDays(entered: EnteredHolidays = {}): ClosedDays {
  const { official = new Map<IsoDate, string>(), own = new Map<IsoDate, string>() } = entered
  const officialYears = new Set([...official.keys()].map((day) => day.slice(0, 4)))
  const holiday = (day: IsoDate) => (officialYears.has(day.slice(0, 4)) ? official.get(day) : shipped[day]?.name)

  const whyByLaw = (day: IsoDate): ClosedDay | undefined => {
    const name = holiday(day)
    if (name) return { reason: 'holiday', name }
    if (isYearEnd(day)) return { reason: 'year_end' }
    const at = weekday(day)
    return at === 0 ? { reason: 'sunday' } : at === 6 ? { reason: 'saturday' } : undefined
  }
  const why = (day: IsoDate): ClosedDay | undefined => {
    const name = own.get(day)
    return whyByLaw(day) ?? (name === undefined ? undefined : { reason: 'own', name })
  }
  return { byLaw: (day) => whyByLaw(day) !== undefined, forBusiness: (day) => why(day) !== undefined, why }
}

/** 12/29 to 1/3. */
function isYearEnd(day: IsoDate): boolean {
  const monthDay = day.slice(5)
  return monthDay >= '12-29' || monthDay <= '01-03'
}

/**
 * Whether the holidays of a day's year are not settled yet: the equinoxes of a year are announced on 1 February of the
 * year before (暦要項), and laws move holidays. A due date there is shown as provisional.
 * @param today the day in Japan on which the question is asked
 */
export function isProvisional(day: IsoDate, today: IsoDate): boolean {
  const year = day.slice(0, 4)
  if (year < SHIPPED_FROM || year > SHIPPED_UNTIL) return true
  const settledUntil = Number(today.slice(0, 4)) + (today.slice(5) >= '02-01' ? 1 : 0)
  return Number(year) > settledUntil
}

/** The day itself where it is open, else the next open one. @throws RangeError where ten years have no open day */
export function openDayFrom(day: IsoDate, isClosed: IsClosed): IsoDate {
  for (let at = day, tries = 0; tries < 3653; at = addDays(at, 1), tries++) if (!isClosed(at)) return at
  throw new RangeError(`no open day within ten years of ${day}`)
}
