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
}

export const WORD_SEED = 0x2c9277b5

/** Feed the code units of a word one by one, beginning with `WORD_SEED`. */
export function wordHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193) ^ (hash >>> 15)
}

/** The classes of a word by its hash; 0 for a stranger. */
export function lookUp(table: WordTable, hash: number): number {
  const mask = table.marks.length - 1
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  const mark = (mixed >>> 16) | 1
  for (let slot = (mixed ^ (mixed >>> 15)) & mask; ; slot = (slot + 1) & mask) {
    const found = table.marks[slot]!
    if (found === 0) return 0
    if (found === mark) return table.classes[slot]!
  }
}

/** Builds the table; `size` is the next power of two that leaves a quarter of the slots free. */
export function buildWordTable(words: ReadonlyMap<string, number>): WordTable {
  let size = 1024
  while (size * 0.75 < words.size) size *= 2
  const table = { marks: new Uint16Array(size), classes: new Uint8Array(size) }
  for (const [word, classes] of [...words].sort(([a], [b]) => (a < b ? -1 : 1))) add(table, word, classes)
  return table
}

function add(table: WordTable, word: string, classes: number) {
  let hash = WORD_SEED
  for (let i = 0; i < word.length; i++) hash = wordHash(hash, word.charCodeAt(i))
  const mask = table.marks.length - 1
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  const mark = (mixed >>> 16) | 1
  let slot = (mixed ^ (mixed >>> 15)) & mask
  while (table.marks[slot] !== 0 && table.marks[slot] !== mark) slot = (slot + 1) & mask
  table.marks[slot] = mark
  table.classes[slot]! |= classes
}
