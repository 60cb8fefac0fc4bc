import type { PiiType, Reason } from '../finding.ts'
import { hasLicenceCheckDigit, isCardNumber, isCorporateNumber, isMyNumber } from '../text/check-digits.ts'
import { firstGroups, groupsAt, groupsOf } from '../text/digit-groups.ts'
import {
  beginsNumber,
  type Candidate,
  digitsOf,
  endsNumber,
  isDigit,
  isLatin,
  type Recogniser,
  stick,
} from '../text/recogniser.ts'
import { weighSurroundings, type Weights } from '../text/weigh.ts'

const FOUR_FOUR_FOUR = groupsOf(4, 4, 4)
const CARD_GROUPS = [groupsOf(4, 4, 4, 4), groupsOf(4, 6, 4), groupsOf(4, 6, 5)]
const ELEVEN_GROUPS = [groupsOf(5, 6), groupsOf(3, 4, 4), groupsOf(4, 4, 3)]
const FOUR_SIX = groupsOf(4, 6)
/** Digits in a row with which these numbers begin. */
const RUNS = [3, 4, 5, 10, 11, 12, 14, 15, 16, 19]
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
  anchors: '',
  runs: RUNS,
  recognise(text, at): Candidate[] | undefined {
    const groups = groupsAt(text, at)
    const run = firstGroups(groups, 1)
    // One short group is no such number.
    if (groups === run && run < 10) return undefined
    if (!beginsNumber(text, at)) return undefined
    const out: Candidate[] = []
    const twelve = numberAt(text, at, run === 12 ? 12 : firstGroups(groups, 3) === FOUR_FOUR_FOUR ? 14 : 0)
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
    const eleven = numberAt(text, at, lengthOfEleven(text, at, groups))
    if (eleven)
      out.push(
        weighed(text, 'JUMINHYO', [at, eleven.end], { label: 70, near: 40, other: -60 }, [
          { rule: 'eleven_digits', delta: 20 },
        ]),
      )
    const ten = numberAt(text, at, run === 10 ? 10 : firstGroups(groups, 2) === FOUR_SIX ? 11 : 0)
    if (ten) {
      const isSplit = ten.end - at === 11
      out.push(
        weighed(text, 'PENSION', [at, ten.end], { label: 50, near: 25, other: -60 }, [
          { rule: isSplit ? 'four_and_six' : 'ten_digits', delta: isSplit ? 40 : 25 },
        ]),
      )
    }
    const card = numberAt(text, at, lengthOfCard(groups))
    if (card && isCardNumber(card.digits) && !isCorporateNumber(card.digits))
      out.push(
        weighed(text, 'CARD', [at, card.end], { label: 25, near: 15, other: -50 }, [
          { rule: 'luhn_and_brand', delta: 72 },
        ]),
      )
    return out.length > 0 ? out : undefined
  },
}

/** Code units of eleven digits, in one or with `-` or a space between; 0 for another number. */
function lengthOfEleven(text: string, at: number, groups: number): number {
  if (firstGroups(groups, 1) === 11) return 11
  const isTwo = firstGroups(groups, 2) === ELEVEN_GROUPS[0]
  if (!isTwo && !ELEVEN_GROUPS.includes(firstGroups(groups, 3))) return 0
  const length = isTwo ? 12 : 13
  return text.slice(at, at + length).includes('ー') ? 0 : length
}

function lengthOfCard(groups: number): number {
  const run = firstGroups(groups, 1)
  if (run >= 14) return run
  const [four, three] = [firstGroups(groups, 4), firstGroups(groups, 3)]
  return four === CARD_GROUPS[0] ? 19 : three === CARD_GROUPS[1] ? 16 : three === CARD_GROUPS[2] ? 17 : 0
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

function numberAt(text: string, at: number, length: number): { digits: string; end: number } | undefined {
  const end = at + length
  if (length === 0 || !endsNumber(text, end) || isLatin(text.charCodeAt(end))) return undefined
  const number = text.slice(at, end)
  // Groups of a longer number with spaces: 4397 6980 7989 3941.
  if (
    number.includes(' ') &&
    (/^ \d{4}(?![\d/年.-])/.test(text.slice(end, end + 6)) || /\d{4} $/.test(text.slice(Math.max(0, at - 5), at)))
  )
    return undefined
  return { digits: digitsOf(number), end }
}

function isFree(text: string, end: number): boolean {
  return endsNumber(text, end) && !isLatin(text.charCodeAt(end))
}
