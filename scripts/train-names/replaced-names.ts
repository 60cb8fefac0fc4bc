import type { NameEntry } from './dictionary.ts'
import type { Entity, LabelledText } from './labelled-texts.ts'

type Random = () => number

/** Of the names that are put in: others of the same kind in the sentences, and names of the dictionary for persons. */
const [REPLACED, FROM_DICTIONARY] = [0.8, 0.5]
/** Sentences without a person that are told again all the same. */
const NOBODY_KEPT = 0.5

/**
 * The sentences once more with other names in the places of theirs: what stands around a name tells more of it than its
 * letters, of which a few thousand sentences know too few.
 */
export function replacedNames(
  texts: readonly LabelledText[],
  names: readonly NameEntry[],
  random: Random,
): LabelledText[] {
  const known = namesByKind(texts)
  const katakana = names.filter(({ word, types }) => types.join() === 'u' && /^[ァ-ヴー]{3,9}$/.test(word))
  const kanji = names.filter(({ word, types }) => types.join() === 'h' && /^[一-龠々]{3,5}$/.test(word))
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const another = (entity: Entity, word: string): string => {
    const script = scriptOf(word)
    if (entity.isPerson && random() < FROM_DICTIONARY) {
      if (script === 'katakana')
        return word.includes('・') ? `${pick(katakana).word}・${pick(katakana).word}` : pick(katakana).word
      if (/^kanji[345]$/.test(script)) return pick(kanji).word
    }
    return random() < REPLACED ? pick(known.get(kindOf(entity, word))!) : word
  }
  return texts.flatMap((labelled) => {
    const ents = labelled.ents.toSorted((one, other) => one.s - other.s)
    const isNested = ents.some(({ s }, i) => i > 0 && s < ents[i - 1]!.e)
    if (ents.length === 0 || isNested || !(ents.some(({ isPerson }) => isPerson) || random() < NOBODY_KEPT)) return []
    return [withOthers(labelled.text, ents, another)]
  })
}

function withOthers(
  given: string,
  ents: readonly Entity[],
  another: (entity: Entity, word: string) => string,
): LabelledText {
  let [text, at] = ['', 0]
  const moved: Entity[] = []
  for (const entity of ents) {
    text += given.slice(at, entity.s)
    const word = another(entity, given.slice(entity.s, entity.e))
    moved.push({ ...entity, s: text.length, e: text.length + word.length })
    text += word
    at = entity.e
  }
  return { id: 'replaced', text: text + given.slice(at), ents: moved }
}

function namesByKind(texts: readonly LabelledText[]): Map<string, string[]> {
  const known = new Map<string, string[]>()
  for (const { text, ents } of texts)
    for (const entity of ents) {
      const word = text.slice(entity.s, entity.e)
      const list = known.get(kindOf(entity, word))
      if (list) list.push(word)
      else known.set(kindOf(entity, word), [word])
    }
  return known
}

const kindOf = ({ isPerson, type }: Entity, word: string) => `${isPerson ? 'person' : type} ${scriptOf(word)}`

function scriptOf(word: string): string {
  if (/^[ァ-ヶー・=]+$/.test(word)) return 'katakana'
  if (/^[一-龠々ヶ]+$/.test(word)) return `kanji${Math.min(word.length, 5)}`
  return /^[A-Za-z .]+$/.test(word) ? 'latin' : 'mixed'
}
