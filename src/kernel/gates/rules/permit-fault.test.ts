import { expect, test } from 'vitest'
import type { GateState } from './evaluate.ts'
import { permitFault, type StoredPermit } from './permit-fault.ts'

const now = new Date('2026-11-24T01:00:00Z')
const state = { revision: 2, revisionHash: 'h', open: true } as GateState
const permit: StoredPermit = {
  id: 'permit',
  revision: 2,
  revisionHash: 'h',
  effect: 'release',
  expiresAt: new Date(now.getTime() + 1),
  isConsumed: false,
}
const demand = { recomputedHash: 'h', effect: 'release' }
const faultOf = (more: { permit?: object; state?: object; demand?: object; now?: Date }) =>
  permitFault(
    { ...permit, ...more.permit },
    { state: { ...state, ...more.state }, now: more.now ?? now, demand: { ...demand, ...more.demand } },
  )

test('a permit lets exactly one thing happen, now, for what was decided', () => {
  expect(faultOf({})).toBeUndefined()
  expect(faultOf({ permit: { isConsumed: true } })).toBe('permit_consumed')
  expect(faultOf({ demand: { effect: 'print' } })).toBe('not_allowed')
  expect(faultOf({ demand: { recomputedHash: 'other' } })).toBe('stale_revision')
  expect(faultOf({ now: permit.expiresAt })).toBe('permit_expired')
  expect(faultOf({ state: { open: false } })).toBe('permit_void')
})

test('the same content decided once more does not wake a permit of the revision before', () => {
  expect(faultOf({ state: { revision: 3 } })).toBe('permit_void')
})

test('a permit without the mark does not pass through a broken glass; one with it passes an open gate', () => {
  expect(faultOf({ state: { breakGlassId: 'glass' } })).toBe('permit_void')
  expect(faultOf({ state: { breakGlassId: 'glass' }, permit: { breakGlassId: 'glass' } })).toBeUndefined()
  expect(faultOf({ permit: { breakGlassId: 'glass' } })).toBeUndefined()
})
