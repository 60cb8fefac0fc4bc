import { type IsClosed, openDayFrom } from './closed-days.ts'
import { addDays, jstDay, jstInstant, jstMinutes } from './clock.ts'

/** When somebody is there to act. One stretch a day; a break at noon is not counted out. */
export interface BusinessHours {
  /** Minutes since midnight in Japan; the first that counts. */
  readonly openMinute: number
  /** The first minute that no longer counts; up to 1440. */
  readonly closeMinute: number
  /** The organisation's closed days: `closedDays(…).forBusiness`. */
  readonly isClosed: IsClosed
}

/** 9:00 to 18:00 on open days. */
export function businessHours(isClosed: IsClosed, openMinute = 9 * 60, closeMinute = 18 * 60): BusinessHours {
  const whole = Number.isInteger(openMinute) && Number.isInteger(closeMinute)
  if (!whole || openMinute < 0 || closeMinute > 1440 || openMinute >= closeMinute)
    throw new RangeError(`business hours from minute ${openMinute} to ${closeMinute}`)
  return { openMinute, closeMinute, isClosed }
}

/** The instant itself where it is within business hours, else the next opening. */
export function businessInstantFrom(at: Date, hours: BusinessHours): Date {
  const [day, minute] = [jstDay(at), jstMinutes(at)]
  if (!hours.isClosed(day) && minute < hours.closeMinute)
    return minute >= hours.openMinute ? at : jstInstant(day, 0, hours.openMinute)
  const next = openDayFrom(addDays(day, 1), hours.isClosed)
  return jstInstant(next, 0, hours.openMinute)
}

/**
 * The instant at which so much business time has passed: 2 hours from Friday 17:00 end on Monday at 10:00.
 * A stretch that ends with the day ends at closing time, not at the next opening.
 */
export function addBusinessMinutes(at: Date, minutes: number, hours: BusinessHours): Date {
  if (!(minutes >= 0)) throw new RangeError(`${minutes} business minutes`)
  let [from, left] = [businessInstantFrom(at, hours), minutes * 60_000]
  for (;;) {
    const room = jstInstant(jstDay(from), 0, hours.closeMinute).getTime() - from.getTime()
    if (left <= room) return new Date(from.getTime() + left)
    left -= room
    from = jstInstant(openDayFrom(addDays(jstDay(from), 1), hours.isClosed), 0, hours.openMinute)
  }
}

export function addBusinessHours(at: Date, count: number, hours: BusinessHours): Date {
  return addBusinessMinutes(at, count * 60, hours)
}

/**
 * The same time of day so many open days later: 3 business days from Friday 15:00 end on Wednesday at 15:00. Outside
 * business hours the count begins at the next opening.
 */
export function addBusinessDays(at: Date, count: number, hours: BusinessHours): Date {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} business days`)
  const from = businessInstantFrom(at, hours)
  let day = jstDay(from)
  for (let i = 0; i < count; i++) day = openDayFrom(addDays(day, 1), hours.isClosed)
  return new Date(jstInstant(day).getTime() + (from.getTime() - jstInstant(jstDay(from)).getTime()))
}

/** Business time between two instants, in minutes; 0 where the second is not after the first. */
export function businessMinutesBetween(from: Date, until: Date, hours: BusinessHours): number {
  let total = 0
  for (let at = businessInstantFrom(from, hours); at < until;) {
    const close = jstInstant(jstDay(at), 0, hours.closeMinute)
    total += Math.min(close.getTime(), until.getTime()) - at.getTime()
    at = businessInstantFrom(close, hours)
  }
  return total / 60_000
}
