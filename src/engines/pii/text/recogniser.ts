import type { PiiType, Reason, SpecialCareClass } from '../finding.ts'

/** A finding in the making: places of the normalised text, deltas in hundredths. */
export interface Candidate {
  readonly type: PiiType
  readonly class?: SpecialCareClass
  readonly start: number
  readonly end: number
  readonly reasons: Reason[]
}

/**
 * Knows one kind of value by its beginning. `anchors` are the code units at which it is asked, `pairs` the beginnings of two
 * (a stranger may be among them), `runs` how many digits stand in a row where a number begins; digits and Latin letters
 * among the anchors count where a number or a word begins. It may look around in the text as far as a constant, so that a
 * pass stays linear.
 */
export interface Recogniser {
  readonly anchors: string
  readonly pairs?: readonly string[]
  readonly runs?: readonly number[]
  /** @returns undefined, or what it holds possible there; never more than a few */
  recognise(text: string, at: number): Candidate | Candidate[] | undefined
}

export const DIGITS = '0123456789'

/** Digits in a row are counted no further. */
export const LONGEST_RUN = 20

/** Is this code unit an ASCII digit? False past the ends of a text. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Matches a sticky pattern at a place. */
export function stick(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Digits of a piece of text alone. */
export function digitsOf(text: string): string {
  return text.replace(/\D+/g, '')
}

/** Does a number begin here, not in the middle of a longer one or of a word? */
export function beginsNumber(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  if (isDigit(before)) return false
  // 1-2345: a part of what has begun before.
  if ((before === 0x2d || before === 0x2e) && isDigit(text.charCodeAt(at - 2))) return false
  return !isLatin(before)
}

/** Does a number end before this place? */
export function endsNumber(text: string, end: number): boolean {
  const after = text.charCodeAt(end)
  if (isDigit(after)) return false
  return !((after === 0x2d || after === 0x2e) && isDigit(text.charCodeAt(end + 1)))
}

export function isLatin(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}

/** How many digits stand in a row here, at most {@link LONGEST_RUN}. */
export function digitRun(text: string, at: number): number {
  let length = 0
  while (length < LONGEST_RUN && isDigit(text.charCodeAt(at + length))) length++
  return length
}
