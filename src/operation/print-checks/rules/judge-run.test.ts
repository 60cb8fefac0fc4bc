import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PRINT_OUTCOMES, PRINT_RUN_STATES } from '../print-states.ts'
import { judgeRun, type RunFacts } from './judge-run.ts'

const run: fc.Arbitrary<RunFacts> = fc.record({
  state: fc.constantFrom(...PRINT_RUN_STATES),
  outcome: fc.constantFrom(...PRINT_OUTCOMES, null),
  sheetCount: fc.nat(),
  mismatchCount: fc.nat(),
  lacks: fc.subarray(['many_children', 'longest_value']),
  diagnosis: fc.array(fc.constant({ sentence: { ja: '裏面がずれています。', en: 'The backs are shifted.' } }), {
    maxLength: 8,
  }),
  cannot: fc.constantFrom(undefined, { ja: '開けません。', en: 'It does not open.' }),
})

test('通るのは、終わって「一致」した照合だけ', () =>
  fc.assert(
    fc.property(run, (facts) => {
      const judged = judgeRun(facts)
      const isRight = facts.state === 'done' && facts.outcome === 'right'
      expect(judged?.verdict === 'pass').toBe(isRight && facts.lacks.length === 0)
      expect(judged?.verdict === 'findings').toBe(isRight && facts.lacks.length > 0)
      if (facts.state === 'waiting' || facts.state === 'running') expect(judged).toBeUndefined()
      else if (!isRight) expect(judged?.verdict).toBe('fail')
    }),
  ))

test('通らない照合は、なぜかを必ず言う', () =>
  fc.assert(
    fc.property(run, (facts) => {
      const judged = judgeRun(facts)
      if (judged && judged.verdict !== 'pass') expect(judged.findings.length).toBeGreaterThan(0)
    }),
  ))
