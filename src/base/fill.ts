import type { Language, Word } from './words.ts'

export type Facts = Readonly<Record<string, string | number>>

/** Facts of which some are words themselves, in both languages. */
export type WordedFacts = Readonly<Record<string, string | number | Word>>

/** Puts facts into a text: `{domain}` becomes the fact `domain`. A fact that is missing leaves its name visible. */
export function fill(text: string, facts: Readonly<Record<string, string | number | boolean>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole))
}

/** A word in a language, with its facts filled in. */
export function say(word: Word, language: Language, facts: WordedFacts = {}): string {
  const said = Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'object' ? fact[language] : fact])
  return fill(word[language], Object.fromEntries(said) as Facts)
}
