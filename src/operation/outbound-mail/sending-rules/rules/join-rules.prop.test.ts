import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asksOfJudgement, judgeSending, type SendingFacts } from './judge-sending.ts'
import { RULE_FINDINGS, RULE_RESPONSES } from '../rule-states.ts'
import { type JoinedRules, joinRules, rulesAsked } from './join-rules.ts'
import type { SendingRules } from './rule-set.ts'

const ruleSets: fc.Arbitrary<SendingRules> = fc.record({
  responses: fc.dictionary(
    fc.constantFrom(...RULE_FINDINGS),
    fc.record({ response: fc.constantFrom(...RULE_RESPONSES), count: fc.integer({ min: 1, max: 5 }) }),
  ),
  coolDownSeconds: fc.option(fc.integer({ min: 0, max: 86_400 }), { nil: undefined }),
  visibleLimit: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
  passwordMinutes: fc.option(fc.integer({ min: 0, max: 10_080 }), { nil: undefined }),
})
const joined = ruleSets.map(rulesAsked)
const lists = fc.array(joined, { maxLength: 5 })

const facts: fc.Arbitrary<SendingFacts> = fc.record({
  lookalikes: fc.constantFrom([], [{ domain: 'jlsha.example', like: 'jisha.example', kind: 'characters' as const }]),
  newDomains: fc.constantFrom([], ['new.example']),
  visible: fc.record({ count: fc.integer({ min: 0, max: 30 }), companyCount: fc.integer({ min: 0, max: 3 }) }),
  hasPasswordInMail: fc.boolean(),
  passwordPairs: fc.array(fc.record({ minutes: fc.integer({ min: 0, max: 10_080 }), isPasswordHere: fc.boolean() }), {
    maxLength: 2,
  }),
  wronglyAddressed: fc.constantFrom([], [{ company: '株式会社試験', isParty: true }]),
  lists: fc.constantFrom([], [{ name: '一覧', memberCount: 3, outsideCount: 1, digest: 'abc' }]),
  personCount: fc.integer({ min: 0, max: 3 }),
  hasEncrypted: fc.boolean(),
})

/** At least as strict in every part. */
function isAtLeast(strict: JoinedRules, lax: JoinedRules): boolean {
  return (
    strict.coolDownSeconds >= lax.coolDownSeconds &&
    strict.visibleLimit <= lax.visibleLimit &&
    strict.passwordMinutes >= lax.passwordMinutes &&
    RULE_FINDINGS.every((one) => {
      const [a, b] = [strict.demands[one], lax.demands[one]]
      return (
        Number(a.isTold) >= Number(b.isTold) &&
        Number(a.needsReason) >= Number(b.needsReason) &&
        a.supervisors >= b.supervisors &&
        a.office >= b.office &&
        Number(a.isForbidden) >= Number(b.isForbidden)
      )
    })
  )
}

test('joining rules is commutative, associative and idempotent, and silence changes nothing', () => {
  fc.assert(
    fc.property(joined, joined, joined, (a, b, c) => {
      expect(joinRules([a, b])).toEqual(joinRules([b, a]))
      expect(joinRules([joinRules([a, b]), c])).toEqual(joinRules([a, joinRules([b, c])]))
      expect(joinRules([a, a])).toEqual(a)
      expect(joinRules([a, rulesAsked({ responses: {} })])).toEqual(a)
    }),
  )
})

test('a further rule set never makes anything laxer, in whatever order it stands', () => {
  fc.assert(
    fc.property(lists, joined, fc.nat(), (before, more, pick) => {
      const at = pick % (before.length + 1)
      expect(isAtLeast(joinRules(before.toSpliced(at, 0, more)), joinRules(before))).toBe(true)
    }),
  )
})

test('what is asked of a mail never shrinks with a further rule set, and does not depend on their order', () => {
  fc.assert(
    fc.property(facts, lists, joined, (found, before, more) => {
      const applied = (rules: readonly JoinedRules[]) =>
        rules.map((one, at) => ({ ruleSetId: `set-${at}`, firstId: `set-${at}`, scope: 'unit' as const, rules: one }))
      const [lax, strict] = [judgeSending(found, applied(before)), judgeSending(found, applied([...before, more]))]
      const swapped = judgeSending(found, applied([...before, more]).toReversed())
      expect(swapped).toMatchObject({
        demand: strict.demand,
        findings: strict.findings,
        coolDownSeconds: strict.coolDownSeconds,
      })
      expect([...lax.shown].filter((one) => !strict.shown.has(one))).toEqual([])
      expect(Number(strict.isForbidden)).toBeGreaterThanOrEqual(Number(lax.isForbidden))
      const [less, all] = [asksOfJudgement(lax, true), asksOfJudgement(strict, true)]
      expect(all.coolDownSeconds).toBeGreaterThanOrEqual(less.coolDownSeconds)
      for (const [check, asked] of Object.entries(less.checks)) {
        expect(all.checks[check]?.count ?? 1).toBeGreaterThanOrEqual(asked.count ?? 1)
        expect(Number(all.checks[check]?.needsReason ?? false)).toBeGreaterThanOrEqual(
          Number(asked.needsReason ?? false),
        )
      }
    }),
  )
})
