/**
 * Font maps that have lost characters, as Ghostscript 10 writes them: 年 is said to be U+0080, 0 to be ÿ, は to be x. What
 * stands on the paper is right, or it is not: the file does not say. Such a value is never right, and never wrong either.
 */
import type { PrintTable } from '../print-run.ts'
import type { PrintSpecification } from '../specification.ts'

const UNKNOWN = '\uFFFD'
/** Letters and signs (the yen sign is none of them) that no Japanese print needs unless its data have them. */
const RARE =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}¡-¤¦-¿×÷]/u
const ANY_RARE = new RegExp(RARE, 'gu')
const PLAIN = /[\u0021-\u007E]/
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

const isRare = (character: string) => character > '\u007E' && RARE.test(character)

/** The rarer letters that stand in the data or in the specification itself. */
export function rareLettersOf(specification: PrintSpecification, { records }: PrintTable): ReadonlySet<string> {
  const found = new Set<string>()
  const gather = (text: string) => {
    for (const [each] of text.normalize('NFKC').matchAll(ANY_RARE)) if (isRare(each)) found.add(each)
  }
  for (const { values, children } of records) {
    values.forEach(gather)
    for (const child of children) child.forEach(gather)
  }
  for (const { text } of specification.banners) gather(text)
  for (const { marks, fields } of specification.pages) {
    for (const { text } of marks) gather(text)
    for (const { before, after } of fields) gather(before + after)
  }
  return found
}

/** Whether the text holds a character that is not known, or a letter that these data cannot have. */
export function hasLostCharacter(printed: string, rareLetters: () => ReadonlySet<string>): boolean {
  return Array.from(printed).some((each) => isLost(each, rareLetters))
}

/**
 * Whether the printed text is what is expected as far as its characters are known: of equal length, alike at every known
 * place, and lost somewhere.
 * @param printed normalised
 * @param isFileBroken the file lacks characters elsewhere too: then a plain letter in the place of 仮名 or 漢字 is lost as well
 * @param leastKnown share of the characters that must be known, and alike
 */
export function isAlikeAsFarAsKnown(
  printed: string,
  expected: string,
  isFileBroken: boolean,
  rareLetters: () => ReadonlySet<string>,
  leastKnown = 0,
): boolean {
  const [ours, theirs] = [Array.from(printed), Array.from(expected)]
  if (ours.length !== theirs.length) return false
  let count = 0
  for (let i = 0; i < ours.length; i++) {
    const [our, their] = [ours[i]!, theirs[i]!]
    if (our === their) continue
    if (!isLost(our, rareLetters) && !(isFileBroken && PLAIN.test(our) && EAST_ASIAN.test(their))) return false
    count++
  }
  return count > 0 && ours.length - count >= leastKnown * ours.length
}

/** The same for a text that stands anywhere on a page. */
export function holdsAsFarAsKnown(
  page: string,
  text: string,
  isFileBroken: boolean,
  rareLetters: () => ReadonlySet<string>,
  leastKnown = 0,
): boolean {
  for (let from = 0; from + text.length <= page.length; from++)
    if (isAlikeAsFarAsKnown(page.slice(from, from + text.length), text, isFileBroken, rareLetters, leastKnown))
      return true
  return false
}

export const isLost = (character: string, rareLetters: () => ReadonlySet<string>) =>
  character === UNKNOWN || (isRare(character) && !rareLetters().has(character))
