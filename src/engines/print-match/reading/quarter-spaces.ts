/**
 * 四分アキ: typesetters part Japanese from Latin letters and figures by a quarter of an em, without a space in the text. PDFium
 * takes the gap for one, so that 平成25年 reads 平成 25 年 and a pattern ends in its middle. Where the writer of the PDF leaves out
 * all spaces, the same gap may also be one.
 */
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]/u
const WESTERN = /[0-9A-Za-z]/
/** A quarter of an em, and what the shape behind it leaves free; of the larger of the two shapes. */
const MOST_OF_EM = 0.6

type Boxes = ArrayLike<number>

/**
 * @param spaces units of `text` that stand for a gap and not for a character
 * @param boxes four numbers a unit, in mm
 * @returns those of the spaces that are no more than such a gap
 */
export function quarterSpaces(text: string, boxes: Boxes, spaces: readonly number[]): number[] {
  return spaces.filter((space) => {
    const [before, after] = [space - 1, space + 1]
    if (before < 0 || after >= text.length) return false
    const [one, other] = [text[before]!, text[after]!]
    const isMixed = (JAPANESE.test(one) && WESTERN.test(other)) || (WESTERN.test(one) && JAPANESE.test(other))
    if (!isMixed) return false
    const [a, b] = [before * 4, after * 4]
    const size = Math.max(boxes[a + 2]! - boxes[a]!, boxes[a + 3]! - boxes[a + 1]!, boxes[b + 2]! - boxes[b]!)
    const em = Math.max(size, boxes[b + 3]! - boxes[b + 1]!)
    const isLine = boxes[a + 1]! < boxes[b + 3]! && boxes[b + 1]! < boxes[a + 3]!
    const isColumn = boxes[a]! < boxes[b + 2]! && boxes[b]! < boxes[a + 2]!
    // A space that PDFium makes stands where the character before ends.
    const gap = isLine ? boxes[b]! - boxes[space * 4]! : isColumn ? boxes[b + 1]! - boxes[space * 4 + 1]! : Infinity
    return gap >= 0 && gap <= em * MOST_OF_EM
  })
}
