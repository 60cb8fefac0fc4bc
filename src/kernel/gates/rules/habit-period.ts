import { addDays, type IsoDate } from '../../../base/clock.ts'
import { fiscalYearOf, fiscalYearPeriod } from '../../../base/fiscal-calendar.ts'

export const HABIT_PERIODS = ['last_30_days', 'last_90_days', 'fiscal_year', 'last_fiscal_year'] as const
export type HabitPeriod = (typeof HABIT_PERIODS)[number]

/** The days that a period means today, both ends included; a running one ends today. */
export function habitPeriodOn(period: HabitPeriod, today: IsoDate): { firstOn: IsoDate; lastOn: IsoDate } {
  const year = fiscalYearOf(today)
  if (period === 'last_fiscal_year') return fiscalYearPeriod(year - 1)
  const firstOn = {
    last_30_days: addDays(today, -29),
    last_90_days: addDays(today, -89),
    fiscal_year: fiscalYearPeriod(year).firstOn,
  }[period]
  return { firstOn, lastOn: today }
}
