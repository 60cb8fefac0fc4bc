import type { Candidate } from '../text/recogniser.ts'
import { isKanji, mayBeUnlisted } from './name-context.ts'
import { isWordOfForms } from './mend-spans.ts'
import { isGivenName, splitName } from './name-parts.ts'
import type { WordTable } from './word-table.ts'

const BETWEEN = '、,・/'
const ENDS_ITEM = /^(?:[ ]?(?:様|さん|氏|殿)(?![一-龠])|の[二三四五六七八九十\d]{1,2}[名人]|[、,・/)(\n。 ]|$)/
const SO_MANY = /^の[二三四五六七八九十\d]{1,2}[名人]/
const BEGINS_ITEM = /[、,・/: \n]/
const PRESENT =
  /(?:出席|欠席|参加|同席|列席|委員|メンバー|担当|宛先|CC|Cc|cc|面接官|講師|司会|班員|構成員|当番|幹事|発表|受講)(?:者|名|員)?[^。\n]{0,30}$/

/**
 * Names in a list of names (出席:外間、雲母坂、樋笠): who stands between two persons, or beside one where the list says
 * that people stand in it, is one too, though no list knows the surname.
 * @param persons those that are sure
 */
export function listedNames(text: string, persons: readonly Candidate[], words: WordTable): Candidate[] {
  const starts = new Set(persons.map(({ start }) => start))
  const out: Candidate[] = []
  for (const { start: from, end } of persons) {
    for (let item = itemAfter(text, end); item && !starts.has(item[0]); item = itemAfter(text, item[1])) {
      const isBetween = BETWEEN.includes(text[item[1]] ?? ' ') && starts.has(afterMark(text, item[1]))
      const isPresent =
        isBetween ||
        SO_MANY.test(text.slice(item[1], item[1] + 4)) ||
        PRESENT.test(text.slice(Math.max(0, from - 44), from))
      if (!isPresent || !mayBeName(words, text.slice(...item))) break
      starts.add(item[0])
      const reasons = [{ rule: 'in_a_list_of_persons', delta: 58 }]
      out.push({ type: 'PERSON', start: item[0], end: item[1], reasons })
    }
    const first = itemBefore(text, from)
    if (!first || starts.has(first[0]) || !PRESENT.test(text.slice(Math.max(0, first[0] - 44), first[0]))) continue
    if (!mayBeName(words, text.slice(...first))) continue
    starts.add(first[0])
    out.push({ type: 'PERSON', start: first[0], end: first[1], reasons: [{ rule: 'in_a_list_of_persons', delta: 58 }] })
  }
  return out
}

function mayBeName(words: WordTable, item: string): boolean {
  if (isWordOfForms(item)) return false
  if (mayBeUnlisted(words, item)) return true
  const parts = splitName(words, item)
  return parts !== undefined && parts.given.length > 1 && isGivenName(words, parts.given)
}

function afterMark(text: string, mark: number): number {
  return text[mark + 1] === ' ' ? mark + 2 : mark + 1
}

/** The item before a person: kanji alone, behind what begins items. */
function itemBefore(text: string, start: number): readonly [number, number] | undefined {
  const mark = text[start - 1] === ' ' ? start - 2 : start - 1
  if (mark < 1 || !BETWEEN.includes(text[mark]!)) return undefined
  let from = mark
  while (mark - from < 5 && isKanji(text.charCodeAt(from - 1))) from--
  return from < mark && BEGINS_ITEM.test(text[from - 1] ?? ' ') ? [from, mark] : undefined
}

/** The next item of a list: kanji alone, ended by what ends items. */
function itemAfter(text: string, end: number): readonly [number, number] | undefined {
  if (!BETWEEN.includes(text[end] ?? ' ')) return undefined
  const start = afterMark(text, end)
  let until = start
  while (until - start < 5 && isKanji(text.charCodeAt(until))) until++
  return until > start && ENDS_ITEM.test(text.slice(until, until + 3)) ? [start, until] : undefined
}
