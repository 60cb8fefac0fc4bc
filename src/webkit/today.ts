import { type IsoDate, jstDay } from '../base/clock.ts'

/** Today in Japan by the browser's clock: for what a form proposes. What counts is the server's. */
export function todayInJapan(): IsoDate {
  return jstDay(new Date())
}
