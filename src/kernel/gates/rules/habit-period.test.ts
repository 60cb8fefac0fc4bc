import { expect, test } from 'vitest'
import { habitPeriodOn } from './habit-period.ts'

test('期間は今日までを数え、前年度は4月1日から翌年3月31日まで', () => {
  expect(habitPeriodOn('last_30_days', '2026-03-01')).toEqual({ firstOn: '2026-01-31', lastOn: '2026-03-01' })
  expect(habitPeriodOn('last_90_days', '2026-11-23')).toEqual({ firstOn: '2026-08-26', lastOn: '2026-11-23' })
  expect(habitPeriodOn('fiscal_year', '2026-03-31')).toEqual({ firstOn: '2025-04-01', lastOn: '2026-03-31' })
  expect(habitPeriodOn('fiscal_year', '2026-04-01')).toEqual({ firstOn: '2026-04-01', lastOn: '2026-04-01' })
  expect(habitPeriodOn('last_fiscal_year', '2026-04-01')).toEqual({ firstOn: '2025-04-01', lastOn: '2026-03-31' })
})
