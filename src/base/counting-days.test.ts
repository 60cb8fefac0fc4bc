import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closedDays } from './closed-days.ts'
import { addDays } from './clock.ts'
import { periodEndsOn, reportDueOn } from './counting-days.ts'

const { byLaw } = closedDays()
const days = fc.integer({ min: 0, max: 29_000 }).map((offset) => addDays('1971-01-01', offset))

describe('報告期限: 知った日が1日目', () => {
  test.each([
    ['2026-06-01', 30, '2026-06-30'],
    ['2026-08-24', 30, '2026-09-24'],
    ['2026-04-03', 30, '2026-05-07'],
    ['2026-11-01', 60, '2027-01-04'],
    ['2026-11-30', 30, '2027-01-04'],
    ['2025-12-05', 30, '2026-01-05'],
  ] as const)('%s + %d日 → %s (law.md §1.3)', (knownOn, count, due) => {
    expect(reportDueOn(knownOn, count, byLaw)).toBe(due)
  })

  test('the due day is open, not before the raw day, and only closed days lie between', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(1, 3, 5, 30, 60), (knownOn, count) => {
        const [raw, due] = [addDays(knownOn, count - 1), reportDueOn(knownOn, count, byLaw)]
        expect(byLaw(due)).toBe(false)
        for (let between = raw; between < due; between = addDays(between, 1)) expect(byLaw(between)).toBe(true)
        expect(due >= raw).toBe(true)
      }),
    )
  })

  test('a term of no days is no term', () => {
    expect(() => reportDueOn('2026-06-01', 0, byLaw)).toThrow(RangeError)
    expect(() => reportDueOn('2026-06-01', 1.5, byLaw)).toThrow(RangeError)
  })
})

describe('民法の期間: 初日不算入', () => {
  test.each([
    ['2026-04-01', { years: 1 }, '2027-04-01'],
    ['2026-03-31', { years: 1 }, '2027-03-31'],
    ['2026-01-31', { months: 1 }, '2026-02-28'],
    ['2026-01-30', { months: 1 }, '2026-02-28'],
    ['2026-01-28', { months: 1 }, '2026-02-28'],
    ['2026-01-27', { months: 1 }, '2026-02-27'],
    ['2024-01-30', { months: 1 }, '2024-02-29'],
    ['2024-02-28', { years: 1 }, '2025-02-28'],
    ['2024-02-29', { years: 1 }, '2025-02-28'],
    ['2026-08-31', { months: 6 }, '2027-02-28'],
    ['2026-05-01', { days: 10 }, '2026-05-11'],
  ] as const)('%s から %o → %s', (from, period, last) => {
    expect(periodEndsOn(from, period)).toBe(last)
  })

  test('午前零時から始まる期間は初日を数える: 4月1日から1年は3月31日まで', () => {
    expect(periodEndsOn('2026-04-01', { years: 1 }, { fromMidnight: true })).toBe('2027-03-31')
    expect(periodEndsOn('2026-04-01', { months: 3 }, { fromMidnight: true })).toBe('2026-06-30')
    expect(periodEndsOn('2026-04-01', { days: 1 }, { fromMidnight: true })).toBe('2026-04-01')
    expect(periodEndsOn('2024-02-29', { years: 1 }, { fromMidnight: true })).toBe('2025-02-28')
  })

  test('末日が休日で取引をしない慣習があるときは翌日へ (142条)', () => {
    expect(periodEndsOn('2026-04-02', { days: 30 }, { isClosed: byLaw })).toBe('2026-05-07')
  })

  test('a longer period never ends earlier, and n years are 12 n months', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40 }), (from, n) => {
        expect(periodEndsOn(from, { months: n + 1 }) > periodEndsOn(from, { months: n })).toBe(true)
        expect(periodEndsOn(from, { years: n })).toBe(periodEndsOn(from, { months: 12 * n }))
        expect(addDays(from, 1) <= periodEndsOn(from, { days: n })).toBe(true)
      }),
    )
  })

  test('whole months from midnight join without gap or overlap when they begin on a first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1971, max: 2040 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 36 }),
        (year, month, n) => {
          const first = `${year}-${String(month).padStart(2, '0')}-01`
          const next = addDays(periodEndsOn(first, { months: n }, { fromMidnight: true }), 1)
          expect(next.slice(8)).toBe('01')
          expect(periodEndsOn(next, { months: 1 }, { fromMidnight: true })).toBe(
            periodEndsOn(first, { months: n + 1 }, { fromMidnight: true }),
          )
        },
      ),
    )
  })

  test('the two rules differ by a day: that is why they have two names', () => {
    expect(reportDueOn('2026-06-01', 30, byLaw)).toBe('2026-06-30')
    expect(periodEndsOn('2026-06-01', { days: 30 })).toBe('2026-07-01')
  })
})
