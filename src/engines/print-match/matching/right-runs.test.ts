import { expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import { rightRun } from '../../../../test/harness/print-runs.ts'

const isDeep = process.env.SEKISHO_DEEP === '1'

test('正しい印刷では何も報告しない: いろいろな仕様とデータ', { timeout: 600_000 }, async () => {
  for (let seed = 1; seed <= (isDeep ? 1000 : 80); seed++) {
    const run = rightRun(seed)
    const { outcome, mismatches, diagnosis } = await verifyDrawn(run)
    expect({ seed, outcome, mismatches: mismatches.slice(0, 3), diagnosis }).toEqual({
      seed,
      outcome: 'right',
      mismatches: [],
      diagnosis: [],
    })
  }
})
