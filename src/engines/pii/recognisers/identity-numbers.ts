import type { PiiType, Reason } from '../finding.ts'
import { hasLicenceCheckDigit, isCardNumber, isCorporateNumber, isMyNumber } from '../text/check-digits.ts'
import {
  beginsNumber,
  type Candidate,
  digitRun,
  DIGITS,
  digitsOf,
  endsNumber,
  isDigit,
  isLatin,
  type Recogniser,
  stick,
} from '../text/recogniser.ts'
import { weighSurroundings, type Weights } from '../text/weigh.ts'

const S = '[-ー ]'
const TWELVE = new RegExp(`\\d{12}|\\d{4}${S}\\d{4}${S}\\d{4}`, 'y')
const PENSION = /\d{4}[-ー ]?\d{6}/y
const ELEVEN = /\d{11}|\d{5}[- ]\d{6}|\d{3}[- ]\d{4}[- ]\d{4}|\d{4}[- ]\d{4}[- ]\d{3}/y
const CARD = new RegExp(`\\d{4}${S}\\d{4}${S}\\d{4}${S}\\d{4}|\\d{4}${S}\\d{6}${S}\\d{4,5}|\\d{14,16}|\\d{19}`, 'y')
const PASSPORT = /[A-Z]{2}[- ]?\d{7}/y
const RESIDENCE = /[A-Z]{2}[- ]?\d{8}[- ]?[A-Z]{2}/y

function weighed(
  text: string,
  type: PiiType,
  place: readonly [number, number],
  weights: Weights,
  reasons: Reason[],
): Candidate {
  weighSurroundings(text, type, place, weights, reasons)
  return { type, start: place[0], end: place[1], reasons }
}

/** Numbers that are digits alone: what they are, their check digits and the words around them must say. */
export const digitNumberRecogniser: Recogniser = {
  anchors: DIGITS,
  recognise(text, at): Candidate[] | undefined {
    const run = digitRun(text, at)
    if (run < 3 || !beginsNumber(text, at)) return undefined
    const out: Candidate[] = []
    const twelve = run === 4 || run === 12 ? numberAt(TWELVE, text, at) : undefined
    if (twelve) {
      const place = [at, twelve.end] as const
      const hasCheck = isMyNumber(twelve.digits)
      out.push(
        weighed(text, 'MYNUMBER', place, { label: 60, near: 15, other: -60 }, [
          hasCheck ? { rule: 'check_digit', delta: 55 } : { rule: 'check_digit_fails', delta: -20 },
        ]),
        weighed(text, 'LICENSE', place, { label: 70, near: 35, other: -60 }, [
          { rule: 'twelve_digits', delta: 15 },
          ...(hasLicenceCheckDigit(twelve.digits) ? [{ rule: 'check_digit', delta: 10 }] : []),
        ]),
      )
    }
    const eleven = run === 11 || run <= 5 ? numberAt(ELEVEN, text, at) : undefined
    if (eleven)
      out.push(
        weighed(text, 'JUMINHYO', [at, eleven.end], { label: 70, near: 40, other: -60 }, [
          { rule: 'eleven_digits', delta: 20 },
        ]),
      )
    const ten = run === 4 || run === 10 ? numberAt(PENSION, text, at) : undefined
    if (ten) {
      const isSplit = ten.end - at === 11
      out.push(
        weighed(text, 'PENSION', [at, ten.end], { label: 50, near: 25, other: -60 }, [
          { rule: isSplit ? 'four_and_six' : 'ten_digits', delta: isSplit ? 40 : 25 },
        ]),
      )
    }
    const card = run === 4 || run >= 14 ? numberAt(CARD, text, at) : undefined
    if (card && isCardNumber(card.digits) && !isCorporateNumber(card.digits))
      out.push(
        weighed(text, 'CARD', [at, card.end], { label: 25, near: 15, other: -50 }, [
          { rule: 'luhn_and_brand', delta: 72 },
        ]),
      )
    return out.length > 0 ? out : undefined
  },
}

/** 旅券番号 and 在留カード番号: letters around digits. */
export const letterNumberRecogniser: Recogniser = {
  anchors: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  recognise(text, at): Candidate | undefined {
    const second = text.charCodeAt(at + 1)
    if (second < 0x41 || second > 0x5a || isLatin(text.charCodeAt(at - 1)) || isDigit(text.charCodeAt(at - 1)))
      return undefined
    const third = text.charCodeAt(at + 2)
    if (!isDigit(third) && third !== 0x2d && third !== 0x20) return undefined
    const card = stick(RESIDENCE, text, at)
    if (card && isFree(text, at + card[0].length))
      return weighed(text, 'RESIDENCE', [at, at + card[0].length], { label: 20, near: 12, other: -40 }, [
        { rule: 'letters_digits_letters', delta: 78 },
      ])
    const passport = stick(PASSPORT, text, at)
    if (!passport || !isFree(text, at + passport[0].length)) return undefined
    return weighed(text, 'PASSPORT', [at, at + passport[0].length], { label: 50, near: 35, other: -40 }, [
      { rule: 'letters_and_seven_digits', delta: 35 },
      ...(/^[TM]/.test(passport[0]) ? [{ rule: 'japanese_series', delta: 8 }] : []),
    ])
  },
}

function numberAt(pattern: RegExp, text: string, at: number): { digits: string; end: number } | undefined {
  const match = stick(pattern, text, at)
  const end = at + (match?.[0].length ?? 0)
  if (!match || !endsNumber(text, end) || isLatin(text.charCodeAt(end))) return undefined
  // Groups of a longer number with spaces: 4397 6980 7989 3941.
  if (
    match[0].includes(' ') &&
    (/^ \d{4}(?!\d)/.test(text.slice(end, end + 6)) || /\d{4} $/.test(text.slice(Math.max(0, at - 5), at)))
  )
    return undefined
  return { digits: digitsOf(match[0]), end }
}

function isFree(text: string, end: number): boolean {
  return endsNumber(text, end) && !isLatin(text.charCodeAt(end))
}
