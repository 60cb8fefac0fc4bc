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

/** What the gate must hear, said once more from the other side. */
function expected({ state, outcome, lacks }: RunFacts) {
  if (state === 'waiting' || state === 'running') return undefined
  if (state === 'done' && outcome === 'right') return lacks.length === 0 ? 'pass' : 'findings'
  return 'fail'
}

test('通るのは、終わって「一致」した照合だけ', () =>
  fc.assert(
    fc.property(run, (facts) => {
      expect(judgeRun(facts)?.verdict).toBe(expected(facts))
    }),
  ))

test('通らない照合は、なぜかを必ず言う', () =>
  fc.assert(
    fc.property(run, (facts) => {
      const judged = judgeRun(facts)
      const isSilent = judged !== undefined && judged.verdict !== 'pass' && judged.findings.length === 0
      expect(isSilent).toBe(false)
    }),
  ))
