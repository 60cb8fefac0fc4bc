import { WordClass } from '../../src/engines/pii/names/word-table.ts'
import type { LabelledText } from './labelled-texts.ts'

const KATAKANA = /^[ァ-ヴー]{2,8}$/
const KANJI = /^[一-龠々]{2,4}$/

const TEMPLATES = `
また、{人}は{地}で
{人}が{語}を
{語}の{人}と
{人}、{人}、{人}ら
{語}や{語}など
{地}から{地}へ
「{語}」
{人}({語})
{人}に{語}が
{語}は、
{地}では、{人}による
この{語}を{人}が
兄の{人}、
{人}の{語}
{語}と{語}の
{地}の{語}
{地}出身の{人}
{人}と{人}
{人}に対して、
{人}らと共に
その後{語}に
{語}で{語}を
`
  .trim()
  .split('\n')

/** The id of each of these texts. */
export const DICTIONARY = 'dictionary'

/**
 * Words of the dictionary in bare surroundings, half of them to be learned without it: how names of people, places and
 * things are spelt, which the few sentences of the corpora can't tell.
 */
export function dictionaryTexts(
  words: ReadonlyMap<string, number>,
  count: number,
  random: () => number,
): LabelledText[] {
  const { surname, given, person, place, organisation, properNoun, noun, affix } = WordClass
  const anyPerson = surname | given | person
  const list = (pattern: RegExp, wanted: number, unwanted: number) =>
    [...words].filter(([word, of]) => pattern.test(word) && of & wanted && !(of & unwanted)).map(([word]) => word)
  const sources = {
    foreign: list(KATAKANA, anyPerson, place | noun | affix | organisation),
    surnames: list(KANJI, surname, place | noun),
    given: list(KANJI, given, place | noun | surname),
    full: list(KANJI, person, place | noun),
    地: [...list(KATAKANA, place, anyPerson | noun), ...list(KANJI, place, anyPerson | noun)],
    語: [...list(KATAKANA, noun | properNoun, anyPerson | place), ...list(KANJI, noun, anyPerson | place)],
  }
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)]!
  const someone = () => {
    const roll = random()
    if (roll < 0.2) return pick(sources.foreign)
    if (roll < 0.45) return `${pick(sources.foreign)}・${pick(sources.foreign)}`
    if (roll < 0.6) return pick(sources.surnames)
    if (roll < 0.7) return pick(sources.full)
    if (roll < 0.8) return pick(sources.given)
    return pick(sources.surnames) + pick(sources.given)
  }
  return Array.from({ length: count }, () => {
    let text = ''
    const ents: LabelledText['ents'][number][] = []
    for (const piece of pick(TEMPLATES).split(/(\{.\})/)) {
      const slot = /^\{(.)\}$/.exec(piece)?.[1]
      const value =
        slot === '人' ? someone() : slot === '地' ? pick(sources.地) : slot === '語' ? pick(sources.語) : piece
      if (slot === '人' || slot === '地')
        ents.push({ s: text.length, e: text.length + value.length, isPerson: slot === '人' })
      text += value
    }
    return { id: DICTIONARY, text, ents, isUnknown: random() < 0.5 }
  })
}
