import type { PiiType } from '../finding.ts'
import { LABEL_ENDS } from './label-words.ts'
import { isDigit, isLatin } from './recogniser.ts'

/** What the word before a value says of it: a type, that it is nobody's, or only that it is some number. */
export type Label = PiiType | 'OTHER' | 'SOME_NUMBER'

/**
 * Labels from their last letter backwards: a node's next by `node × 2^16 + code`, and what ends there. Latin ones are in
 * small letters, with spaces where `@` stands.
 */
const next = new Map<number, number>()
const endings: ({ readonly label: Label; readonly isLatin: boolean } | undefined)[] = [undefined]
const endsLabel = new Uint8Array(65536)
/** By the last two letters, a few strangers among them; a label may be one letter alone. */
const endsInPair = new Uint8Array(65536)
const [PAIRED, ALONE] = [1, 2]
const pairOf = (last: number, before: number) => ((last * 251) ^ before) & 0xffff
const bothCases = (letter: string) => [letter, letter.toUpperCase()].map((one) => one.charCodeAt(0))
for (const [label, words] of LABEL_ENDS)
  for (const written of words.trim().split(/\s+/)) {
    const word = written.replaceAll('@', ' ').toLowerCase()
    const [last, before] = [word.at(-1)!, word.at(-2)]
    for (const one of bothCases(last)) {
      endsLabel[one] = before === undefined ? ALONE : endsLabel[one]! || PAIRED
      for (const other of before === undefined ? [] : bothCases(before)) endsInPair[pairOf(one, other)] = 1
    }
    let node = 0
    for (let at = word.length - 1; at >= 0; at--) {
      const key = node * 65536 + word.charCodeAt(at)
      node = next.get(key) ?? endings.push(undefined) - 1
      next.set(key, node)
    }
    endings[node] ??= { label, isLatin: /^[a-z]/.test(word) }
  }

const REACH = 24
/** What may stand between a label and the value beside it, behind at most three other letters. */
const GAP = new Uint8Array(65536)
for (const letter of ' \t\n\v\f\r\u00a0\u3000:：=はがもをに、,(（）)[]「」『』【】|/.-') GAP[letter.charCodeAt(0)] = 1
const MOST_OTHERS = 3

export interface FoundLabel {
  readonly label: Label
  /** Code units between label and value. */
  readonly distance: number
  readonly isAdjacent: boolean
}

// Recognisers ask one after the other for the same place.
let [lastText, lastAt, lastFound] = ['', -1, undefined as FoundLabel | undefined]

/** The nearest label before a place of a normalised text, with no sentence end and no other number between. */
export function labelBefore(text: string, at: number): FoundLabel | undefined {
  if (at === lastAt && text === lastText) return lastFound
  lastFound = search(text, at)
  lastText = text
  lastAt = at
  return lastFound
}

/** Lets go of the last text: nothing of it stays behind a detection. */
export function forgetLastText(): void {
  ;[lastText, lastAt, lastFound] = ['', -1, undefined]
}

function search(text: string, at: number): FoundLabel | undefined {
  let digits = 0
  for (let end = at; end > 0 && at - end < REACH; end--) {
    const code = text.charCodeAt(end - 1)
    if (code === 0x3002) return undefined
    const ends = endsLabel[code]!
    if (ends === ALONE || (ends !== 0 && endsInPair[pairOf(code, text.charCodeAt(end - 2))] === 1)) {
      const label = labelEnding(text, end)
      if (label) {
        return {
          label: label === 'SOME_NUMBER' ? (labelOfNumber(text, end) ?? label) : label,
          distance: at - end,
          isAdjacent: isGap(text, end, at),
        }
      }
    }
    digits = isDigit(code) ? digits + 1 : 0
    if (digits >= 3) return undefined
  }
  return undefined
}

/** パスポート No.: what the number is one of stands before it. */
function labelOfNumber(text: string, end: number): Label | undefined {
  const gap = /[\sの(]{0,2}(?:番号|コード|No\.?|ID|#)$/i.exec(text.slice(Math.max(0, end - 8), end))
  const before = gap && end - gap[0].length
  const isLabel = before !== null && before > 0 && endsLabel[text.charCodeAt(before - 1)] !== 0
  return isLabel ? labelEnding(text, before) : undefined
}

function isGap(text: string, from: number, until: number): boolean {
  let begin = until
  while (begin > from && GAP[text.charCodeAt(begin - 1)] === 1) begin--
  if (begin - from > MOST_OTHERS) return false
  for (let at = from; at < begin; at++) if (text.charCodeAt(at) === 0x3002) return false
  return true
}

/** The longest label that ends there. */
function labelEnding(text: string, end: number): Label | undefined {
  let [node, found] = [0, undefined as Label | undefined]
  for (let at = end - 1; at >= 0; at--) {
    const code = text.charCodeAt(at)
    const below = next.get(node * 65536 + (code >= 0x41 && code <= 0x5a ? code | 32 : code))
    if (below === undefined) break
    node = below
    const ending = endings[node]
    // A Latin label is a word of its own.
    if (ending && !(ending.isLatin && isLatin(text.charCodeAt(at - 1)))) found = ending.label
  }
  return found
}

const NEAR_WORDS: Partial<Record<PiiType, RegExp>> = {
  MYNUMBER: /個人番号|マイナンバー|my ?number|番号法|源泉徴収/i,
  LICENSE: /免許|driver/i,
  PASSPORT: /旅券|パスポート|渡航|出国|入国|査証|passport|visa/i,
  RESIDENCE: /在留|永住|residence/i,
  PENSION: /年金/,
  JUMINHYO: /住民票|住基/,
  HEALTHINS: /保険|健保|国保|社保|後期高齢|医療証|受給者/,
  CARD: /カード|credit|visa|master|jcb|amex|決済|有効期限|セキュリティコード/i,
  ACCOUNT: /口座|振込|銀行|信用金庫|名義|ゆうちょ|預金/,
  PHONE: /電話|tel|携帯|連絡|fax|ファックス|お問い?合わ?せ|直通|代表/i,
  BIRTH: /生年|生まれ|誕生|出生/,
}

const DOCUMENTS: Partial<Record<PiiType, RegExp>> = {
  MYNUMBER: /個人番号|マイナンバー/,
  LICENSE: /免許証/,
  PASSPORT: /旅券|パスポート/,
  RESIDENCE: /在留カード/,
  PENSION: /年金(?:手帳|番号)/,
}

/** Is the document that bears such a number named within 30 code units before? */
export function isDocumentBefore(text: string, type: PiiType, start: number): boolean {
  return DOCUMENTS[type]?.test(text.slice(Math.max(0, start - 30), start)) ?? false
}

/** Does a word of this type's world stand within 80 code units before, or 40 after? */
export function isNearWord(text: string, type: PiiType, start: number, end: number): boolean {
  const words = NEAR_WORDS[type]
  return words !== undefined && words.test(text.slice(Math.max(0, start - 80), end + 40))
}
