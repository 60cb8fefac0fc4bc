import type { Language, Word } from './words.ts'

export type Facts = Readonly<Record<string, string | number>>

/** Puts facts into a text: `{domain}` becomes the fact `domain`. A fact that is missing leaves its name visible. */
export function fill(text: string, facts: Readonly<Record<string, string | number | boolean>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole))
}

/** A word in a language, with its facts filled in. */
export const say = (word: Word, language: Language, facts?: Facts): string => fill(word[language], facts)
