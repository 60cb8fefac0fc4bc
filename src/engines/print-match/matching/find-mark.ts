import type { PageContent } from '../reading/page-content.ts'
import type { Area } from '../specification.ts'
import { normalised } from '../values/normalise.ts'
import type { CompiledPage } from './compile.ts'
import { type PageView, readArea } from './read-field.ts'

type Mark = CompiledPage['marks'][number]

const WORD = /[0-9A-Za-z]/
const POINT = /[.\-_]/
/** 不支給 is no 支給, and 旧様式 no 様式. */
const TURNS_IT_ROUND = /[不非未無旧新再仮]/

/**
 * Whether a constant text (目印) stands on a page, in its area if it has one. As a word of its own: V1 is not in V10, and
 * 支給決定 is not in 不支給決定.
 */
export function hasMark(view: PageView, mark: Mark): boolean {
  const isThere = mark.area
    ? normalised(readArea(view.content, mark.area).text).includes(mark.plain)
    : view.content.text.includes(mark.text) || view.plain().includes(mark.plain)
  return isThere && standsAlone(view.content, mark.plain, mark.area)
}

function standsAlone(content: PageContent, plain: string, area: Area | undefined): boolean {
  const inside = area && new Set(readArea(content, area).units)
  const text = content.text
  let isFound = false
  // Only where its first character stands: a page is long, and a mark is found early.
  for (let unit = 0; unit < text.length; unit++) {
    if (inside && !inside.has(unit)) continue
    const end = endOf(text, unit, plain)
    if (end === undefined) continue
    isFound = true
    if (!goesOnBefore(text, unit, plain) && !goesOnAfter(text, end, plain)) return true
  }
  // Read in another order than it stands in the file: where it begins and ends nobody knows.
  return !isFound
}

/** Where the mark that begins here ends; spaces within do not count. */
function endOf(text: string, start: number, plain: string): number | undefined {
  let at = 0
  for (let unit = start; unit < text.length; unit++) {
    const own = characterAt(text, unit)
    if (unit === start && own === '') return undefined
    if (!plain.startsWith(own, at)) return undefined
    at += own.length
    if (at === plain.length) return unit + 1
  }
  return undefined
}

/** As it counts; nothing for a space. Both units of a character beyond the first plane say it, the second nothing. */
function characterAt(text: string, unit: number): string {
  const code = text.charCodeAt(unit)
  if (code <= 32) return ''
  if (code < 127) return text[unit]!
  if (code >= 0xdc00 && code <= 0xdfff) return ''
  return normalised(String.fromCodePoint(text.codePointAt(unit)!))
}

function goesOnBefore(text: string, start: number, plain: string): boolean {
  const before = start === 0 ? '' : characterAt(text, start - 1)
  if (TURNS_IT_ROUND.test(before)) return true
  if (!WORD.test(plain[0]!)) return false
  return WORD.test(before) || (POINT.test(before) && start > 1 && WORD.test(characterAt(text, start - 2)))
}

function goesOnAfter(text: string, end: number, plain: string): boolean {
  if (!WORD.test(plain.at(-1)!)) return false
  const after = end < text.length ? characterAt(text, end) : ''
  return WORD.test(after) || (POINT.test(after) && end + 1 < text.length && WORD.test(characterAt(text, end + 1)))
}
