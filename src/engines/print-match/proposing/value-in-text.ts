import { readDay } from '../../../base/read-day.ts'
import type { FieldMeaning } from '../specification.ts'
import { meaningOf, normalised, withVariantsRead } from '../values/normalise.ts'

/** A value found in a printed text: how it is to be read, and what stands around it. All normalised. */
export interface ValueInText {
  readonly as: FieldMeaning
  readonly before: string
  readonly after: string
  /** Characters of the text that are the value. */
  readonly length: number
}

const DAY = /(?:明治|大正|昭和|平成|令和|[MTSHR])?(?:\d{1,4}|元)[年./-]\d{1,2}[月./-]\d{1,2}日?/gu
const NUMBER = /[¥\\]?-?\d[\d,]*(?:\.\d+)?円?/gu
const DIGITS = /\d[\d-]*\d/gu
const FEWEST_DIGITS = 4

/** The ways in which this text shows this value, the plainest first. */
export function valueInText(text: string, value: string): readonly ValueInText[] {
  const [plain, wanted] = [normalised(text), normalised(value)]
  if (wanted === '' || plain === '') return []
  const found: ValueInText[] = []
  const add = (as: FieldMeaning, start: number, length: number) => {
    if (found.some((each) => each.as === as && each.before.length === start)) return
    found.push({ as, before: plain.slice(0, start), after: plain.slice(start + length), length })
  }
  const at = plain.indexOf(wanted)
  if (at >= 0) add('text', at, wanted.length)
  else if (withVariantsRead(plain) === withVariantsRead(wanted)) add('text', 0, plain.length)
  const inMeaning = (as: FieldMeaning, pattern: RegExp) => {
    const meaning = meaningOf(wanted, as)
    for (const match of plain.matchAll(pattern))
      if (meaningOf(match[0], as) === meaning) add(as, match.index, match[0].length)
  }
  if (readDay(wanted).ok) inMeaning('date', DAY)
  if (/^-?[\d,]+(?:\.\d+)?$/.test(wanted)) inMeaning('number', NUMBER)
  if (/^[\d-]+$/.test(wanted) && meaningOf(wanted, 'digits').length >= FEWEST_DIGITS) inMeaning('digits', DIGITS)
  return found
}
