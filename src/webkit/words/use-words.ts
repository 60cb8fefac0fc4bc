import { type Facts, say } from '../../base/fill.ts'
import type { Language, Word } from '../../base/words.ts'
import { useLanguage } from '../appearance.ts'
import { en } from './en.ts'
import { ja, type Words } from './ja.ts'

const books: Record<Language, Words> = { ja, en }

/** The kit's own words in the reader's language. */
export const useWords = (): Words => books[useLanguage()]

/** A module's phrase book in both languages: `const t = usePhrases(peopleWords)`. English has the type of Japanese. */
export function usePhrases<T>(book: { readonly ja: T; readonly en: NoInfer<T> }): T {
  return book[useLanguage()]
}

/** Says single words (names of gates, checks, roles, refusals) in the reader's language. */
export function useSay(): (word: Word, facts?: Facts) => string {
  const language = useLanguage()
  return (word, facts) => say(word, language, facts)
}
