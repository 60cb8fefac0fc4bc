/** The two languages of the product. Japanese is the first: its phrase books are the type of the English ones. */
export type Language = 'ja' | 'en'
export const LANGUAGES = ['ja', 'en'] as const satisfies readonly Language[]

/** A text in both languages, for words that a module brings along (names of gates, checks, roles, events). */
export interface Word {
  readonly ja: string
  readonly en: string
}
