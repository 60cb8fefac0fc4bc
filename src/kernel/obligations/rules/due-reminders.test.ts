import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closedDays } from '../../../base/closed-days.ts'
import { addDays } from '../../../base/clock.ts'
import { dueReminders, type Rung, rungDay } from './due-reminders.ts'
import { obligationState } from './obligation-state.ts'

const ladder: Rung[] = [
  { id: 'week-before', when: { daysBefore: 7 }, to: 'responsible' },
  { id: 'due-day', when: { daysBefore: 0 }, to: 'responsible' },
  { id: 'day-after', when: { daysAfter: 1 }, to: 'supervisor' },
  { id: 'week-after', when: { daysAfter: 7 }, to: 'privacy_officer' },
]
const isClosed = closedDays().forBusiness
const moment = { dueOn: '2026-11-24', openedOn: '2026-11-01', today: '2026-11-10', sent: new Set<string>(), isClosed }
const idsOn = (today: string, sent: string[] = [], more: Partial<typeof moment> = {}) =>
  dueReminders(ladder, { ...moment, ...more, today, sent: new Set(sent) }).map(
    ({ rung, mustTell }) => rung.id + (mustTell ? '' : ' (silent)'),
  )

describe('催促とエスカレーション', () => {
  test('期限の前は前の営業日に、後は次の営業日に', () => {
    expect(ladder.map((rung) => rungDay(rung, moment))).toEqual([
      '2026-11-17',
      '2026-11-24',
      '2026-11-25',
      '2026-12-01',
    ])
    const holiday = { ...moment, dueOn: '2026-11-23' }
    expect(ladder.map((rung) => rungDay(rung, holiday))).toEqual([
      '2026-11-16',
      '2026-11-20',
      '2026-11-24',
      '2026-11-30',
    ])
  })

  test('日が来るまで送らず、送ったものは二度と出ない', () => {
    expect(idsOn('2026-11-16')).toEqual([])
    expect(idsOn('2026-11-17')).toEqual(['week-before'])
    expect(idsOn('2026-11-18', ['week-before'])).toEqual([])
    expect(idsOn('2026-11-25', ['week-before', 'due-day'])).toEqual(['day-after'])
  })

  test('止まっていた間の分は、同じ人には最後の1通だけ', () => {
    expect(idsOn('2026-12-05')).toEqual(['week-before (silent)', 'due-day', 'day-after', 'week-after'])
  })

  test('期限の直前に始まったときは、その日に知らせる', () => {
    expect(idsOn('2026-11-22', [], { openedOn: '2026-11-22' })).toEqual(['week-before'])
  })

  test('every rung is sent exactly once, on an open day or the day of opening, whatever days the run is skipped', () => {
    fc.assert(
      fc.property(
        fc.nat(400),
        fc.nat(60),
        fc.array(fc.boolean(), { minLength: 140, maxLength: 140 }),
        (offset, length, runs) => {
          const openedOn = addDays('2026-01-01', offset)
          const dueOn = addDays(openedOn, length)
          const sent = new Map<string, string>()
          runs.forEach((isRun, at) => {
            const today = addDays(openedOn, at)
            if (!isRun && at < 139) return
            for (const { rung } of dueReminders(ladder, {
              dueOn,
              openedOn,
              today,
              sent: new Set(sent.keys()),
              isClosed,
            })) {
              expect(sent.has(rung.id)).toBe(false)
              sent.set(rung.id, today)
            }
          })
          expect([...sent.keys()].sort()).toEqual(ladder.map((rung) => rung.id).sort())
          for (const rung of ladder) {
            const day = rungDay(rung, { dueOn, openedOn, isClosed })
            expect(isClosed(day) && day !== openedOn).toBe(false)
            expect(sent.get(rung.id)! >= day).toBe(true)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('the last day is in time; the day after is not', () => {
  expect(obligationState('2026-11-24', '2026-11-24', false)).toBe('open')
  expect(obligationState('2026-11-24', '2026-11-25', false)).toBe('overdue')
  expect(obligationState('2026-11-24', '2026-11-24', true)).toBe('discharged')
  expect(obligationState('2026-11-24', '2026-11-25', true)).toBe('discharged_late')
})
