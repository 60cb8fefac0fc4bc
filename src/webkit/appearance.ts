import { useSyncExternalStore } from 'react'
import { type Language, LANGUAGES } from '../base/words.ts'

export const TEXT_SIZES = ['normal', 'large', 'larger'] as const
export type TextSize = (typeof TEXT_SIZES)[number]
export const COLOUR_SCHEMES = ['system', 'light', 'dark'] as const
export type ColourScheme = (typeof COLOUR_SCHEMES)[number]

/** How this person wants to see the product. Kept in the browser, so that the sign-in page already knows it. */
export interface Appearance {
  readonly language: Language
  readonly textSize: TextSize
  readonly colours: ColourScheme
}

const KEY = 'sekisho.appearance'
const PERCENT: Record<TextSize, string> = { normal: '100%', large: '112.5%', larger: '125%' }

const among = <T extends string>(choices: readonly T[], value: unknown, otherwise: T): T =>
  choices.find((choice) => choice === value) ?? otherwise

/** Reads what was kept; anything unknown in it counts as not set. Japanese unless the browser asks for English first. */
export function readAppearance(kept: string | null, browserLanguage: string): Appearance {
  let found: Record<string, unknown> = {}
  try {
    const parsed: unknown = JSON.parse(kept ?? '{}')
    if (typeof parsed === 'object' && parsed !== null) found = parsed as Record<string, unknown>
  } catch {
    // Kept text that is no JSON is as good as none.
  }
  return {
    language: among(LANGUAGES, found['language'], browserLanguage.startsWith('en') ? 'en' : 'ja'),
    textSize: among(TEXT_SIZES, found['textSize'], 'normal'),
    colours: among(COLOUR_SCHEMES, found['colours'], 'system'),
  }
}

let current: Appearance | undefined
const listeners = new Set<() => void>()

function appearance(): Appearance {
  current ??= readAppearance(window.localStorage.getItem(KEY), window.navigator.language)
  return current
}

/** Writes language and text size onto the document itself; screen readers and style sheets take them from there. */
export function applyAppearance(): void {
  document.documentElement.lang = appearance().language
  document.documentElement.style.fontSize = PERCENT[appearance().textSize]
}

let isChosenHere = false
/** Whether the person chose on this very page: that alone is for the account to remember. */
export const wasAppearanceChosen = (): boolean => isChosenHere

/** The person's choice, at once and for the next visit. */
export function changeAppearance(change: Partial<Appearance>): void {
  isChosenHere = true
  setAppearance(change)
}

/**
 * What the person's account remembers, from another device perhaps. It yields to a choice made on this very page, so that
 * whoever switches to English before signing in stays in English.
 */
export function adoptAppearance(remembered: Partial<Appearance>): void {
  if (!isChosenHere) setAppearance(remembered)
}

function setAppearance(change: Partial<Appearance>): void {
  current = { ...appearance(), ...change }
  window.localStorage.setItem(KEY, JSON.stringify(current))
  applyAppearance()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, appearance)
export const useLanguage = (): Language => useAppearance().language
