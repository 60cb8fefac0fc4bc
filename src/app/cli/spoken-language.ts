import type { Language } from '../../base/words.ts'

/** The language of whoever sits at the terminal. */
export function spokenLanguage(): Language {
  return new Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ja') ? 'ja' : 'en'
}
