import type { Reason } from '../finding.ts'
import type { Candidate } from '../text/recogniser.ts'
import { labelBefore } from '../text/labels.ts'
import { isGivenName, isSurname } from './name-parts.ts'
import { readingsOf } from './romaji.ts'
import type { WordTable } from './word-table.ts'

const KANA_PAIR = /(?<![ァ-ヶー・])([ァ-ヶー]{2,7})[ ・]([ァ-ヶー]{2,8})(?![ァ-ヶー・])/g
const ROMAJI_PAIR = /(?<![A-Za-z0-9@._/'-])([A-Za-z]{2,12})(, ?| )([A-Za-z]{2,14})(?![A-Za-z0-9@_]|\.[a-z])/g
const HONORIFIC_AFTER = /^\s?(?:様|さま|さん|氏|殿|くん|君|ちゃん|先生)/
/** Kana in brackets behind a name, or behind nothing but them. */
const OPEN_BEFORE = /[一-龠々ぁ-んァ-ヶ]\s?[(（[/]\s?$/

const LISTED_BEFORE = /(?:^|[(（/:：\n、|])\s?$/

/** Names of two words in kana or Latin letters, where both, or one and the surroundings, are known as parts of names. */
export function pairNames(text: string, words: WordTable): Candidate[] {
  return [...kanaPairs(text, words), ...romajiPairs(text, words)]
}

function* kanaPairs(text: string, words: WordTable): Generator<Candidate> {
  for (const match of text.matchAll(KANA_PAIR)) {
    const whole = match[0]
    const [, surname, given] = match as unknown as [string, string, string]
    const known = { surname: isSurname(words, surname), given: isGivenName(words, given) }
    if (!known.surname) continue
    const start = match.index
    const end = start + whole.length
    const reasons: Reason[] = [{ rule: 'surname_reading', delta: whole.includes(' ') ? 30 : 15 }]
    if (known.given) reasons.push({ rule: 'given_name_reading', delta: 30 })
    surroundings(text, start, end, reasons)
    yield { type: 'PERSON', start, end, reasons }
  }
}

function* romajiPairs(text: string, words: WordTable): Generator<Candidate> {
  ROMAJI_PAIR.lastIndex = 0
  for (let match = ROMAJI_PAIR.exec(text); match; match = ROMAJI_PAIR.exec(text)) {
    const first = readingsOf(match[1]!)
    const second = first.length > 0 ? readingsOf(match[3]!) : []
    if (first.length === 0 || second.length === 0) {
      ROMAJI_PAIR.lastIndex = match.index + match[1]!.length + 1
      continue
    }
    const surname = (readings: readonly string[]) => readings.some((kana) => isSurname(words, kana))
    const given = (readings: readonly string[]) => readings.some((kana) => isGivenName(words, kana))
    const isBoth = (surname(first) && given(second)) || (given(first) && surname(second))
    const isOne = surname(first) || surname(second)
    const start = match.index
    const end = start + match[0].length
    const reasons: Reason[] = []
    if (isBoth) reasons.push({ rule: 'romaji_name', delta: 62 })
    else if (isOne) reasons.push({ rule: 'romaji_surname', delta: 42 })
    else reasons.push({ rule: 'romaji_syllables', delta: 15 })
    if (/^[A-Z]/.test(match[1]!) && /^[A-Z]/.test(match[3]!)) reasons.push({ rule: 'capitals', delta: 8 })
    surroundings(text, start, end, reasons)
    yield { type: 'PERSON', start, end, reasons }
  }
}

function surroundings(text: string, start: number, end: number, reasons: Reason[]): void {
  const label = labelBefore(text, start)
  if (label?.label === 'PERSON' && label.isAdjacent) reasons.push({ rule: 'label', delta: 30 })
  if (HONORIFIC_AFTER.test(text.slice(end, end + 4))) reasons.push({ rule: 'honorific', delta: 30 })
  else if (LISTED_BEFORE.test(text.slice(Math.max(0, start - 2), start)))
    reasons.push({ rule: 'begins_value', delta: 12 })
  if (OPEN_BEFORE.test(text.slice(Math.max(0, start - 4), start))) reasons.push({ rule: 'in_brackets', delta: 15 })
}
