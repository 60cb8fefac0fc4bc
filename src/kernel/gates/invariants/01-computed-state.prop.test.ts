import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../rules/evaluate.ts'
import { freezeRequirements } from '../rules/freeze-requirements.ts'
import { mergePolicies } from '../rules/merge-policies.ts'
import { facts, goodFacts, nearlyGoodFactsOf, policies, trialDefinition } from './facts.fixture.ts'

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const member of Object.values(value)) frozen(member)
    Object.freeze(value)
  }
  return value
}

test('1 同じ事実からは同じ状態: evaluate changes nothing and depends on nothing else', () =>
  fc.assert(
    fc.property(facts, (given) => {
      expect(evaluate(frozen(structuredClone(given)))).toEqual(evaluate(given))
    }),
  ))

test('1 a gate for which everything holds is open', () =>
  fc.assert(
    fc.property(goodFacts, (given) => {
      expect(evaluate(given)).toMatchObject({ open: true, isComplete: true, reasons: [] })
    }),
  ))

test('1 without any one of its passes or verdicts it is closed', () =>
  fc.assert(
    fc.property(goodFacts, fc.nat(), (given, pick) => {
      const state = evaluate(given)
      const counted = state.checks.flatMap((check) => check.passedBy.map((one) => one.id))
      const gone = counted[pick % counted.length]
      expect(evaluate({ ...given, decisions: given.decisions.filter((one) => one.id !== gone) }).open).toBe(false)
      const machine = given.verdicts[pick % given.verdicts.length]
      expect(evaluate({ ...given, verdicts: given.verdicts.filter((one) => one !== machine) }).open).toBe(false)
    }),
  ))

test('1 what was decided or found on another revision does not matter', () =>
  fc.assert(
    fc.property(facts, (given) => {
      const own = <T extends { revision: number }>(rows: readonly T[]) => rows.filter((one) => one.revision === 2)
      const only = {
        ...given,
        decisions: own(given.decisions),
        verdicts: own(given.verdicts),
        breakGlass: own(given.breakGlass),
      }
      expect(evaluate(given)).toEqual(evaluate(only))
    }),
  ))

test('1 a closed gate always says why, and an open one has nothing against it', () =>
  fc.assert(
    fc.property(facts, (given) => {
      const state = evaluate(given)
      expect(state.open).toBe(state.reasons.length === 0 || (state.breakGlassId !== undefined && !state.end))
    }),
  ))

test('1 one refusal stops the revision', () =>
  fc.assert(
    fc.property(goodFacts, fc.nat(), (given, pick) => {
      const before = given.decisions[pick % given.decisions.length]!
      const decisions = [...given.decisions, { ...before, id: 'no', personId: 'p9', outcome: 'refuse' as const }]
      expect(evaluate({ ...given, decisions }).open).toBe(false)
    }),
  ))

test('方針は厳しい方が勝つ: merging is commutative, associative and idempotent', () =>
  fc.assert(
    fc.property(policies, policies, policies, (a, b, c) => {
      expect(mergePolicies([a, b])).toEqual(mergePolicies([b, a]))
      expect(mergePolicies([mergePolicies([a, b]), c])).toEqual(mergePolicies([a, mergePolicies([b, c])]))
      expect(mergePolicies([a, a])).toEqual(mergePolicies([a]))
    }),
  ))

test('方針は厳しくするだけ: whatever opens under more policies opens under fewer', () => {
  let openCount = 0
  const limits = { coolDownSeconds: 0 }
  fc.assert(
    fc.property(
      fc
        .tuple(policies, policies)
        .chain(([a, b]) =>
          fc.tuple(
            fc.constant(a),
            fc.constant(b),
            nearlyGoodFactsOf(freezeRequirements(trialDefinition, [a, b], limits)),
          ),
        ),
      ([a, b, given]) => {
        if (!evaluate(given).open) return
        openCount++
        for (const fewer of [[a], [b], []])
          expect(evaluate({ ...given, requirements: freezeRequirements(trialDefinition, fewer, limits) }).open).toBe(
            true,
          )
      },
    ),
    { numRuns: 1000 },
  )
  expect(openCount).toBeGreaterThan(0)
})

test('1 a misspelt policy is refused, not ignored', () => {
  const freeze = () => freezeRequirements(trialDefinition, [{ aproval: { count: 2 } }], { coolDownSeconds: 0 })
  expect(freeze).toThrow(/aproval/)
})
