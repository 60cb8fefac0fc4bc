import { LONGEST_WORD, lookUp, WORD_SEED, wordHash, WordClass, type WordTable } from './word-table.ts'

/** What the dictionary says of a word; 0 for a stranger. */
export function classOf(words: WordTable, word: string): number {
  if (word.length > LONGEST_WORD) return 0
  let hash = WORD_SEED
  for (let i = 0; i < word.length; i++) hash = wordHash(hash, word.charCodeAt(i))
  return lookUp(words, hash)
}

export function isSurname(words: WordTable, word: string): boolean {
  return (classOf(words, word) & WordClass.surname) !== 0
}

export function isGivenName(words: WordTable, word: string): boolean {
  return (classOf(words, word) & WordClass.given) !== 0
}

export interface NameParts {
  readonly surname: string
  readonly given: string
}

/**
 * Parts of a name written without a space, by the dictionary: 鈴木夕起夫 → 鈴木, 夕起夫. The longest surname that leaves a
 * given name; a surname alone may leave letters that the dictionary does not know.
 */
export function splitName(words: WordTable, name: string): NameParts | undefined {
  let loose: NameParts | undefined
  for (let cut = Math.min(name.length - 1, 4); cut > 0; cut--) {
    const parts = { surname: name.slice(0, cut), given: name.slice(cut) }
    if (!isSurname(words, parts.surname)) continue
    if (isGivenName(words, parts.given)) return parts
    loose ??= parts
  }
  return loose
}
