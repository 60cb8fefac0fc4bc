import type { Reason } from '../finding.ts'
import { dateAt } from '../text/calendar-dates.ts'
import { labelBefore } from '../text/labels.ts'
import { beginsNumber, type Candidate, DIGITS, endsNumber, type Recogniser, stick } from '../text/recogniser.ts'
import { PREFECTURE } from './prefectures.ts'

const POSTAL = /〒\s?\d{3}[-ー ]?\d{4}|\d{3}-\d{4}/y
const PLACE_FOLLOWS = new RegExp(`[\\s)）,、]{0,3}(?:${PREFECTURE}|[一-龠ヶケ]{1,4}[市区郡町村])`, 'y')

/** 郵便番号: with its sign, its label, or a place after it; bare digits are too little. */
export const postalRecogniser: Recogniser = {
  anchors: '〒',
  runs: [3],
  recognise(text, at): Candidate | undefined {
    const hasSign = text[at] === '〒'
    if (
      !hasSign &&
      !(text[at + 3] === '-' && beginsNumber(text, at) && !/〒\s?$/.test(text.slice(Math.max(0, at - 2), at)))
    )
      return undefined
    const match = stick(POSTAL, text, at)
    if (!match) return undefined
    const end = at + match[0].length
    if (!endsNumber(text, end)) return undefined
    const reasons: Reason[] = [hasSign ? { rule: 'postal_sign', delta: 92 } : { rule: 'three_and_four', delta: 25 }]
    if (!hasSign) {
      const label = labelBefore(text, at)
      // A value takes the sign with it where only a space is between.
      if (label?.label === 'POSTAL') reasons.push({ rule: 'label', delta: 65 })
      else if (label?.isAdjacent && label.label !== 'ADDRESS' && label.label !== 'PERSON')
        reasons.push({ rule: 'other_number_label', delta: -30 })
      if (stick(PLACE_FOLLOWS, text, end)) reasons.push({ rule: 'place_follows', delta: 55 })
    }
    return { type: 'POSTAL', start: at, end, reasons }
  },
}

const ERA_PAIRS = [
  '明治',
  '大正',
  '昭和',
  '平成',
  '令和',
  ...'明大昭平令MTSHR'
    .split('')
    .flatMap((era) => `${DIGITS}元 一二三四五六七八九十`.split('').map((year) => era + year)),
  ...'一二'.split('').flatMap((first) => '〇一二三四五六七八九'.split('').map((second) => first + second)),
]

const BORN = /\s?[)）]?\s?(?:生まれ|生れ|うまれ|出生|誕生|生(?![産活成命徒物]))/y
const AGE = /\s{0,2}[(（]?(?:満|当時)?\s?\d{1,3}\s?[歳才]/y

/** 生年月日: a day, and something that says that somebody was born on it. */
export const birthRecogniser: Recogniser = {
  anchors: '',
  pairs: ERA_PAIRS,
  runs: [4, 8],
  recognise(text, at): Candidate | undefined {
    const isNumber = text.charCodeAt(at) < 0x3a
    if (isNumber ? !beginsNumber(text, at) : /[A-Za-z0-9]/.test(text[at - 1] ?? '')) return undefined
    const found = dateAt(text, at)
    if (!found) return undefined
    const { end, form } = found
    const reasons: Reason[] = [{ rule: `date_${form}`, delta: 25 }]
    if (stick(BORN, text, end)) reasons.push({ rule: 'born', delta: 60 })
    else if (stick(AGE, text, end)) reasons.push({ rule: 'age_follows', delta: 45 })
    const label = labelBefore(text, at)
    if (label?.label === 'BIRTH') reasons.push({ rule: 'label', delta: 65 })
    else if (label?.isAdjacent && label.label === 'OTHER') reasons.push({ rule: 'other_date_label', delta: -40 })
    return { type: 'BIRTH', start: at, end, reasons }
  },
}
