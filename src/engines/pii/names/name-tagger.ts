/** A span that a tagger holds for a person's name: UTF-16 offsets into the text it was given. */
export interface NameSpan {
  readonly start: number
  readonly end: number
  /** How sure, 0 … 1. */
  readonly probability: number
}

/**
 * Finds names of persons in running text. The shipped one is linear and synchronous; a heavier one may stand behind the
 * same face. The text comes normalised (NFKC) and without lone surrogates.
 */
export type NameTagger = (text: string) => readonly NameSpan[]
