import { expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import { withFurniture } from '../../../../test/harness/print-furniture.ts'
import { rightRun, seeded } from '../../../../test/harness/print-runs.ts'

const isDeep = process.env.SEKISHO_DEEP === '1'

test('正しい印刷では何も報告しない: いろいろな仕様とデータ', { timeout: 600_000 }, async () => {
  for (let seed = 1; seed <= (isDeep ? 1000 : 80); seed++) {
    // Every other one with what stands beside the fields of real print: numbers, dates, texts of a class, the name once more.
    const run = seed % 2 === 0 ? rightRun(seed) : withFurniture(rightRun(seed), seeded(seed * 31))
    const { outcome, mismatches, diagnosis } = await verifyDrawn(run)
    expect({ seed, outcome, mismatches: mismatches.slice(0, 3), diagnosis }).toEqual({
      seed,
      outcome: 'right',
      mismatches: [],
      diagnosis: [],
    })
  }
})
