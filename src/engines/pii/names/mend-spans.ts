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
  if (run === '' || length < 2 || length > LONGEST_SURNAME || standsBeforeNames(run) || isWordOfForms(run))
    return undefined
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

/** Does a field of a form begin with this word (作成, 交付)? */
export function isWordOfForms(word: string): boolean {
  return LABELS.has(word) || FORM_WORDS.has(word)
}

const LABELS: ReadonlySet<string> = new Set(
  LABEL_ENDS.filter(([type]) => type !== 'PERSON').flatMap(([, list]) => list.trim().split(/\s+/)),
)
/** Words of forms that look like names to the tagger. */
const FORM_WORDS: ReadonlySet<string> = new Set(
  '主訴 仕入 仕出 出庫 入庫 入電 架電 売上 既往 処置 経過 転入 転出 転居 続柄 旧姓 新姓 本籍 宛先 件名 発信 着信 受領 起案 決裁 回付 配布 配架 検印 押印 別紙 別添 別表 同上 同左 次回 前回 今回 継続 新規 記録 備考 摘要 記入 確認 承認 作成 検収 部材 明治 大正 昭和 平成 令和 元夫 元妻 前夫 前妻 先夫 先妻'.split(
    ' ',
  ),
)
const SHRINE = /(?:天満宮|神社|神宮|大社|八幡宮|稲荷|寺院|公園|高校|大学|病院)$/
const NUMBERED = /^ ?\d{1,4}(?:号(?!室|棟|館)|kg|g|個|本|台|枚|箱|袋|円)/
/** 小林製薬: a name in front of a trade is a company's. */
const TRADE_AFTER =
  /^(?:製薬|薬品|製菓|製パン|製紙|製鋼|製作|食品|産業|工業|工務|建設|組合|運輸|運送|通運|物流|倉庫|商事|商店|商会|印刷|出版|書店|書房|酒造|醸造|電機|電器|電気|化学|化成|重工|精機|鉄工|鋼材|不動産|住宅|證券|証券|生命保険|ホールディングス|グループ)/
const COMPANIES = /(?:取引先|仕入先|得意先|納入先|外注先|委託先|加盟店|メーカー|各社)[^。\n]{0,2}$/
/** 八十七 of 享年八十七, 第一. */
const NUMERALS = /^[〇一二三四五六七八九]*[十百千][〇一二三四五六七八九十百千]*$|^第[一二三四五六七八九十]/
const BUILDING =
  /^(?:メゾン|コーポ|ハイツ|ハイム|レジデンス|パレス|ヴィラ|シャトー|ドミール|ロイヤル|ライオンズ|カーサ|コート|サン)/
const ROOM_AFTER = /^ ?\d{1,4}(?:号|室|-)/
const OF_A_TOWN = /^[^ ]{2,}[町区線駅]$/

/** What speaks against a name that the tagger holds for one. */
export function againstName(text: string, start: number, end: number, words: WordTable): Reason[] {
  const name = text.slice(start, end)
  if (LABELS.has(name) || FORM_WORDS.has(name)) return [{ rule: 'word_of_forms', delta: -60 }]
  if (name.length > 1 && NUMERALS.test(name)) return [{ rule: 'numerals', delta: -60 }]
  if (isOfForms(name, words)) return [{ rule: 'word_of_forms', delta: -60 }]
  if (isOfThings(name, words)) return [{ rule: 'names_of_things', delta: -50 }]
  if (TRADE_AFTER.test(text.slice(end, end + 8))) return [{ rule: 'name_of_a_company', delta: -60 }]
  if (isAmongCompanies(text, start)) return [{ rule: 'name_of_a_company', delta: -50 }]
  if (BUILDING.test(name) && ROOM_AFTER.test(text.slice(end, end + 6))) return [{ rule: 'place_or_body', delta: -50 }]
  if (SHRINE.test(name)) return [{ rule: 'place_or_body', delta: -60 }]
  if (OF_A_TOWN.test(name)) return [{ rule: 'place_or_body', delta: -50 }]
  if (NUMBERED.test(text.slice(end, end + 7))) return [{ rule: 'numbered_thing', delta: -50 }]
  if (name.length <= 3 && isKanji(text.charCodeAt(end)) && isInsideWord(text, start, end, words))
    return [{ rule: 'part_of_a_word', delta: -50 }]
  return []
}

/** 主要取引先:国分、… */
function isAmongCompanies(text: string, start: number): boolean {
  const list = text.slice(Math.max(0, start - 40), start)
  const colon = list.lastIndexOf(':')
  return colon >= 0 && !/[。\n]/.test(list.slice(colon)) && COMPANIES.test(list.slice(Math.max(0, colon - 8), colon))
}

const POST_OR_NUMBER = /^(?:[一-龠][番号]|[一-龠々]{1,3}[師士員係課室部者])$/

/** 棚番, 保健師: neither a surname nor a given name ends so without being known as one. */
function isOfForms(name: string, words: WordTable): boolean {
  if (!POST_OR_NUMBER.test(name) || (classOf(words, name) & (WordClass.surname | WordClass.given)) !== 0) return false
  const parts = splitName(words, name)
  return parts === undefined || !isGivenName(words, parts.given)
}

const KATAKANA = /^[ァ-ヴー・]+$/

/** フォークリフト, クリスマス・イブ: words of the language or of companies, and nothing but them. */
function isOfThings(name: string, words: WordTable): boolean {
  if (!KATAKANA.test(name)) return false
  const classes = name.split('・').map((part) => classOf(words, part))
  if (classes.length === 1)
    return (
      (classes[0]! & WordClass.noun) !== 0 &&
      (classes[0]! & (WordClass.surname | WordClass.given | WordClass.person)) === 0
    )
  return classes.every((of) => (of & (WordClass.noun | WordClass.organisation)) !== 0)
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
