import { expect, test } from 'vitest'
import { formatDay, formatInstant } from './format-day.ts'

test('日付は曜日付きで書く', () => {
  expect(formatDay('2026-11-23', 'ja')).toBe('2026年11月23日(月)')
  expect(formatDay('2026-11-23', 'en')).toBe('Mon 23 November 2026')
  expect(formatDay('2027-01-03', 'ja')).toBe('2027年1月3日(日)')
})

test('an instant is shown by the clock in Japan, across midnight too', () => {
  expect(formatInstant(new Date('2026-11-22T15:05:59Z'), 'ja')).toBe('2026年11月23日(月) 0:05')
  expect(formatInstant(new Date('2026-11-23T00:05:00Z'), 'en')).toBe('Mon 23 November 2026, 9:05 (JST)')
})
