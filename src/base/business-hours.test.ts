import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addBusinessDays,
  addBusinessHours,
  addBusinessMinutes,
  businessHours,
  businessInstantFrom,
  businessMinutesBetween,
} from './business-hours.ts'
import { closedDays } from './closed-days.ts'
import { jstDay, jstInstant, jstMinutes } from './clock.ts'

const hours = businessHours(closedDays().forBusiness)
const jst = (day: string, hour: number, minute = 0) => jstInstant(day, hour, minute)
const instants = fc
  .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') })
  .map((millis) => new Date(millis))

describe('営業時間', () => {
  test('金曜17時から2営業時間は、祝日を飛ばした火曜10時', () => {
    expect(addBusinessHours(jst('2026-11-20', 17), 2, hours)).toEqual(jst('2026-11-24', 10))
  })

  test('営業時間の外で届いたものは、次の始業から数える', () => {
    expect(addBusinessHours(jst('2026-11-25', 20), 2, hours)).toEqual(jst('2026-11-26', 11))
    expect(addBusinessHours(jst('2026-11-25', 7), 4, hours)).toEqual(jst('2026-11-25', 13))
    expect(addBusinessHours(jst('2026-11-22', 12), 4, hours)).toEqual(jst('2026-11-24', 13))
  })

  test('終業時刻で終わる分は翌日に回らない', () => {
    expect(addBusinessHours(jst('2026-11-25', 16), 2, hours)).toEqual(jst('2026-11-25', 18))
    expect(addBusinessMinutes(jst('2026-11-25', 16), 121, hours)).toEqual(jst('2026-11-26', 9, 1))
  })

  test('3営業日後は同じ時刻', () => {
    expect(addBusinessDays(jst('2026-11-20', 15), 3, hours)).toEqual(jst('2026-11-26', 15))
    expect(addBusinessDays(jst('2026-11-20', 20), 3, hours)).toEqual(jst('2026-11-27', 9))
    expect(addBusinessDays(jst('2026-12-28', 10), 1, hours)).toEqual(jst('2027-01-04', 10))
  })

  test('自社の休日と自社の営業時間', () => {
    const own = closedDays({ own: new Map([['2026-11-24', '創立記念日']]) })
    expect(addBusinessHours(jst('2026-11-20', 17), 2, businessHours(own.forBusiness, 8 * 60, 17 * 60 + 30))).toEqual(
      jst('2026-11-25', 9, 30),
    )
  })

  test('hours that are none are refused', () => {
    expect(() => businessHours(() => false, 600, 600)).toThrow(RangeError)
    expect(() => businessHours(() => false, 0, 1441)).toThrow(RangeError)
    expect(() => addBusinessMinutes(new Date(), Number.NaN, hours)).toThrow(RangeError)
  })

  test('the sum lies in business time, and exactly the minutes asked for have passed', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 20_000 }), (at, minutes) => {
        const end = addBusinessMinutes(at, minutes, hours)
        expect(hours.isClosed(jstDay(end))).toBe(false)
        expect(jstMinutes(end)).toBeGreaterThanOrEqual(hours.openMinute)
        expect(jstMinutes(end)).toBeLessThanOrEqual(hours.closeMinute)
        expect(businessMinutesBetween(at, end, hours)).toBeCloseTo(minutes, 6)
      }),
    )
  })

  test('adding in two parts is adding the sum', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (at, a, b) => {
        expect(addBusinessMinutes(addBusinessMinutes(at, a, hours), b, hours)).toEqual(
          addBusinessMinutes(at, a + b, hours),
        )
      }),
    )
  })

  test('later instants never end earlier; business days keep the time of day and skip what is closed', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 1e8 }), fc.integer({ min: 0, max: 30 }), (at, ahead, count) => {
        const later = new Date(at.getTime() + ahead)
        const [first, second] = [addBusinessDays(at, count, hours), addBusinessDays(later, count, hours)]
        expect(first.getTime()).toBeLessThanOrEqual(second.getTime())
        expect(jstMinutes(first)).toBe(jstMinutes(businessInstantFrom(at, hours)))
        expect(hours.isClosed(jstDay(first))).toBe(false)
      }),
    )
  })
})
