import type { Candidate } from '../text/recogniser.ts'
import { isKanji, mayBeUnlisted } from './name-context.ts'
import type { WordTable } from './word-table.ts'

const BETWEEN = '、,・/'
const ENDS_ITEM = /^(?:[ ]?(?:様|さん|氏|殿)(?![一-龠])|[、,・/)(\n。 ]|$)/
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
      const isPresent = isBetween || PRESENT.test(text.slice(Math.max(0, from - 44), from))
      if (!isPresent || !mayBeUnlisted(words, text.slice(...item))) break
      starts.add(item[0])
      const reasons = [{ rule: 'in_a_list_of_persons', delta: 58 }]
      out.push({ type: 'PERSON', start: item[0], end: item[1], reasons })
    }
  }
  return out
}

function afterMark(text: string, mark: number): number {
  return text[mark + 1] === ' ' ? mark + 2 : mark + 1
}

/** The next item of a list: kanji alone, ended by what ends items. */
function itemAfter(text: string, end: number): readonly [number, number] | undefined {
  if (!BETWEEN.includes(text[end] ?? ' ')) return undefined
  const start = afterMark(text, end)
  let until = start
  while (until - start < 5 && isKanji(text.charCodeAt(until))) until++
  return until > start && ENDS_ITEM.test(text.slice(until, until + 3)) ? [start, until] : undefined
}
