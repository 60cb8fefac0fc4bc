import type { PageContent } from '../reading/page-content.ts'
import type { Area } from '../specification.ts'

/**
 * Whether what a text lacks may stand there as a drawing: 外字 are often printed so, and whole names too. Then nobody can say
 * that it is missing.
 * @param printed what is read there, and `expected`: normalised
 */
export function mayBePicture(
  { pictures }: PageContent,
  [x, y, width, height]: Area,
  printed: string,
  expected: string,
): boolean {
  if (pictures.length === 0 || !isLeftOf(printed, expected)) return false
  return pictures.some(({ box: [left, top, right, bottom] }) => {
    const [middle, level] = [(left + right) / 2, (top + bottom) / 2]
    const isInside = middle >= x && middle <= x + width && level >= y && level <= y + height
    return isInside && right - left <= width && bottom - top <= height
  })
}

/** What is left of a text when some of its characters are taken out. */
function isLeftOf(rest: string, whole: string): boolean {
  const [ours, theirs] = [Array.from(rest), Array.from(whole)]
  let at = 0
  for (const each of theirs) if (at < ours.length && ours[at] === each) at++
  return at === ours.length && ours.length < theirs.length
}
