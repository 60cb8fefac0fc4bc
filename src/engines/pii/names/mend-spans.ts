import type { Reason } from '../finding.ts'
import { LABEL_ENDS } from '../text/label-words.ts'
import { isKanji, isLetter, kanjiRunStart, standsBeforeNames } from './name-context.ts'
import { classOf, isGivenName, splitName } from './name-parts.ts'
import type { NameSpan } from './name-tagger.ts'
import { LONGEST_WORD, WordClass, type WordTable } from './word-table.ts'

const LONGEST_SURNAME = 4
const PART = /^[一-龠々ぁ-んァ-ヶー]{1,4}$/

/**
 * A name that the tagger has cut off: 雲母|坂 翔吾, 煉獄 |陽葵, 井深弥|生様. Surnames that no list knows are words of the
 * language more often than not, and are left outside; the space before the given name, or the honorific behind it, says
 * where the name really ends.
 */
export function mended(text: string, span: NameSpan, words: WordTable): NameSpan {
  return { ...span, start: mendedStart(text, span, words), end: mendedEnd(text, span, words) }
}

function mendedStart(text: string, { start, end }: NameSpan, words: WordTable): number {
  const name = text.slice(start, end)
  const space = name.indexOf(' ')
  if (space > 0) {
    const isWhole = space > 1 && (classOf(words, name.slice(0, space)) & WordClass.surname) !== 0
    return isWhole ? start : (surnameFrom(text, start, space, words, false) ?? start)
  }
  const of = classOf(words, name)
  if (!PART.test(name) || (of & WordClass.given) === 0) return start
  if (text.charCodeAt(start - 1) === 0x20) return surnameFrom(text, start - 1, 0, words, true) ?? start
  return (of & WordClass.surname) === 0 ? (surnameFrom(text, start, 0, words, false) ?? start) : start
}

/**
 * Where the surname that ends at a place begins, `known` letters of it being within the name already.
 * @param isApart whether a space stands behind it: then even a word of the language is one
 */
function surnameFrom(text: string, end: number, known: number, words: WordTable, isApart: boolean): number | undefined {
  const start = kanjiRunStart(text, end, LONGEST_SURNAME + 1)
  const [run, length] = [text.slice(start, end), end - start + known]
  if (run === '' || length < 2 || length > LONGEST_SURNAME || standsBeforeNames(run)) return undefined
  const isCut = isLetter(text.charCodeAt(start - 1)) && !'のはがをにで'.includes(text[start - 1]!)
  if (isCut) return undefined
  const of = classOf(words, run)
  if ((of & (WordClass.place | WordClass.organisation)) !== 0 && (of & WordClass.surname) === 0) return undefined
  const isWord = (of & WordClass.noun) !== 0 && (of & WordClass.surname) === 0
  return isWord && !isApart && known === 0 ? undefined : start
}

const HONORIFIC = /^ ?(?:様|さま|さん|氏|殿|くん|君|ちゃん)/

function mendedEnd(text: string, { start, end }: NameSpan, words: WordTable): number {
  if (!isKanji(text.charCodeAt(end)) || HONORIFIC.test(text.slice(end, end + 3))) return end
  for (const more of [1, 2]) {
    if (!isKanji(text.charCodeAt(end + more - 1)) || !HONORIFIC.test(text.slice(end + more, end + more + 4))) continue
    const name = text.slice(start, end + more)
    const given = name.includes(' ') ? name.slice(name.lastIndexOf(' ') + 1) : splitName(words, name)?.given
    if (given !== undefined && given.length > more && isGivenName(words, given)) return end + more
  }
  return end
}

const LABELS: ReadonlySet<string> = new Set(
  LABEL_ENDS.filter(([type]) => type !== 'PERSON').flatMap(([, list]) => list.trim().split(/\s+/)),
)
/** Words of forms that look like names to the tagger. */
const FORM_WORDS: ReadonlySet<string> = new Set(
  '主訴 仕入 仕出 出庫 入庫 入電 架電 売上 既往 処置 経過 転入 転出 転居 続柄 旧姓 新姓 本籍 宛先 件名 発信 着信 受領 起案 決裁 回付 配布 配架 検印 押印 別紙 別添 別表 同上 同左 次回 前回 今回 継続 新規'.split(
    ' ',
  ),
)
const SHRINE = /(?:天満宮|神社|神宮|大社|八幡宮|稲荷|寺院|公園|高校|大学|病院)$/
const NUMBERED = /^ ?\d{1,4}(?:号(?!室|棟|館)|kg|g|個|本|台|枚|箱|袋|円)/
const OF_A_TOWN = /^[^ ]{2,}[町区線駅]$/

/** What speaks against a name that the tagger holds for one. */
export function againstName(text: string, start: number, end: number, words: WordTable): Reason[] {
  const name = text.slice(start, end)
  if (LABELS.has(name) || FORM_WORDS.has(name)) return [{ rule: 'word_of_forms', delta: -60 }]
  if (SHRINE.test(name)) return [{ rule: 'place_or_body', delta: -60 }]
  if (OF_A_TOWN.test(name)) return [{ rule: 'place_or_body', delta: -50 }]
  if (NUMBERED.test(text.slice(end, end + 7))) return [{ rule: 'numbered_thing', delta: -50 }]
  if (name.length <= 3 && isKanji(text.charCodeAt(end)) && isInsideWord(text, start, end, words))
    return [{ rule: 'part_of_a_word', delta: -50 }]
  return []
}

/** 東日 of 東日本: a longer word of the dictionary begins where the name does. */
function isInsideWord(text: string, start: number, end: number, words: WordTable): boolean {
  for (let until = end + 1; until <= Math.min(text.length, start + LONGEST_WORD, end + 3); until++) {
    const of = classOf(words, text.slice(start, until))
    if ((of & (WordClass.place | WordClass.organisation)) !== 0 && (of & (WordClass.surname | WordClass.given)) === 0)
      return true
  }
  return false
}
