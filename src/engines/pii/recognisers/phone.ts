import type { Reason } from '../finding.ts'
import {
  beginsNumber,
  type Candidate,
  digitsOf,
  endsNumber,
  isDigit,
  type Recogniser,
  stick,
} from '../text/recogniser.ts'
import { weighSurroundings } from '../text/weigh.ts'

const S = '[-ー ]'
const SHAPES: readonly (readonly [rule: string, delta: number, pattern: RegExp])[] = [
  ['phone_mobile', 78, new RegExp(`0[5-9]0${S}\\d{4}${S}\\d{4}`, 'y')],
  [
    'phone_mobile',
    78,
    /0[5-9]0-\d{8}|0[5-9]0\d-\d{3}-\d{4}|0[5-9]0\d{4}-\d{4}|\(0[5-9]0\)\s?\d{4}-?\d{4}|0[5-9]0\(\d{4}\)\d{4}/y,
  ],
  [
    'phone_business',
    72,
    new RegExp(`0120${S}\\d{2,3}${S}\\d{3,4}|0800${S}\\d{3}${S}\\d{4}|0570${S}\\d{3}${S}\\d{3}`, 'y'),
  ],
  ['phone_area', 76, new RegExp(`0(?:\\d${S}\\d{4}|\\d{2}${S}\\d{3}|\\d{3}${S}\\d{2}|\\d{4}${S}\\d)${S}\\d{4}`, 'y')],
  ['phone_area', 76, /\(0\d{1,4}\)\s?\d{1,4}[-ー ]?\d{4}|0\d{1,4}\(\d{1,4}\)\s?\d{4}/y],
  ['phone_country', 80, /\+81[- ]?(?:\(0\))?[- ]?\d{1,4}[- ]?\d{1,4}[- ]?\d{3,4}/y],
  ['phone_mobile_solid', 62, /0[5-9]0\d{8}/y],
  ['phone_dotted', 40, /0\d{1,3}\.\d{2,4}\.\d{4}/y],
  ['phone_area_solid', 20, /0[1-9]\d{8}/y],
]

/**
 * Telephone numbers of the Japanese plan. Extensions (内線) and numbers of companies count too: whom they reach is not
 * written in them.
 */
export const phoneRecogniser: Recogniser = {
  anchors: '0(+',
  recognise(text, at): Candidate | undefined {
    const next = text.charCodeAt(at + 1)
    if (!isDigit(next) || !beginsNumber(text, at)) return undefined
    for (const [rule, delta, pattern] of SHAPES) {
      const match = stick(pattern, text, at)
      if (!match) continue
      const end = at + match[0].length
      if (!endsNumber(text, end) || !isLengthOfPhone(match[0])) continue
      const reasons: Reason[] = [{ rule, delta }]
      weighSurroundings(text, 'PHONE', [at, end], { label: 25, near: 12, other: -60 }, reasons)
      return { type: 'PHONE', start: at, end, reasons }
    }
    return undefined
  },
}

function isLengthOfPhone(shape: string): boolean {
  const digits = digitsOf(shape)
  if (shape.startsWith('+')) return digits.length >= 11 && digits.length <= 13
  if (digits.startsWith('00')) return false
  return digits.length === 10 || (digits.length === 11 && /^0([5-9]0|800)/.test(digits))
}
