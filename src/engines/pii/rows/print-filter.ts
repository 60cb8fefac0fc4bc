/**
 * A short form of ascending fingerprints that says of most others that they are not among them: so that a dataset of
 * millions is known to hold none of a file's persons after a quarter of it was looked at.
 */
export interface PrintFilter {
  /** The lowest sixteen bits of each print, in their order. */
  readonly tags: Uint16Array
  /** The highest thirty-two bits of every {@link FILTER_BLOCK}th print. */
  readonly heads: Uint32Array
}

/** Prints whose tags are looked through together. */
export const FILTER_BLOCK = 32
/** Code units of 32 bits to a print: the lower half stands first. */
const HALVES = 2

/** A filter whose tags lie elsewhere, and are fetched where they are needed. */
export interface FilterPages {
  readonly heads: Uint32Array
  /** The tags of one block, those of the last one as many as there are. Asked in the order of the prints. */
  readonly tagsOf: (block: number) => Uint16Array
}

/** How many tags and heads so many prints have. */
export function filterSize(count: number): { readonly tags: number; readonly heads: number } {
  return { tags: count, heads: Math.ceil(count / FILTER_BLOCK) }
}

export function filterOf(ascending: BigUint64Array): PrintFilter {
  const halves = halvesOf(ascending)
  const { tags, heads } = filterSize(ascending.length)
  const filter = { tags: new Uint16Array(tags), heads: new Uint32Array(heads) }
  for (let at = 0; at < tags; at++) filter.tags[at] = halves[HALVES * at]!
  for (let at = 0; at < heads; at++) filter.heads[at] = halves[HALVES * FILTER_BLOCK * at + 1]!
  return filter
}

/** The places of those prints that may be among the filter's: all that are, and one in two thousand of those that are not. */
export function mayBeIn({ heads, tagsOf }: FilterPages, prints: BigUint64Array): number[] {
  const halves = halvesOf(prints)
  const places: number[] = []
  for (let at = 0; at < prints.length; at++) {
    const tag = halves[HALVES * at]! & 0xffff
    const head = halves[HALVES * at + 1]!
    let block = lastNotAbove(heads, head)
    // Prints of one head may begin in the block before.
    while (block >= 0 && !tagsOf(block).includes(tag)) block = heads[block] === head ? block - 1 : -1
    if (block >= 0) places.push(at)
  }
  return places
}

/** Prints are evenly spread: a block is nearly always so near to its share of all. */
const NEAR = 32

/** The last block whose head is not above the given one; -1 where all are. */
function lastNotAbove(heads: Uint32Array, head: number): number {
  const expected = Math.floor((head / 2 ** 32) * heads.length)
  let low = Math.max(0, expected - NEAR)
  let high = Math.min(heads.length, expected + NEAR)
  if (low > 0 && heads[low - 1]! > head) low = 0
  if (high < heads.length && heads[high]! <= head) high = heads.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (heads[middle]! <= head) low = middle + 1
    else high = middle
  }
  return low - 1
}

const halvesOf = (prints: BigUint64Array) => new Uint32Array(prints.buffer, prints.byteOffset, HALVES * prints.length)
