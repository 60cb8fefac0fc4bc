import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../rules/evaluate.ts'
import type { GateFacts } from '../rules/gate-facts.ts'
import { facts, goodFacts } from './facts.fixture.ts'

const openOnly = (given: GateFacts) => {
  const state = evaluate(given)
  fc.pre(state.open && !state.breakGlassId)
  return state
}

test('6 読めない、または失敗した機械確認で開くことはない', () =>
  fc.assert(
    fc.property(facts, (given) => {
      const state = openOnly(given)
      for (const check of state.checks.filter((one) => one.kind === 'machine')) {
        const last = given.verdicts.findLast((one) => one.revision === 2 && one.check === check.id)
        expect(['pass', 'findings', 'unread']).toContain(last?.verdict)
        const isOfficeAsked = last?.verdict === 'unread'
        const office = state.checks.find((one) => one.id === 'also-privacy-office')
        expect(!isOfficeAsked || office?.passedBy.length === 1).toBe(true)
        const isKnowing = state.checks.some((one) => one.kind === 'approve' && one.passedBy.length > 0)
        expect(last?.verdict === 'pass' || isKnowing).toBe(true)
      }
    }),
    { numRuns: 500 },
  ))

test('6 one failing, or one missing, machine closes a gate that would be open', () =>
  fc.assert(
    fc.property(goodFacts, fc.nat(), (given, pick) => {
      const { check } = given.verdicts[pick % given.verdicts.length]!
      const verdict = { revision: 2, check, verdict: 'fail' as const, points: [], recordedAt: given.now }
      expect(evaluate({ ...given, verdicts: [...given.verdicts, verdict] }).open).toBe(false)
      expect(evaluate({ ...given, verdicts: given.verdicts.filter((one) => one.check !== check) }).open).toBe(false)
    }),
  ))

test('6 読めなかったときは、個人情報保護事務局の承認なしには開かない', () =>
  fc.assert(
    fc.property(goodFacts, (given) => {
      const verdicts = given.verdicts.map((one) => ({ ...one, verdict: 'unread' as const, points: ['x'] }))
      const decisions = given.decisions.filter((one) => one.check !== 'also-privacy-office')
      expect(evaluate({ ...given, verdicts }).open).toBe(true)
      expect(evaluate({ ...given, verdicts, decisions }).open).toBe(false)
    }),
  ))
