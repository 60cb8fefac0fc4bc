import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AQLS,
  codeLetter,
  detectionChance,
  drawSample,
  INSPECTION_LEVELS,
  mandatoryItems,
  sampleSizeFor,
  singlePlan,
  sizeOf,
} from './index.ts'

describe('サンプル文字と大きさ (JIS Z 9015-1)', () => {
  test.each([
    [2, 'AABA'],
    [8, 'AABA'],
    [9, 'ABCA'],
    [25, 'BCDB'],
    [50, 'CDEC'],
    [90, 'CEFC'],
    [150, 'DFGD'],
    [280, 'EGHE'],
    [281, 'FHJE'],
    [700, 'GJKF'],
    [1200, 'GJKF'],
    [1201, 'HKLG'],
    [10_000, 'JLMG'],
    [35_000, 'KMNH'],
    [150_000, 'LNPJ'],
    [500_000, 'MPQJ'],
    [500_001, 'NQRK'],
  ])('ロット %i', (lot, letters) =>
    expect(INSPECTION_LEVELS.map((level) => codeLetter(lot, level)).join('')).toBe(letters),
  )

  test('大きさ', () => expect(['A', 'E', 'J', 'K', 'N', 'R'].map(sizeOf)).toEqual([2, 13, 80, 125, 500, 2000]))

  // J, K, N by lots of 1,000, 2,000 and 100,000 at level II.
  test.each([
    [1000, 0.15, 'J', 0],
    [1000, 0.65, 'J', 1],
    [1000, 1, 'J', 2],
    [1000, 2.5, 'J', 5],
    [2000, 1, 'K', 3],
    [2000, 0.1, 'K', 0],
    [100_000, 0.25, 'N', 3],
    [100_000, 0.025, 'N', 0],
  ] as const)('ロット %i、AQL %f は %s で合格判定数 %i', (lot, aql, letter, accept) =>
    expect(singlePlan(lot, 'II', aql)).toMatchObject({ letter, accept, reject: accept + 1 }),
  )

  test('矢印: 0/1 の右は上へ、その右は下へ、左は下へ', () => {
    expect(singlePlan(1000, 'II', 0.25)).toMatchObject({ letter: 'H', size: 50, accept: 0 })
    expect(singlePlan(1000, 'II', 0.4)).toMatchObject({ letter: 'K', size: 125, accept: 1 })
    expect(singlePlan(1000, 'II', 0.01)).toMatchObject({ letter: 'Q', size: 1000, isWholeLot: true })
    expect(singlePlan(1_000_000, 'III', 0.025)).toMatchObject({ letter: 'R', size: 2000, accept: 1 })
    expect(singlePlan(1_000_000, 'III', 0.015)).toMatchObject({ letter: 'P', accept: 0 })
    expect(singlePlan(5, 'I', 10)).toMatchObject({ letter: 'C', size: 5, isWholeLot: true })
  })

  test('どのロット・水準・AQL でも表は行き止まりにならない', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 2_000_000 }),
        fc.constantFrom(...INSPECTION_LEVELS),
        fc.constantFrom(...AQLS),
        (lot, level, aql) => {
          const plan = singlePlan(lot, level, aql)
          expect(plan.size).toBeLessThanOrEqual(lot)
          expect(plan.isWholeLot).toBe(plan.size === lot)
        },
      ),
    ))
})

describe('合格判定数 0 の大きさ (超幾何分布)', () => {
  test.each([
    [700, [369, 478, 243, 336, 134, 195, 57, 85]],
    [1200, [471, 642, 264, 381, 140, 208, 57, 87]],
    [5000, [564, 840, 290, 438, 147, 223, 59, 89]],
    [20_000, [589, 898, 296, 453, 148, 227, 59, 90]],
  ] as const)('ロット %i', (lot, sizes) => {
    const computed = [0.005, 0.01, 0.02, 0.05].flatMap((share) => [0.95, 0.99].map((c) => sampleSizeFor(lot, share, c)))
    expect(computed).toEqual(sizes)
  })

  test('J(80個)が700個の中の不良を見つける割合', () => {
    expect(detectionChance(700, 1, 80)).toBeCloseTo(0.114, 3)
    expect(detectionChance(700, 7, 80)).toBeCloseTo(0.574, 3)
    expect(detectionChance(700, 21, 80)).toBeCloseTo(0.925, 3)
    expect(detectionChance(700, 349, 80)).toBeGreaterThan(0.999999)
  })

  test('求めた大きさは足り、1つ少ないと足りない', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 5000 }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        (lot, share, confidence) => {
          const size = sampleSizeFor(lot, share, confidence)
          const bad = Math.max(1, Math.ceil(lot * share - 1e-9))
          expect(detectionChance(lot, bad, size)).toBeGreaterThanOrEqual(confidence)
          expect(detectionChance(lot, bad, size - 1)).toBeLessThan(confidence)
        },
      ),
    ))
})

describe('抜取り', () => {
  test('同じ種とハッシュからは同じもの、どちらかが違えば別のもの', () => {
    const drawn = drawSample('seed', 'hash', 700, 80)
    expect(drawSample('seed', 'hash', 700, 80)).toEqual(drawn)
    expect(drawSample('seed2', 'hash', 700, 80)).not.toEqual(drawn)
    expect(drawSample('seed', 'hash2', 700, 80)).not.toEqual(drawn)
  })

  test('重なりなく、範囲の中から、必須のもの以外を、望む数だけ', () =>
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 500 }),
        fc.array(fc.integer({ min: 0, max: 399 })),
        (seed, count, size, kept) => {
          const without = new Set(kept.filter((item) => item < count))
          const drawn = drawSample(seed, 'h', count, size, without)
          expect(new Set(drawn).size).toBe(drawn.length)
          expect(drawn.length).toBe(Math.min(size, count - without.size))
          expect(drawn.every((item) => item >= 0 && item < count && !without.has(item))).toBe(true)
        },
      ),
    ))

  test('どの品も同じくらいの割合で選ばれる', () => {
    const counts = Array.from({ length: 50 }, () => 0)
    for (let i = 0; i < 4000; i++) for (const item of drawSample(`s${i}`, 'h', 50, 5)) counts[item]!++
    // 400 expected; six standard deviations are 114.
    expect(Math.min(...counts)).toBeGreaterThan(286)
    expect(Math.max(...counts)).toBeLessThan(514)
  })

  test('必ず開けるもの: 両端、束の境、再開の前後、子の最多、最長、外字', () => {
    const items = Array.from({ length: 100 }, (_, i) => ({
      batches: [i < 40 ? 'A' : 'B', i < 70 ? '1' : '2'],
      childCount: i === 55 ? 9 : 1,
      // A name, an address, and a number that is as long on every item.
      lengths: [i === 60 ? 12 : 4, i === 65 ? 40 : 20, 8],
      gaiji: i === 71 || i === 74 ? ['髙'] : i === 76 ? ['髙', '𠮷'] : [],
    }))
    const found = new Map(mandatoryItems(items, [20]).map(({ item, reasons }) => [item, reasons]))
    expect([0, 1, 2, 97, 98, 99].every((item) => found.has(item))).toBe(true)
    expect(found.get(39)).toEqual(['batch_last'])
    expect(found.get(40)).toEqual(['batch_first'])
    expect([found.get(19), found.get(20)]).toEqual([['restart'], ['restart']])
    expect(found.get(55)).toEqual(['most_children'])
    // Of every batch of every kind, and the longest of every field.
    expect([found.get(69), found.get(70)]).toEqual([['batch_last'], ['batch_first']])
    expect([found.get(60), found.get(65)]).toEqual([['longest_name'], ['longest_name']])
    expect(items.filter((_, i) => found.get(i)?.includes('longest_name'))).toHaveLength(2)
    // Each character once: a font that has 髙 may lack 𠮷.
    expect([found.get(71), found.get(74), found.get(76)]).toEqual([['gaiji'], undefined, ['gaiji']])
  })

  test('事例B: 全件ずれた700世帯では、どの1件を開けても見つかる', () => {
    expect(detectionChance(700, 700, 1)).toBe(1)
  })
})
