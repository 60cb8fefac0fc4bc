import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../rules/evaluate.ts'
import type { DecisionFact, GateFacts } from '../rules/gate-facts.ts'
import { facts, goodFacts } from './facts.fixture.ts'

const changed = (given: GateFacts, index: number, more: Partial<DecisionFact>): GateFacts => ({
  ...given,
  decisions: given.decisions.map((one, at) => (at === index ? { ...one, ...more } : one)),
})

test('4 開いている関門では、誰も二つの確認を通していない', () =>
  fc.assert(
    fc.property(facts, (given) => {
      const state = evaluate(given)
      fc.pre(state.open && !state.breakGlassId)
      const passes = state.checks.flatMap((check) => check.passedBy.map((one) => ({ ...one, kind: check.kind })))
      expect(new Set(passes.map((one) => one.personId)).size).toBe(passes.length)
      const approvals = passes.filter((one) => one.kind === 'approve')
      expect(approvals.flatMap((one) => [one.personId, one.actingForId])).not.toContain(given.authorId)
      const parties = approvals.flatMap((one) => [...new Set([one.personId, one.actingForId ?? one.personId])])
      expect(new Set(parties).size).toBe(parties.length)
      const own = state.checks.filter((check) => check.side === 'entruster').flatMap((check) => check.passedBy)
      expect(own.every((one) => one.partyId === undefined)).toBe(true)
    }),
    { numRuns: 500 },
  ))

test('4 二人の記録が一人と分かれば、開いていた関門は閉じる', () =>
  fc.assert(
    fc.property(goodFacts, fc.nat(), fc.nat(), (given, one, other) => {
      const counted = evaluate(given).checks.flatMap((check) => check.passedBy)
      const [a, b] = [counted[one % counted.length]!, counted[other % counted.length]!]
      fc.pre(a !== b)
      const { personId } = b
      expect(evaluate(changed(given, given.decisions.indexOf(a), { personId })).open).toBe(false)
    }),
  ))

test('4 nobody approves for the author, and only the author attests as the author', () =>
  fc.assert(
    fc.property(goodFacts, (given) => {
      const approval = given.decisions.findIndex((one) => one.check === 'approval')
      expect(evaluate(changed(given, approval, { actingForId: given.authorId })).open).toBe(false)
      const selfCheck = given.decisions.findIndex((one) => one.check === 'self-check')
      expect(evaluate(changed(given, selfCheck, { personId: 'somebody else' })).open).toBe(false)
      expect(evaluate({ ...given, authorId: given.decisions[approval]!.personId }).open).toBe(false)
    }),
  ))

test('4 委託先の人の決定は、自社側の承認に数えない', () =>
  fc.assert(
    fc.property(goodFacts, (given) => {
      const asked = evaluate(given).checks.filter((check) => check.side === 'entruster' && check.state === 'passed')
      fc.pre(asked.length > 0)
      const index = given.decisions.findIndex((one) => one.check === asked[0]!.id)
      expect(evaluate(changed(given, index, { partyId: 'F社' })).open).toBe(false)
    }),
  ))

test('4 本人とその代行者、または一人の代行者二人の承認は、二人分に数えない', () =>
  fc.assert(
    fc.property(goodFacts, fc.nat(), fc.nat(), fc.boolean(), (given, one, other, areBothLent) => {
      const approvals = evaluate(given)
        .checks.filter((check) => check.kind === 'approve')
        .flatMap((check) => check.passedBy)
      fc.pre(approvals.length > 1)
      const [a, b] = [approvals[one % approvals.length]!, approvals[other % approvals.length]!]
      fc.pre(a !== b)
      const principal = areBothLent ? 'an absent supervisor' : b.personId
      const lent = changed(given, given.decisions.indexOf(a), { actingForId: principal })
      expect(evaluate(lent).open).toBe(areBothLent)
      if (!areBothLent) return
      const both = changed(lent, given.decisions.indexOf(b), { actingForId: principal })
      const state = evaluate(both)
      expect(state.open).toBe(false)
      expect(state.reasons.map(({ code }) => code)).toContain('same_mandate')
    }),
  ))
