import type { WordLists } from '../options.ts'
import type { Candidate } from '../text/recogniser.ts'
import { labelBefore } from '../text/labels.ts'
import { classOf, isGivenName, isSurname, splitName } from './name-parts.ts'
import { WordClass, type WordTable } from './word-table.ts'
import { shippedModel } from './model.ts'
import type { NameSpan, NameTagger } from './name-tagger.ts'
import { ruleNames } from './rule-names.ts'
import { shippedNameTagger } from './tag-names.ts'
import { knownNames } from './known-names.ts'
import { listedNames } from './listed-names.ts'
import { mayBeUnlisted } from './name-context.ts'
import { againstName, isWordOfForms, mended } from './mend-spans.ts'

const HONORIFIC = /^\s?(?:様|さま|さん|氏|殿|くん|君|ちゃん|先生|部長|課長|係長|主任|社長)/
const COMPANY =
  /(?:株式会社|有限会社|合同会社|合資会社|\([株有]\)) ?[一-龠々ァ-ヶーA-Za-z&・]{1,16}|[一-龠々ァ-ヶーA-Za-z&・]{1,16}(?:株式会社|有限会社|合同会社|\([株有]\)|銀行|信用金庫)/g

const COMPANY_MARK = /[限式同資]会社|\([株有]\)|銀行|信用金庫/
const LONGEST_COMPANY = 21

/** Every name of a person that the tagger, the rules or the customer's own lists know; overlaps are left in. */
export function findNames(text: string, tagger: NameTagger | null | undefined, lists?: WordLists): Candidate[] {
  const { words } = shippedModel()
  const tag = tagger === undefined ? shippedNameTagger() : tagger
  const spans: NameSpan[] = []
  for (const span of joined(text, tag?.(text) ?? [], words)) {
    const space = text.indexOf(' ', span.start)
    if (space < 0 || space >= span.end) spans.push(span)
    else spans.push(...apart(text, span, space, words))
  }
  const tagged = spans.map((span): Candidate => {
    const { start, end: taggedEnd, probability } = mended(text, span, words)
    const end = start + nameAlone(text.slice(start, taggedEnd), words).length
    const reasons = [{ rule: 'name_tagger', delta: Math.round(50 + 40 * probability) }]
    if (HONORIFIC.test(text.slice(end, end + 4))) reasons.push({ rule: 'honorific', delta: 20 })
    else reasons.push(...againstName(text, start, end, words))
    return { type: 'PERSON', start, end, reasons }
  })
  const byRule = ruleNames(text, words)
  for (const { start, end, reasons } of byRule)
    if (isInsideCompany(text, start, end)) reasons.push({ rule: 'inside_company', delta: -50 })
  const found = [...tagged, ...byRule, ...knownNames(text, lists)]
  if (found.length === 0) return found
  const sure = found.filter(({ reasons }) => reasons.reduce((sum, { delta }) => sum + delta, 0) >= 60)
  return [...found, ...listedNames(text, sure, words)]
}

/** 佐藤 瑞江 that was taken for two: one where the second is only a given name, or a label says that a person follows. */
function joined(text: string, spans: readonly NameSpan[], words: WordTable): NameSpan[] {
  const out: NameSpan[] = []
  for (const span of spans) {
    const before = out.at(-1)
    if (before && span.start === before.end + 1 && text[before.end] === ' ' && isGivenOf(text, before, span, words))
      out[out.length - 1] = { ...before, end: span.end, probability: Math.max(before.probability, span.probability) }
    else out.push(span)
  }
  return out
}

/** 当麻 桜介 糸満 耕太郎, 牛込仁 希望園 第一: of three words or more some are another's, or none of a name. */
function apart(text: string, span: NameSpan, space: number, words: WordTable): NameSpan[] {
  const { start, end } = span
  const next = text.indexOf(' ', space + 1)
  if (next < 0 || next >= end) return [withoutFields(text, span, space, words)]
  const parts = text.slice(start, end).split(' ')
  const out: NameSpan[] = []
  for (let [k, at] = [0, span.start]; k < parts.length;) {
    const [one, other] = [parts[k]!, parts[k + 1]]
    const isAlone = one.length > 2 && isWholeName(one, words)
    const isPair =
      !isAlone &&
      other !== undefined &&
      (isSurname(words, one) || (isGivenName(words, other) && mayBeUnlisted(words, one)))
    const length = isPair ? one.length + 1 + other.length : one.length
    if (isAlone || isPair) out.push({ ...span, start: at, end: at + length })
    k += isPair ? 2 : 1
    at += length + 1
  }
  return out.length > 0 ? out : [span]
}

/** 記録 玉城, 吉良 作成 2025/07/01: the label before a surname, and the next field of the form behind one. */
function withoutFields(text: string, span: NameSpan, space: number, words: WordTable): NameSpan {
  const { start, end } = span
  const isShort = space - start <= 3
  if (isShort && isWordOfForms(text.slice(start, space)) && isSurname(words, text.slice(space + 1, end)))
    return { ...span, start: space + 1 }
  const isField = FIELD_GOES_ON.test(text[end] ?? '') && isWordOfForms(text.slice(space + 1, end))
  return isField && isSurname(words, text.slice(start, space)) ? { ...span, end: space } : span
}

const FIELD_GOES_ON = /[ :\d]/

function isWholeName(word: string, words: WordTable): boolean {
  const parts = splitName(words, word)
  return parts !== undefined && isGivenName(words, parts.given)
}

const ONE_WORD = /^[一-龠々ぁ-んァ-ヶー]{1,4}$/

function isGivenOf(text: string, surname: NameSpan, given: NameSpan, words: WordTable): boolean {
  const [first, second] = [text.slice(surname.start, surname.end), text.slice(given.start, given.end)]
  if (!ONE_WORD.test(first) || !ONE_WORD.test(second) || !isSurname(words, first)) return false
  const of = classOf(words, second)
  if ((of & WordClass.given) !== 0 && (of & WordClass.surname) === 0) return true
  const label = labelBefore(text, surname.start)
  return label?.label === 'PERSON' && label.isAdjacent
}

function isInsideCompany(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - LONGEST_COMPANY)
  const around = text.slice(from, end + LONGEST_COMPANY)
  if (!COMPANY_MARK.test(around)) return false
  for (const { index, 0: company } of around.matchAll(COMPANY))
    if (from + index <= start && end <= from + index + company.length) return true
  return false
}

/** 赤石 伊織 交付, 朝日奈 光様: without what is no part of the name. */
function nameAlone(name: string, words: WordTable): string {
  const last = name.at(-1)!
  // 乾君, 指宿ほか11名.
  if (last === '君' && isSurname(words, name.slice(0, -1))) return name.slice(0, -1)
  if (name.length > 3 && (name.endsWith('ほか') || name.endsWith('ほ'))) return name.replace(/ ?ほか?$/, '')
  const hasHonorific = '様まん殿'.includes(last)
  if (!hasHonorific && last !== ' ' && name.indexOf(' ') === name.lastIndexOf(' ')) return name
  const bare = name.replace(/(?<=..)(?:様|さま|さん|殿)$/, '').trimEnd()
  const parts = bare.split(' ')
  while (parts.length > 2 && (classOf(words, parts.at(-1)!) & (WordClass.given | WordClass.surname)) === 0) parts.pop()
  return parts.join(' ')
}
