import type { Reason } from '../finding.ts'
import { firstGroups, groupsAt, groupsOf } from '../text/digit-groups.ts'
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
const MOBILE = groupsOf(3, 4, 4)
const MOBILE_OTHERWISE = new Set([groupsOf(3, 8), groupsOf(4, 3, 4), groupsOf(7, 4)])
const AREA = new Set([groupsOf(2, 4, 4), groupsOf(3, 3, 4), groupsOf(4, 2, 4), groupsOf(5, 1, 4)])

/** Asked only where the digits are grouped so, or something else stands among them. */
type Grouped = (groups: number, isMixed: boolean) => boolean
const SHAPES: readonly (readonly [rule: string, delta: number, pattern: RegExp, isPossible: Grouped])[] = [
  ['phone_mobile', 78, new RegExp(`0[5-9]0${S}\\d{4}${S}\\d{4}`, 'y'), (groups) => firstGroups(groups, 3) === MOBILE],
  [
    'phone_mobile',
    78,
    /0[5-9]0-\d{8}|0[5-9]0\d-\d{3}-\d{4}|0[5-9]0\d{4}-\d{4}|\(0[5-9]0\)\s?\d{4}-?\d{4}|0[5-9]0\(\d{4}\)\d{4}/y,
    (groups, isMixed) =>
      isMixed || MOBILE_OTHERWISE.has(firstGroups(groups, 2)) || MOBILE_OTHERWISE.has(firstGroups(groups, 3)),
  ],
  [
    'phone_business',
    72,
    new RegExp(`0120${S}\\d{2,3}${S}\\d{3,4}|0800${S}\\d{3}${S}\\d{4}|0570${S}\\d{3}${S}\\d{3}`, 'y'),
    (groups) => firstGroups(groups, 1) === 4 && groups > 4,
  ],
  [
    'phone_area',
    76,
    new RegExp(`0(?:\\d${S}\\d{4}|\\d{2}${S}\\d{3}|\\d{3}${S}\\d{2}|\\d{4}${S}\\d)${S}\\d{4}`, 'y'),
    (groups) => AREA.has(firstGroups(groups, 3)),
  ],
  [
    'phone_area',
    76,
    /\(0\d{1,4}\)\s?\d{1,4}[-ー ]?\d{4}|\(0(?:120|570)\)\s?\d{3}[-ー ]?\d{3}|0\d{1,4}\(\d{1,4}\)\s?\d{4}/y,
    (_, isMixed) => isMixed,
  ],
  ['phone_country', 80, /\+81[- ]?(?:\(0\))?[- ]?\d{1,4}[- ]?\d{1,4}[- ]?\d{3,4}/y, (_, isMixed) => isMixed],
  ['phone_mobile_solid', 62, /0[5-9]0\d{8}/y, (groups) => firstGroups(groups, 1) === 11],
  ['phone_dotted', 40, /0\d{1,3}\.\d{2,4}\.\d{4}/y, (_, isMixed) => isMixed],
  ['phone_area_solid', 20, /0[1-9]\d{8}/y, (groups) => firstGroups(groups, 1) === 10],
]
const LEAST_DIGITS = 9

/**
 * Telephone numbers of the Japanese plan. Extensions (内線) and numbers of companies count too: whom they reach is not
 * written in them.
 */
export const phoneRecogniser: Recogniser = {
  anchors: '0(+',
  recognise(text, at): Candidate | undefined {
    const next = text.charCodeAt(at + 1)
    if (!isDigit(next)) return undefined
    const groups = groupsAt(text, at)
    const run = firstGroups(groups, 1)
    const after = text.charCodeAt(at + run)
    const isMixed = run === 0 || after === 0x28 || after === 0x2e
    if ((groups === run && run < LEAST_DIGITS && !isMixed) || !beginsNumber(text, at)) return undefined
    for (const [rule, delta, pattern, isPossible] of SHAPES) {
      if (!isPossible(groups, isMixed)) continue
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
  let count = 0
  for (let at = 0; at < shape.length; at++) if (isDigit(shape.charCodeAt(at))) count++
  if (shape.startsWith('+')) return count >= 11 && count <= 13
  if (count === 10) return !/^\D?0\D*0/.test(shape)
  return count === 11 && /^0([5-9]0|800)/.test(digitsOf(shape))
}
