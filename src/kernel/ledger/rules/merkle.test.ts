import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { append, EMPTY_ROOT, emptyFrontier, leafHash, rootOf } from './merkle.ts'
import { consistencyRanges, inclusionRanges, type LeafRange, verifyConsistency, verifyInclusion } from './proofs.ts'

/* RFC 6962 §2.1, word for word and as slow as it reads: the tree hash, the audit path, the consistency proof. */
const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
const k = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1)
function mth(d: Buffer[]): Buffer {
  if (d.length === 0) return sha()
  if (d.length === 1) return sha(Buffer.from([0]), d[0]!)
  return sha(Buffer.from([1]), mth(d.slice(0, k(d.length))), mth(d.slice(k(d.length))))
}
function path(m: number, d: Buffer[]): Buffer[] {
  if (d.length === 1) return []
  const s = k(d.length)
  return m < s ? [...path(m, d.slice(0, s)), mth(d.slice(s))] : [...path(m - s, d.slice(s)), mth(d.slice(0, s))]
}
function subproof(m: number, d: Buffer[], whole: boolean): Buffer[] {
  if (m === d.length) return whole ? [] : [mth(d)]
  const s = k(d.length)
  if (m <= s) return [...subproof(m, d.slice(0, s), whole), mth(d.slice(s))]
  return [...subproof(m - s, d.slice(s), false), mth(d.slice(0, s))]
}

const leaves = (n: number) => Array.from({ length: n }, (_, i) => Buffer.from(`event ${i}`))
const hashes = (d: Buffer[], ranges: LeafRange[]) => ranges.map(({ from, to }) => mth(d.slice(from, to)))
const sizeAndIndex = fc
  .integer({ min: 1, max: 600 })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })))

test('the known values of RFC 6962 test trees', () => {
  expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(leafHash(Buffer.alloc(0)).toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  )
})

test('the root appended leaf by leaf is the recursive one at every size', () => {
  const frontier = emptyFrontier()
  const all = leaves(300)
  for (let size = 0; size <= 300; size++) {
    expect(rootOf(frontier)).toEqual(mth(all.slice(0, size)))
    if (size < 300) append(frontier, leafHash(all[size]!))
  }
})

test('complete subtrees may be appended whole, and are told of when they become complete', () => {
  const all = leaves(300)
  const frontier = emptyFrontier()
  append(frontier, mth(all.slice(0, 256)), 8)
  for (const leaf of all.slice(256)) append(frontier, leafHash(leaf))
  expect(rootOf(frontier)).toEqual(mth(all))
  expect(() => append(frontier, all[0]!, 8)).toThrow(RangeError)

  const told: [number, number, Buffer][] = []
  const other = emptyFrontier()
  for (const leaf of all) append(other, leafHash(leaf), 0, (...subtree) => told.push(subtree))
  for (const [height, position, hash] of told) {
    expect(hash).toEqual(mth(all.slice(position * 2 ** height, (position + 1) * 2 ** height)))
  }
  expect(told.filter(([height]) => height === 6).map(([, position]) => position)).toEqual([0, 1, 2, 3])
})

test('inclusion: the path is the RFC’s, is accepted, and no other leaf, index or root is', () =>
  fc.assert(
    fc.property(sizeAndIndex, fc.nat(), ([size, index], wrong) => {
      const all = leaves(size)
      const proof = hashes(all, inclusionRanges(index, size))
      expect(proof).toEqual(path(index, all))
      const claim = { leaf: leafHash(all[index]!), index, size, path: proof, root: mth(all) }
      expect(verifyInclusion(claim)).toBe(true)
      expect(verifyInclusion({ ...claim, leaf: leafHash(Buffer.from('forged')) })).toBe(false)
      expect(verifyInclusion({ ...claim, root: EMPTY_ROOT })).toBe(false)
      expect(verifyInclusion({ ...claim, path: [...proof, EMPTY_ROOT] })).toBe(false)
      expect(verifyInclusion({ ...claim, index: size })).toBe(false)
      expect(verifyInclusion({ ...claim, index: wrong % size })).toBe(wrong % size === index)
    }),
    { numRuns: 60 },
  ))

test('consistency: the proof is the RFC’s, is accepted, and a rewritten past is not', () =>
  fc.assert(
    fc.property(sizeAndIndex, ([newer, index]) => {
      const older = index + 1
      const all = leaves(newer)
      const proof = hashes(all, consistencyRanges(older, newer))
      expect(proof).toEqual(subproof(older, all, true))
      const claim = {
        older: { size: older, root: mth(all.slice(0, older)) },
        newer: { size: newer, root: mth(all) },
        path: proof,
      }
      expect(verifyConsistency(claim)).toBe(true)
      const rewritten = [...all]
      rewritten[index] = Buffer.from('rewritten')
      expect(verifyConsistency({ ...claim, newer: { size: newer, root: mth(rewritten) } })).toBe(false)
      expect(
        verifyConsistency({
          ...claim,
          newer: { size: newer, root: mth(rewritten) },
          path: hashes(rewritten, consistencyRanges(older, newer)),
        }),
      ).toBe(false)
      expect(verifyConsistency({ ...claim, path: [...proof, EMPTY_ROOT] })).toBe(false)
    }),
    { numRuns: 60 },
  ))

test('a tree of nothing begins every tree; a larger one never begins a smaller', () => {
  const root = mth(leaves(3))
  expect(verifyConsistency({ older: { size: 0, root: EMPTY_ROOT }, newer: { size: 3, root }, path: [] })).toBe(true)
  expect(verifyConsistency({ older: { size: 3, root }, newer: { size: 2, root }, path: [] })).toBe(false)
  expect(() => consistencyRanges(3, 2)).toThrow(RangeError)
  expect(() => inclusionRanges(3, 3)).toThrow(RangeError)
})
