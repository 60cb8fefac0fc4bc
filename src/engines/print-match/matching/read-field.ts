import {
  CUT,
  HIDDEN,
  NO_CHARACTER,
  NO_GLYPH,
  NOT_EMBEDDED,
  type PageContent,
  QUARTER_SPACE,
} from '../reading/page-content.ts'
import type { LinearPattern } from '../pattern/linear-pattern.ts'
import type { Area } from '../specification.ts'
import { normalised } from '../values/normalise.ts'
import { withoutRadicals } from '../values/variants.ts'

/** A page with what is worked out of it only when it is needed. */
export interface PageView {
  readonly content: PageContent
  /** All of its text, as it counts. */
  plain(): string
  isBlank(): boolean
  /** There is something on it, but no text that can be read. */
  isUnreadable(): boolean
  /** The file does not say which character this or that one is, and it is not the font's own .notdef. */
  lacksCharacters(): boolean
}

/** What stands in one place: units of the page's text, in the order of the file. */
export interface Reading {
  readonly text: string
  readonly units: readonly number[]
}

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const GARBLED = 0.15
const NOTHING: Reading = { text: '', units: [] }

/** @param isLost a letter that neither the data nor the specification has */
export function pageView(content: PageContent, isLost: (character: string) => boolean = () => false): PageView {
  let plain: string | undefined
  let counts: { seen: number; known: number } | undefined
  const counted = () => {
    if (counts) return counts
    counts = { seen: 0, known: 0 }
    for (let unit = 0; unit < content.text.length; unit++) {
      if (content.text.charCodeAt(unit) <= 32) continue
      const mark = content.marks[unit] ?? 0
      if ((mark & HIDDEN) === 0) counts.seen++
      if ((mark & (HIDDEN | NO_CHARACTER)) === 0) counts.known++
    }
    return counts
  }
  /** No Japanese character, and many letters that these data cannot have: its font map is wrong as a whole. */
  const isGarbled = () => {
    const { seen } = counted()
    if (JAPANESE.test(content.text)) return false
    return Array.from(content.text).filter(isLost).length >= seen * GARBLED
  }
  return {
    content,
    plain: () => (plain ??= normalised(content.text)),
    isBlank: () => counted().seen === 0 && content.pictures.length === 0,
    isUnreadable: () => {
      const { seen, known } = counted()
      return seen === 0 ? content.pictures.length > 0 : known < 0.4 * seen || isGarbled()
    },
    lacksCharacters: () => content.marks.some((mark) => (mark & (NO_CHARACTER | NO_GLYPH | HIDDEN)) === NO_CHARACTER),
  }
}

/** The text whose characters have their middle inside the area. */
export function readArea({ text, boxes }: PageContent, [x, y, width, height]: Area): Reading {
  const [right, bottom] = [x + width, y + height]
  let units: number[] | undefined
  for (let unit = 0, at = 0; unit < text.length; unit++, at += 4) {
    const middle = (boxes[at]! + boxes[at + 2]!) / 2
    if (middle < x || middle > right) continue
    const level = (boxes[at + 1]! + boxes[at + 3]!) / 2
    if (level < y || level > bottom || text.charCodeAt(unit) <= 32) continue
    ;(units ??= []).push(unit)
  }
  return units ? { units, text: textOf(text, units) } : NOTHING
}

export function textOf(text: string, units: readonly number[]): string {
  const first = units[0]
  if (first === undefined) return ''
  const last = units.at(-1)!
  if (last - first + 1 === units.length) return text.slice(first, last + 1)
  let read = ''
  for (const unit of units) read += text[unit]!
  return read
}

/**
 * What a pattern finds, each time: its first group, or all of it.
 * @param isTight gaps that may be no spaces are none
 */
export function readPattern(
  { content }: PageView,
  pattern: LinearPattern,
  area: Area | undefined,
  isTight = false,
): Reading[] {
  const inside = area ? new Set(readArea(content, area).units) : undefined
  const found: Reading[] = []
  const kept = isTight ? unitsWithoutGaps(content) : undefined
  const whole = kept ? kept.map((unit) => content.text[unit]!).join('') : content.text
  for (const { text, from, until } of pattern.all(halfWidth(whole))) {
    if (text === '') continue
    const units: number[] = []
    for (let at = from; at < until; at++) {
      const unit = kept ? kept[at]! : at
      if (content.text.charCodeAt(unit) > 32) units.push(unit)
    }
    if (inside && !units.some((unit) => inside.has(unit))) continue
    found.push({ text: textOf(content.text, units), units })
  }
  return found
}

/** Whether some of its spaces may be none. */
export const hasGaps = ({ marks }: PageContent): boolean => marks.some((mark) => (mark & QUARTER_SPACE) !== 0)

const unitsWithoutGaps = ({ text, marks }: PageContent): number[] =>
  Array.from({ length: text.length }, (_, unit) => unit).filter((unit) => ((marks[unit] ?? 0) & QUARTER_SPACE) === 0)

/**
 * Full width letters and figures as half width ones, radicals (⽒) as the characters (氏) that they look like: some writers
 * name them so. Each unit stays one unit.
 */
const halfWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E\u3000\u2E80-\u2FD5]/g, (each) => {
    if (each === '　') return ' '
    return each < '\u3000' ? withoutRadicals(each.normalize('NFKC')) : String.fromCharCode(each.charCodeAt(0) - 0xfee0)
  })

/** The same characters in the order of lines from above, and in the order of columns from the right. */
export function otherOrders({ text, boxes }: PageContent, { units }: Reading): string[] {
  const middle = (unit: number, side: 0 | 1) => (boxes[unit * 4 + side]! + boxes[unit * 4 + side + 2]!) / 2
  const size = Math.max(1, ...units.map((unit) => boxes[unit * 4 + 3]! - boxes[unit * 4 + 1]!))
  const lines = (side: 0 | 1, turn: 1 | -1) =>
    units.toSorted((a, b) => {
      const [lineA, lineB] = [Math.round(middle(a, side) / size), Math.round(middle(b, side) / size)]
      return (lineA - lineB) * turn || middle(a, side === 0 ? 1 : 0) - middle(b, side === 0 ? 1 : 0) || a - b
    })
  return [textOf(text, lines(1, 1)), textOf(text, lines(0, -1))]
}

/** The characters that go on after the area ends, on the same line and without a gap. */
export function continuation({ text, boxes }: PageContent, { units }: Reading): Reading {
  const last = units.at(-1)
  if (last === undefined) return NOTHING
  const height = Math.max(1, boxes[last * 4 + 3]! - boxes[last * 4 + 1]!)
  const level = (unit: number) => (boxes[unit * 4 + 1]! + boxes[unit * 4 + 3]!) / 2
  const more: number[] = []
  for (let unit = last + 1, before = last; unit < text.length; unit++) {
    if (text.charCodeAt(unit) <= 32) continue
    const gap = boxes[unit * 4]! - boxes[before * 4 + 2]!
    if (Math.abs(level(unit) - level(last)) > height || gap > height || gap < -height) break
    more.push(unit)
    before = unit
  }
  return { text: textOf(text, more), units: more }
}

export interface ReadingMarks {
  readonly isHidden: boolean
  readonly isCut: boolean
  readonly hasNoGlyph: boolean
  readonly isNotEmbedded: boolean
  readonly isUnknown: boolean
  readonly hasUnknown: boolean
}

export function marksOf(content: PageContent, { units }: Reading): ReadingMarks | undefined {
  let all = 0
  let unknown = 0
  let isOverEdge = false
  for (const unit of units) {
    const mark = content.marks[unit] ?? 0
    all |= mark
    if ((mark & NO_CHARACTER) !== 0) unknown++
    isOverEdge ||= isBeyond(content, unit)
  }
  if (all === 0 && !isOverEdge) return undefined
  return {
    isHidden: (all & HIDDEN) !== 0,
    isCut: (all & CUT) !== 0 || isOverEdge,
    hasNoGlyph: (all & NO_GLYPH) !== 0,
    isNotEmbedded: (all & NOT_EMBEDDED) !== 0,
    isUnknown: unknown > 0 && unknown === units.length,
    hasUnknown: unknown > 0,
  }
}

const EDGE_SHARE = 0.2

/** A fifth of the character lies beyond the paper. */
function isBeyond({ boxes, widthMm, heightMm }: PageContent, unit: number): boolean {
  const at = unit * 4
  const left = boxes[at]!
  const top = boxes[at + 1]!
  const right = boxes[at + 2]!
  const bottom = boxes[at + 3]!
  const width = (right - left) * EDGE_SHARE
  const height = (bottom - top) * EDGE_SHARE
  return left < -width || right > widthMm + width || top < -height || bottom > heightMm + height
}

export function boxOf({ boxes }: PageContent, { units }: Reading): [number, number, number, number] | undefined {
  if (units.length === 0) return undefined
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const unit of units) {
    left = Math.min(left, boxes[unit * 4]!)
    top = Math.min(top, boxes[unit * 4 + 1]!)
    right = Math.max(right, boxes[unit * 4 + 2]!)
    bottom = Math.max(bottom, boxes[unit * 4 + 3]!)
  }
  return [left, top, right - left, bottom - top]
}
