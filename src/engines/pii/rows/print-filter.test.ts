import { randomFillSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FILTER_BLOCK, filterOf, filterSize, mayBeIn, type PrintFilter } from './print-filter.ts'

const ascending = (prints: readonly bigint[]) => BigUint64Array.from(new Set(prints)).sort()
/** Many of one head, and few: prints of equal upper halves lie in several blocks. */
const print = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.tuple(fc.constantFrom(0n, 7n, 2n ** 32n - 1n), fc.nat(400)).map(([head, low]) => (head << 32n) + BigInt(low)),
)

const inMemory = ({ tags, heads }: PrintFilter) => ({
  heads,
  tagsOf: (block: number) => tags.subarray(FILTER_BLOCK * block, FILTER_BLOCK * (block + 1)),
})

test('no print of a dataset is taken for a stranger', () =>
  fc.assert(
    fc.property(fc.array(print, { maxLength: 500 }), fc.array(print, { maxLength: 20 }), (held, others) => {
      const prints = ascending(held)
      const filter = filterOf(prints)
      expect({ tags: filter.tags.length, heads: filter.heads.length }).toEqual(filterSize(prints.length))
      const asked = ascending([...prints, ...others])
      const may = new Set(mayBeIn(inMemory(filter), asked).map((at) => asked[at]))
      for (const one of prints) expect(may.has(one)).toBe(true)
    }),
  ))

test('of strangers one in a thousand is asked for again', () => {
  const held = randomFillSync(new BigUint64Array(100_000)).sort()
  const asked = randomFillSync(new BigUint64Array(50_000)).sort()
  expect(mayBeIn(inMemory(filterOf(held)), asked).length).toBeLessThan(150)
})
