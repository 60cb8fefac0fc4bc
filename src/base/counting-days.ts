import { type IsClosed, openDayFrom } from './closed-days.ts'
import { addDays, type IsoDate } from './clock.ts'

/**
 * Last day of a report's term (報告期限): the day of learning is day 1; closed days count; only where the last day is
 * closed does it move to the next open one.
 *
 * Not for contracts and retention: see {@link periodEndsOn}.
 * @param knownOn the day the company, in any department, learned of it
 * @param days 30 or 60 for the final report
 * @param isClosed by law, without the organisation's own holidays
 * @source 施行規則8条2項; ガイドライン通則編 3-5-3-4 — docs/sources.md#final-report
 */
export function reportDueOn(knownOn: IsoDate, days: number, isClosed: IsClosed): IsoDate {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`a term of ${days} days`)
  return openDayFrom(addDays(knownOn, days - 1), isClosed)
}

export type Period = { readonly days: number } | { readonly months: number } | { readonly years: number }

/**
 * Last day of a period by the civil code: the first day does not count (140条), months and years go by the calendar and
 * end on the day before the corresponding day, or with the last month where it has no such day (143条).
 *
 * A period that begins at midnight counts its first day (140条 proviso): a contract from 4/1 for a year ends on 3/31.
 * Not for reports to the authorities: see {@link reportDueOn}.
 * @param fromOn the day of the event, or with `fromMidnight` the first day of the period
 * @param isClosed where the custom is not to do business on closed days (142条); left out, the day stands
 * @source 民法138条–143条 — docs/sources.md#civil-code-periods
 */
export function periodEndsOn(
  fromOn: IsoDate,
  period: Period,
  options: { readonly fromMidnight?: boolean; readonly isClosed?: IsClosed } = {},
): IsoDate {
  const firstOn = options.fromMidnight ? fromOn : addDays(fromOn, 1)
  const lastOn = lastDay(firstOn, period)
  return options.isClosed ? openDayFrom(lastOn, options.isClosed) : lastOn
}

function lastDay(firstOn: IsoDate, period: Period): IsoDate {
  const count = 'days' in period ? period.days : 'months' in period ? period.months : period.years * 12
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`a period of ${JSON.stringify(period)}`)
  if ('days' in period) return addDays(firstOn, count - 1)
  const [year, month, day] = firstOn.split('-').map(Number) as [number, number, number]
  const at = year * 12 + month - 1 + count
  const monthStart = (index: number) =>
    `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`
  const lastOfMonth = addDays(monthStart(at + 1), -1)
  const corresponding = addDays(monthStart(at), day - 1)
  return corresponding > lastOfMonth ? lastOfMonth : addDays(corresponding, -1)
}
