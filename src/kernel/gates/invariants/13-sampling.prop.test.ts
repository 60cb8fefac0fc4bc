import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawSample } from '../rules/draw-sample.ts'
import { mismatchCount } from '../rules/match-answers.ts'

const seed = fc.integer({ min: 0 }).map((number) => number.toString(16).padStart(64, '0'))
const size = fc.integer({ min: 1, max: 1_000_000 })

test('13 同じ種からは同じ抜き取り: different positions of the population, as many as asked', () =>
  fc.assert(
    fc.property(seed, size, fc.integer({ min: 0, max: 60 }), (seed, size, wanted) => {
      const count = Math.min(size, wanted)
      const draws = drawSample(seed, size, count)
      expect(drawSample(seed, size, count)).toEqual(draws)
      expect(new Set(draws).size).toBe(count)
      expect(draws.every((one) => Number.isInteger(one) && one >= 0 && one < size)).toBe(true)
      expect(draws).toEqual([...draws].sort((a, b) => a - b))
    }),
  ))

test('13 偏りがない: every pair of six is drawn as often as another', () => {
  const seen = new Map<string, number>()
  const rounds = 15_000
  for (let round = 0; round < rounds; round++) {
    const pair = drawSample(`seed ${round}`, 6, 2).join()
    seen.set(pair, (seen.get(pair) ?? 0) + 1)
  }
  expect(seen.size).toBe(15)
  // Chi-squared with 14 degrees of freedom: 36.1 is the 0.1 % point. The seeds are fixed, so this never flickers.
  const expected = rounds / 15
  const chiSquared = [...seen.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  expect(chiSquared).toBeLessThan(36.1)
})

test('13 numbers beyond what there is are refused', () => {
  expect(() => drawSample('s', 3, 4)).toThrow(RangeError)
  expect(() => drawSample('s', 2 ** 32, 1)).toThrow(RangeError)
})

const answer = fc.string({ minLength: 1, unit: fc.constantFrom('あ', 'ア', 'A', '7', '髙', '-') })
test('13 every drawn item is answered once, and rightly', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 8 }),
      fc.array(answer, { minLength: 8, maxLength: 8 }),
      fc.nat(),
      (draws, texts, pick) => {
        const answers = draws.map((index, i) => ({ index, typed: texts[i]!, expected: texts[i]! }))
        expect(mismatchCount(draws, answers)).toBe(0)
        const chosen = pick % answers.length
        const changed = (typed: string) => answers.map((one, i) => (i === chosen ? { ...one, typed } : one))
        expect(mismatchCount(draws, changed(`${texts[chosen]}1`))).toBeGreaterThan(0)
        expect(mismatchCount(draws, changed(' '))).toBeGreaterThan(0)
        expect(mismatchCount(draws, answers.toSpliced(chosen, 1))).toBe(1)
        expect(mismatchCount(draws, [...answers, answers[chosen]!])).toBe(1)
        expect(mismatchCount(draws, [...answers, { index: 99, typed: 'x', expected: 'x' }])).toBe(1)
      },
    ),
  ))

test('13 width, case and spaces do not count', () => {
  expect(mismatchCount([0], [{ index: 0, typed: 'ab-12 試験', expected: 'AB-12　試験' }])).toBe(0)
})
