import { lookAt, makeSight, type Sight } from '../../src/engines/pii/names/features.ts'
import { buildWordTable, type WordTable } from '../../src/engines/pii/names/word-table.ts'
import type { LabelledText } from './labelled-texts.ts'

const noWords = buildWordTable(new Map())

/** What the tagger sees of a text, without the dictionary where the text is to be learned so. */
export function featuresSight({ text, isUnknown }: LabelledText, words: WordTable): Sight {
  const sight = makeSight(text.length)
  lookAt(sight, text, 0, text.length, isUnknown ? noWords : words)
  return sight
}
