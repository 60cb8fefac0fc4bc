import { nodeHash } from './merkle.ts'

/** Leaves from `from` up to but not including `to`; the hash that stands for it is their Merkle tree hash. */
export interface LeafRange {
  readonly from: number
  readonly to: number
}

/**
 * Whose hashes prove that the leaf at `index` belongs to the tree of `size` leaves, from the leaf up to the root.
 * @throws RangeError unless 0 ≤ index < size
 * @source RFC 6962 §2.1.1, PATH(m, D[n])
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!(index >= 0 && index < size)) throw new RangeError('the index is outside the tree')
  const ranges: LeafRange[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const split = from + splitOf(to - from)
    ranges.unshift(index < split ? { from: split, to } : { from, to: split })
    if (index < split) to = split
    else from = split
  }
  return ranges
}

/**
 * Whose hashes prove that the tree of `newer` leaves begins with the tree of `older` leaves.
 * @throws RangeError unless 0 ≤ older ≤ newer
 * @source RFC 6962 §2.1.2, SUBPROOF(m, D[n], b)
 */
export function consistencyRanges(older: number, newer: number): LeafRange[] {
  if (!(older >= 0 && older <= newer)) throw new RangeError('a tree cannot begin with a larger one')
  if (older === 0 || older === newer) return []
  const ranges: LeafRange[] = []
  let [from, to, isWhole] = [0, newer, true]
  while (to > older) {
    const split = from + splitOf(to - from)
    if (older <= split) {
      ranges.unshift({ from: split, to })
      to = split
    } else {
      ranges.unshift({ from, to: split })
      from = split
      isWhole = false
    }
  }
  return isWhole ? ranges : [{ from, to }, ...ranges]
}

export interface InclusionClaim {
  readonly leaf: Buffer
  readonly index: number
  readonly size: number
  readonly path: readonly Buffer[]
  readonly root: Buffer
}

/** @source RFC 9162 §2.1.3.2 */
export function verifyInclusion({ leaf, index, size, path, root }: InclusionClaim): boolean {
  if (!(index >= 0 && index < size)) return false
  let [node, last, hash] = [index, size - 1, leaf]
  for (const sibling of path) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)]
    } else hash = nodeHash(hash, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && hash.equals(root)
}

export interface ConsistencyClaim {
  readonly older: { readonly size: number; readonly root: Buffer }
  readonly newer: { readonly size: number; readonly root: Buffer }
  readonly path: readonly Buffer[]
}

/** @source RFC 9162 §2.1.4.2 */
export function verifyConsistency({ older, newer, path }: ConsistencyClaim): boolean {
  if (older.size > newer.size) return false
  if (older.size === newer.size) return path.length === 0 && older.root.equals(newer.root)
  if (older.size === 0) return path.length === 0
  let [node, last] = [older.size - 1, newer.size - 1]
  while (isOdd(node)) [node, last] = [half(node), half(last)]
  // A tree of 2^k leaves is itself a node of the newer one, and the proof leaves it out.
  const [first, ...rest] = node === 0 ? [older.root, ...path] : path
  if (!first) return false
  let [olderHash, newerHash] = [first, first]
  for (const sibling of rest) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      olderHash = nodeHash(sibling, olderHash)
      newerHash = nodeHash(sibling, newerHash)
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)]
    } else newerHash = nodeHash(newerHash, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && olderHash.equals(older.root) && newerHash.equals(newer.root)
}

/** The largest power of two below the number of leaves. Sizes may pass 2^31, so no bit operators. */
function splitOf(leaves: number): number {
  let split = 1
  while (split * 2 < leaves) split *= 2
  return split
}

const isOdd = (n: number) => n % 2 === 1
const half = (n: number) => Math.floor(n / 2)
