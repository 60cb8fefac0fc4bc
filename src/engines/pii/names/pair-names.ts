import type { Reason } from '../finding.ts'
import { type Candidate, stick } from '../text/recogniser.ts'
import { labelBefore } from '../text/labels.ts'
import { isGivenName, isSurname } from './name-parts.ts'
import { readingsOf } from './romaji.ts'
import type { WordTable } from './word-table.ts'

const ROMAJI_PAIR = /([A-Za-z]{2,12})(, ?| )([A-Za-z]{2,14})(?![A-Za-z0-9@_]|\.[a-z])/y
const PART_OF_WORD = /[A-Za-z0-9@._/'-]/
/** Words of English that are also syllables of Japanese. */
const ENGLISH = new Set(
  'a an are ate bone can come done do fine for gone he here hi home hope i in june make me mine more name no none note on one or our out over ran ride run same see she shine side site so some sure take ten time to tone too toe we you your'.split(
    ' ',
  ),
)
const HONORIFIC_AFTER = /^\s?(?:様|さま|さん|氏|殿|くん|君|ちゃん|先生)/
/** Kana in brackets behind a name, or behind nothing but them. */
const OPEN_BEFORE = /[一-龠々ぁ-んァ-ヶ]\s?[(（[/]\s?$/

const LISTED_BEFORE = /(?:^|[(（/:：\n、|])\s?$/

const [SHORTEST, LONGEST_SURNAME, LONGEST_GIVEN] = [2, 7, 8]

/** Two words in kana around a space or a dot, the first of them a surname by its reading. */
export function kanaPairAround(text: string, joint: number, words: WordTable): Candidate | undefined {
  if (!isKana(text.charCodeAt(joint - 1)) || !isKana(text.charCodeAt(joint + 1))) return undefined
  let [start, end] = [joint, joint + 1]
  while (joint - start <= LONGEST_SURNAME && isKana(text.charCodeAt(start - 1))) start--
  while (end - joint <= LONGEST_GIVEN + 1 && isKana(text.charCodeAt(end))) end++
  const [surnameLength, givenLength] = [joint - start, end - joint - 1]
  if (surnameLength < SHORTEST || surnameLength > LONGEST_SURNAME || text[start - 1] === '・') return undefined
  if (givenLength < SHORTEST || givenLength > LONGEST_GIVEN || text[end] === '・') return undefined
  const isKnown = isSurname(words, text.slice(start, joint))
  const isGiven = isGivenName(words, text.slice(joint + 1, end))
  const isAddressed = isGiven && HONORIFIC_AFTER.test(text.slice(end, end + 4))
  if (!isKnown && !isAddressed && !isLabelled(text, start)) return undefined
  const reasons: Reason[] = isKnown
    ? [{ rule: 'surname_reading', delta: text[joint] === ' ' ? 30 : 15 }]
    : [{ rule: 'two_kana_words', delta: 22 }]
  if (isGiven) reasons.push({ rule: 'given_name_reading', delta: 30 })
  surroundings(text, start, end, reasons)
  return { type: 'PERSON', start, end, reasons }
}

const isLabelled = (text: string, start: number) => {
  const label = labelBefore(text, start)
  return label?.label === 'PERSON' && label.isAdjacent
}

/** ふりがな ほかま いぶき: two words in hiragana, only behind a label of persons. */
export function hiraganaPairAround(text: string, joint: number): Candidate | undefined {
  if (!isHiragana(text.charCodeAt(joint - 1)) || !isHiragana(text.charCodeAt(joint + 1))) return undefined
  let [start, end] = [joint, joint + 1]
  while (joint - start <= LONGEST_SURNAME && isHiragana(text.charCodeAt(start - 1))) start--
  while (end - joint <= LONGEST_GIVEN + 1 && isHiragana(text.charCodeAt(end))) end++
  const isWord = (length: number, longest: number) => length >= SHORTEST && length <= longest
  if (!isWord(joint - start, LONGEST_SURNAME) || !isWord(end - joint - 1, LONGEST_GIVEN)) return undefined
  // ふりがな itself is in hiragana: it is the label, not the surname.
  // 鯨岡 智陽(ちねん あさと): how the name before it is read.
  const isReading =
    text[end] === ')' && text[start - 1] === '(' && OPEN_BEFORE.test(text.slice(Math.max(0, start - 3), start))
  if (!(isReading || isLabelled(text, start)) || LABEL_WORD.test(text.slice(start, joint))) return undefined
  return {
    type: 'PERSON',
    start,
    end,
    reasons: [
      { rule: 'two_kana_words', delta: 55 },
      { rule: 'label', delta: 30 },
    ],
  }
}

const LABEL_WORD = /^(?:ふりがな|かな|なまえ|おなまえ|よみがな|よみ)$/
const isHiragana = (code: number) => code >= 0x3041 && code <= 0x3096

/** ァ-ヶ and the long vowel. */
function isKana(code: number): boolean {
  return (code >= 0x30a1 && code <= 0x30f6) || code === 0x30fc
}

/** Two words in Latin letters that begin there, where both, or one and the surroundings, are known as parts of names. */
export function romajiPairAt(text: string, start: number, words: WordTable): Candidate | undefined {
  if (start > 0 && PART_OF_WORD.test(text[start - 1]!)) return undefined
  const match = stick(ROMAJI_PAIR, text, start)
  if (!match) return undefined
  const [one, other] = [match[1]!, match[3]!]
  const first = readingsOf(one)
  const second = first.length > 0 ? readingsOf(other) : []
  if (first.length === 0 || second.length === 0) return undefined
  const surname = (readings: readonly string[]) => readings.some((kana) => isSurname(words, kana))
  const given = (readings: readonly string[]) => readings.some((kana) => isGivenName(words, kana))
  const isBoth = (surname(first) && given(second)) || (given(first) && surname(second))
  const isOne = surname(first) || surname(second)
  const end = start + match[0].length
  const reasons: Reason[] = []
  if (isBoth) reasons.push({ rule: 'romaji_name', delta: 62 })
  else if (isOne) reasons.push({ rule: 'romaji_surname', delta: 42 })
  else if (given(first) || given(second)) reasons.push({ rule: 'romaji_given_name', delta: 43 })
  else reasons.push({ rule: 'romaji_syllables', delta: 15 })
  const capitals = [one, other].filter((word) => /^[A-Z]/.test(word)).length
  if (capitals === 2) reasons.push({ rule: 'capitals', delta: 8 })
  // See you, Take it: a name has two capitals or none, and is not made of two words of English.
  if (capitals === 1 || [one, other].every((word) => ENGLISH.has(word.toLowerCase())))
    reasons.push({ rule: 'english_words', delta: -50 })
  if (MAIL_AFTER.test(text.slice(end, end + 4))) reasons.push({ rule: 'mail_address_follows', delta: 30 })
  surroundings(text, start, end, reasons)
  return { type: 'PERSON', start, end, reasons }
}

/** Kaburagi Sakuya <sakuya@…>. */
const MAIL_AFTER = /^"? ?<[A-Za-z0-9]/

function surroundings(text: string, start: number, end: number, reasons: Reason[]): void {
  const label = labelBefore(text, start)
  if (label?.label === 'PERSON' && label.isAdjacent) reasons.push({ rule: 'label', delta: 30 })
  if (HONORIFIC_AFTER.test(text.slice(end, end + 4))) reasons.push({ rule: 'honorific', delta: 30 })
  else if (LISTED_BEFORE.test(text.slice(Math.max(0, start - 2), start)))
    reasons.push({ rule: 'begins_value', delta: 12 })
  if (OPEN_BEFORE.test(text.slice(Math.max(0, start - 4), start))) reasons.push({ rule: 'in_brackets', delta: 15 })
}
