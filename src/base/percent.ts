import type { Language } from './words.ts'

const LOCALES = { ja: 'ja-JP', en: 'en' } as const

/** A share of 1 as people write it, with one decimal at most: 0.07 is `7%`, and never 7.000000000000001. */
export const percent = (share: number, language: Language): string =>
  new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 1 }).format(share)
