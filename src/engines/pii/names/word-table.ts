/** What a dictionary says of a word; a word may be several. */
export const WordClass = {
  surname: 1,
  given: 2,
  person: 4,
  place: 8,
  organisation: 16,
  properNoun: 32,
  noun: 64,
  affix: 128,
} as const
export const WORD_CLASS_COUNT = 8
export const LONGEST_WORD = 8

/**
 * A set of words that keeps no word: an open-addressed table of 16-bit marks with what the dictionary says of them. One
 * foreign word in some ten thousand is taken for a member, which features bear.
 */
export interface WordTable {
  readonly marks: Uint16Array
  readonly classes: Uint8Array
  /** A bit for each beginning of two or three letters, so that most places are left after one look. */
  readonly beginnings: Uint8Array
  /** Classes of words of one letter, by code unit. */
  readonly singles: Uint8Array
}

const BEGINNING_BITS = 2 ** 21
export const BEGINNING_BYTES = BEGINNING_BITS / 8

/** May a word begin with these two or three letters (given by their hash)? */
export function isBeginning(beginnings: Uint8Array, hash: number): boolean {
  const bit = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 11
  return (beginnings[bit >>> 3]! & (1 << (bit & 7))) !== 0
}

export const WORD_SEED = 0x2c9277b5

/** Feed the code units of a word one by one, beginning with `WORD_SEED`. */
export function wordHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193) ^ (hash >>> 15)
}

/** The classes of a word by its hash; 0 for a stranger. */
export function lookUp(table: Pick<WordTable, 'marks' | 'classes'>, hash: number): number {
  const mask = table.marks.length - 1
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  const mark = (mixed >>> 16) | 1
  for (let slot = (mixed ^ (mixed >>> 15)) & mask; ; slot = (slot + 1) & mask) {
    const found = table.marks[slot]!
    if (found === 0) return 0
    if (found === mark) return table.classes[slot]!
  }
}

/** Puts the words of one letter where they are found without a hash. */
export function withSingles(table: Omit<WordTable, 'singles'>): WordTable {
  const singles = new Uint8Array(65536)
  for (let code = 0x3041; code < 0xa000; code++) singles[code] = lookUp(table, wordHash(WORD_SEED, code))
  return { ...table, singles }
}

/** Builds the table; `size` is the next power of two that leaves a quarter of the slots free. */
export function buildWordTable(words: ReadonlyMap<string, number>): WordTable {
  let size = 1024
  while (size * 0.75 < words.size) size *= 2
  const table = {
    marks: new Uint16Array(size),
    classes: new Uint8Array(size),
    beginnings: new Uint8Array(BEGINNING_BYTES),
  }
  for (const [word, classes] of [...words].sort(([a], [b]) => (a < b ? -1 : 1))) add(table, word, classes)
  return withSingles(table)
}

function add(table: Omit<WordTable, 'singles'>, word: string, classes: number) {
  let hash = WORD_SEED
  for (let i = 0; i < word.length; i++) {
    hash = wordHash(hash, word.charCodeAt(i))
    if (i !== 1 && i !== 2) continue
    const bit = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 11
    table.beginnings[bit >>> 3]! |= 1 << (bit & 7)
  }
  const mask = table.marks.length - 1
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  const mark = (mixed >>> 16) | 1
  let slot = (mixed ^ (mixed >>> 15)) & mask
  while (table.marks[slot] !== 0 && table.marks[slot] !== mark) slot = (slot + 1) & mask
  table.marks[slot] = mark
  table.classes[slot]! |= classes
}
