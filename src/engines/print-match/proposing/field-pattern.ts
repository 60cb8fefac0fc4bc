import type { ValueInText } from './value-in-text.ts'

const MOST_CHARACTERS = 12

/**
 * A pattern for values that stand amid other texts: what always stands right before them, and right after.
 * @returns undefined where nothing constant stands beside them
 */
export function patternFor(found: readonly Pick<ValueInText, 'before' | 'after'>[]): string | undefined {
  const before = commonEnd(found.map((each) => each.before)).slice(-MOST_CHARACTERS)
  const after = commonStart(found.map((each) => each.after)).slice(0, MOST_CHARACTERS)
  if (before === '' && after === '') return undefined
  const isLast = found.every((each) => each.after === '')
  const value = after !== '' ? '(.+?)' : isLast ? '(.+)' : '(\\S+)'
  return [spaced(before), value, spaced(after)].filter((part) => part !== '').join('\\s*')
}

/** The text with the spaces that print may have between its characters. */
const spaced = (text: string): string =>
  Array.from(text, (each) => (each === '-' ? '[-‐-―−ー]' : each.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'))).join('\\s*')

function commonStart(texts: readonly string[]): string {
  let count = 0
  while (texts.every((text) => text[count] !== undefined && text[count] === texts[0]![count])) count++
  return texts[0]!.slice(0, count)
}

const reversed = (text: string) => Array.from(text).toReversed().join('')
const commonEnd = (texts: readonly string[]): string => reversed(commonStart(texts.map(reversed)))
