import { expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import { FAULTS, faulty } from '../../../../test/harness/print-faults.ts'
import { rightRun, seeded } from '../../../../test/harness/print-runs.ts'

const isDeep = process.env.SEKISHO_DEEP === '1'
const PER_FAULT = isDeep ? 500 : 20

test.each(Object.keys(FAULTS))('見つけて名指す: %s', { timeout: 600_000 }, async (name) => {
  let done = 0
  const missed: string[] = []
  for (let seed = 1; done < PER_FAULT && seed < PER_FAULT * 12; seed++) {
    const fault = faulty(rightRun(seed), name, seeded(seed * 7919))
    if (!fault) continue
    done++
    const why = fault.missed(await verifyDrawn(fault.run))
    if (why !== undefined) missed.push(`seed ${seed}: ${why}`)
  }
  expect(missed).toEqual([])
  expect(done).toBeGreaterThan(PER_FAULT / 2)
})

test('見出しの字も失われた子の面は、そこにあるべき世帯の面であって、子のない別の世帯の面ではない', async () => {
  const fault = faulty(rightRun(167), 'a glyph lost', seeded(167 * 7919))!
  const summary = await verifyDrawn(fault.run)
  expect(fault.missed(summary)).toBeUndefined()
  expect(new Set(summary.mismatches.map(({ sheet, record }) => `${sheet} ${record}`))).toEqual(new Set(['170 K700392']))
})
