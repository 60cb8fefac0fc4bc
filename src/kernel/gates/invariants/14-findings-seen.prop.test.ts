import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../rules/evaluate.ts'
import { facts, goodFacts } from './facts.fixture.ts'

test('14 開いている関門の指摘は、通した全員が印を付けている', () =>
  fc.assert(
    fc.property(facts, (given) => {
      const state = evaluate(given)
      fc.pre(state.open && !state.breakGlassId && state.points.length > 0)
      for (const one of state.checks.flatMap((check) => check.passedBy))
        expect(state.points.every((point) => one.points.includes(point))).toBe(true)
    }),
    { numRuns: 300 },
  ))

test('14 後から出た指摘は、済んだ決定を無効にする', () =>
  fc.assert(
    fc.property(goodFacts, fc.nat(), (given, pick) => {
      const { check } = given.verdicts[pick % given.verdicts.length]!
      const found = { revision: 2, check, verdict: 'findings' as const, points: ['new'], recordedAt: given.now }
      const state = evaluate({ ...given, verdicts: [...given.verdicts, found] })
      expect(state.open).toBe(false)
      expect(state.reasons.map((one) => one.code)).toContain('findings_unseen')
    }),
  ))
