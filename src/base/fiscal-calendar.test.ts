import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from './clock.ts'
import { fiscalQuarterOf, fiscalQuarterPeriod, fiscalYearOf, fiscalYearPeriod } from './fiscal-calendar.ts'

const days = fc.integer({ min: -36_000, max: 54_000 }).map((offset) => addDays('2000-01-01', offset))
const startMonths = fc.integer({ min: 1, max: 12 })

test('年度と四半期 (law.md §5)', () => {
  const at = (day: string) => [fiscalYearOf(day), fiscalQuarterOf(day)]
  expect(at('2025-03-31')).toEqual([2024, 4])
  expect(at('2025-04-01')).toEqual([2025, 1])
  expect(at('2025-06-30')).toEqual([2025, 1])
  expect(at('2026-01-15')).toEqual([2025, 4])
  expect(fiscalYearPeriod(2025)).toEqual({ firstOn: '2025-04-01', lastOn: '2026-03-31' })
  expect(fiscalQuarterPeriod(2025, 4)).toEqual({ firstOn: '2026-01-01', lastOn: '2026-03-31' })
  expect(fiscalYearPeriod(2026, 1)).toEqual({ firstOn: '2026-01-01', lastOn: '2026-12-31' })
})

test('each day lies in its own year and quarter, whatever the first month', () => {
  fc.assert(
    fc.property(days, startMonths, (day, startMonth) => {
      const year = fiscalYearPeriod(fiscalYearOf(day, startMonth), startMonth)
      const quarter = fiscalQuarterPeriod(fiscalYearOf(day, startMonth), fiscalQuarterOf(day, startMonth), startMonth)
      expect(year.firstOn <= quarter.firstOn && quarter.lastOn <= year.lastOn).toBe(true)
      expect(quarter.firstOn <= day && day <= quarter.lastOn).toBe(true)
    }),
  )
})

test('years and quarters follow each other without a gap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2100 }), startMonths, (year, startMonth) => {
      const quarters = ([1, 2, 3, 4] as const).map((quarter) => fiscalQuarterPeriod(year, quarter, startMonth))
      expect(quarters[0]!.firstOn).toBe(fiscalYearPeriod(year, startMonth).firstOn)
      for (const i of [0, 1, 2]) expect(addDays(quarters[i]!.lastOn, 1)).toBe(quarters[i + 1]!.firstOn)
      expect(addDays(quarters[3]!.lastOn, 1)).toBe(fiscalYearPeriod(year + 1, startMonth).firstOn)
    }),
  )
})
