import type { PrintedWord } from '../reading/preview-messages.ts'
import { normalised } from '../values/normalise.ts'
import type { PrintSample } from './print-sample.ts'

const SAME_PLACE_MM = 1.5
const FEWEST_PAGES = 2

/**
 * 定型文: texts that stand in the same place on every page of one kind. They make the page known, and carry the version of its
 * template. The largest come first.
 * @param kind which page of a record, from 0
 */
export function proposeMarks(sample: PrintSample, kind: number): readonly PrintedWord[] {
  const pages = sample.pages.filter((_, page) => page % sample.pagesPerRecord === kind)
  const [first, ...others] = pages
  if (!first || pages.length < FEWEST_PAGES) return []
  return first.words
    .filter((word) => normalised(word.text).length > 1 && others.every(({ words }) => words.some(isSame(word))))
    .sort((a, b) => b.box[3] - a.box[3] || a.box[1] - b.box[1])
}

const isSame = (word: PrintedWord) => (other: PrintedWord) =>
  normalised(other.text) === normalised(word.text) &&
  Math.abs(other.box[0] - word.box[0]) < SAME_PLACE_MM &&
  Math.abs(other.box[1] - word.box[1]) < SAME_PLACE_MM
