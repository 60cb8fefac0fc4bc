import { expect, test } from 'vitest'
import { rosterAnswer } from './on-roster.ts'

const running = { status: 'active', fromOn: '2026-04-01', untilOn: '2027-03-31' }

test('first and last day belong to the period', () => {
  const entry = [{ fromOn: '2026-05-01', untilOn: '2026-05-31' }]
  const on = (day: string) => rosterAnswer(running, entry, day).reason
  expect([on('2026-04-30'), on('2026-05-01'), on('2026-05-31'), on('2026-06-01')]).toEqual([
    'not_yet',
    'on_roster',
    'on_roster',
    'ended',
  ])
})

test('an engagement that is not running lists nobody', () => {
  const entry = [{ fromOn: '2026-01-01', untilOn: null }]
  expect(rosterAnswer({ ...running, status: 'closed' }, entry, '2026-05-01').reason).toBe('engagement_not_running')
  expect(rosterAnswer(running, entry, '2026-03-31').reason).toBe('engagement_not_running')
})

test('taken off before the first day came is the same as never listed', () => {
  expect(rosterAnswer(running, [{ fromOn: '2026-05-01', untilOn: '2026-04-30' }], '2026-05-01').reason).toBe(
    'never_listed',
  )
})
