import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../rules/evaluate.ts'
import { facts, goodFacts } from './facts.fixture.ts'

test('9 期限を過ぎた手続きがあれば閉じ、片付けば開く', () =>
  fc.assert(
    fc.property(goodFacts, fc.integer({ min: 1, max: 9 }), (given, overdueCount) => {
      const state = evaluate({ ...given, overdueCount })
      expect(state.open).toBe(false)
      expect(state.reasons).toEqual([{ code: 'obligation_overdue', facts: { count: overdueCount } }])
      expect(evaluate(given).open).toBe(true)
    }),
  ))

test('9 only a broken glass passes an overdue obligation', () =>
  fc.assert(
    fc.property(facts, (given) => {
      const state = evaluate({ ...given, overdueCount: 1 })
      expect(!state.open || state.breakGlassId !== undefined).toBe(true)
    }),
  ))
