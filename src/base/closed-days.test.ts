import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closedDays, isProvisional, openDayFrom } from './closed-days.ts'
import { addDays, weekday } from './clock.ts'

const days = fc.integer({ min: 0, max: 29_000 }).map((offset) => addDays('1971-01-01', offset))

describe('休日', () => {
  test('土日、祝日、振替休日、国民の休日、年末年始', () => {
    const { why, byLaw } = closedDays()
    expect(why('2026-09-22')).toEqual({ reason: 'holiday', name: '休日' })
    expect(why('2026-09-23')).toMatchObject({ reason: 'holiday', name: '秋分の日' })
    expect(why('2026-05-06')).toMatchObject({ reason: 'holiday' })
    expect(why('2026-12-28')).toBeUndefined()
    expect(why('2026-12-29')).toEqual({ reason: 'year_end' })
    expect(why('2027-01-01')).toMatchObject({ reason: 'holiday', name: '元日' })
    expect(why('2027-01-03')).toEqual({ reason: 'year_end' })
    expect(byLaw('2027-01-04')).toBe(false)
    expect(why('2026-11-22')).toEqual({ reason: 'sunday' })
    expect(why('2026-11-21')).toEqual({ reason: 'saturday' })
  })

  test('自社の休日は営業日を休みにするが、法定の期限は動かさない', () => {
    const days = closedDays({ own: new Map([['2026-11-24', '創立記念日']]) })
    expect(days.why('2026-11-24')).toEqual({ reason: 'own', name: '創立記念日' })
    expect([days.forBusiness('2026-11-24'), days.byLaw('2026-11-24')]).toEqual([true, false])
  })

  test('内閣府の一覧にある年は、その一覧だけで決まる', () => {
    const official = new Map([
      ['2027-01-01', '元日'],
      ['2027-03-22', '春分の日'],
    ])
    const { byLaw } = closedDays({ official })
    expect(byLaw('2027-03-22')).toBe(true)
    expect(byLaw('2027-02-11')).toBe(false)
    expect(byLaw('2026-02-11')).toBe(true)
  })

  test('暦要項が出るまでの年は確定していない', () => {
    expect(isProvisional('2027-03-21', '2026-11-23')).toBe(false)
    expect(isProvisional('2028-03-20', '2026-11-23')).toBe(true)
    expect(isProvisional('2027-03-21', '2026-01-31')).toBe(true)
    expect(isProvisional('2027-03-21', '2026-02-01')).toBe(false)
    expect(isProvisional('2051-01-01', '2060-06-01')).toBe(true)
  })

  test('the next open day is open, not before, and nothing between is open', () => {
    const { byLaw } = closedDays()
    fc.assert(
      fc.property(days, (day) => {
        const open = openDayFrom(day, byLaw)
        expect(byLaw(open)).toBe(false)
        expect([0, 6]).not.toContain(weekday(open))
        for (let between = day; between < open; between = addDays(between, 1)) expect(byLaw(between)).toBe(true)
      }),
    )
  })

  test('a calendar without an open day is said, not searched forever', () => {
    expect(() => openDayFrom('2026-01-01', () => true)).toThrow(RangeError)
  })
})
