import { addDays, type IsoDate } from './clock.ts'

/** 4/1 to 3/31 (財政法11条); companies differ, so each function takes the organisation's first month. */
export const DEFAULT_FISCAL_START_MONTH = 4

export interface FiscalPeriod {
  readonly firstOn: IsoDate
  readonly lastOn: IsoDate
}

/** The fiscal year (年度) of a day, named after the calendar year in which it begins. @param startMonth 1 to 12 */
export function fiscalYearOf(day: IsoDate, startMonth = DEFAULT_FISCAL_START_MONTH): number {
  const [year, month] = yearAndMonth(day)
  return month >= startMonth ? year : year - 1
}

/** The quarter (四半期) of a day's fiscal year, 1 to 4. */
export function fiscalQuarterOf(day: IsoDate, startMonth = DEFAULT_FISCAL_START_MONTH): 1 | 2 | 3 | 4 {
  const [, month] = yearAndMonth(day)
  return (Math.floor(((month - startMonth + 12) % 12) / 3) + 1) as 1 | 2 | 3 | 4
}

export function fiscalYearPeriod(fiscalYear: number, startMonth = DEFAULT_FISCAL_START_MONTH): FiscalPeriod {
  return monthsFrom(fiscalYear, startMonth, 12)
}

export function fiscalQuarterPeriod(
  fiscalYear: number,
  quarter: 1 | 2 | 3 | 4,
  startMonth = DEFAULT_FISCAL_START_MONTH,
): FiscalPeriod {
  return monthsFrom(fiscalYear, startMonth + (quarter - 1) * 3, 3)
}

function monthsFrom(year: number, month: number, count: number): FiscalPeriod {
  return { firstOn: firstOfMonth(year, month), lastOn: addDays(firstOfMonth(year, month + count), -1) }
}

/** @param month may run past 12 into the next year */
function firstOfMonth(year: number, month: number): IsoDate {
  const at = year * 12 + month - 1
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`
}

const yearAndMonth = (day: IsoDate) => [Number(day.slice(0, 4)), Number(day.slice(5, 7))] as const
