import { expect, test } from 'vitest'
import { nextRosterDueOn, rosterStateOf } from './roster-due.ts'

test.each([
  ['2026-11', '2026-12-31'],
  ['2026-12', '2027-01-31'],
  ['2027-01', '2027-02-28'],
  ['2028-01', '2028-02-29'],
  ['2026-03', '2026-04-30'],
])('a roster confirmed for %s is due again by %s', (month, due) => expect(nextRosterDueOn(month)).toBe(due))

test('one overdue vendor is enough, and the due day itself is still in time', () => {
  const duties = [
    { partyId: 'f', dueOn: '2026-11-30' },
    { partyId: 'g', dueOn: '2026-12-31' },
    { partyId: 'h', dueOn: null },
  ]
  expect(rosterStateOf(duties, '2026-11-30').isOverdue).toBe(false)
  expect(rosterStateOf(duties, '2026-12-01')).toEqual({ isOverdue: true, dueOn: '2026-11-30', overduePartyIds: ['f'] })
})
