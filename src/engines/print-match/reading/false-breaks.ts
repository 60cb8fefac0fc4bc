import type { PdfDocument } from './pdf-document.ts'

/** How far apart two levels are of one line, up and down: of the wider character's width. As PDFium has it for horizontal lines. */
const [MOST_UP, MOST_DOWN] = [0.5, 0.75]
/** How far characters overlap at most, and from which distance on a space stands between them: of the height of a line. */
const [MOST_OVERLAP, LEAST_SPACE] = [0.2, 0.12]
const STRAIGHT = 0.01

/**
 * PDFium takes a page whose text fills more of its height than of its width, such as a short list, for vertical writing, and
 * ends a line after each piece of text that stands beside another; a turned page the other way round. Its own places tell what
 * is true: pieces beside each other are one line on such a page as on any other, however far apart they are.
 * @param before index of the character before such an end, `after` of the one behind it
 * @returns what stands between two characters of one line; undefined: the line does end there
 */
export function joinOf(
  { pdfium, scratch, scratchNumbers }: Pick<PdfDocument, 'pdfium' | 'scratch' | 'scratchNumbers'>,
  textPage: number,
  before: number,
  after: number,
): '' | ' ' | undefined {
  const angle = pdfium.FPDFText_GetCharAngle(textPage, before)
  const turn = pdfium.FPDFText_GetCharAngle(textPage, after) - angle
  // Clockwise, as PDFium counts it.
  const [along, up] = [Math.cos(angle), -Math.sin(angle)]
  if (Math.cos(turn) < 1 - STRAIGHT || Math.abs(along * up) > STRAIGHT) return undefined
  if (pdfium.FPDFText_GetCharOrigin(textPage, before, scratch, scratch + 8) !== 1) return undefined
  if (pdfium.FPDFText_GetCharOrigin(textPage, after, scratch + 16, scratch + 24) !== 1) return undefined
  const origins = scratchNumbers()
  const [x, y, nextX, nextY] = [origins[0]!, origins[1]!, origins[2]!, origins[3]!]
  // Nearly every line that ends does so here, before anything is made for it.
  if ((nextX - x) * along + (nextY - y) * up < 0) return undefined
  const one = placeOf(before, x, y)
  const other = placeOf(after, nextX, nextY)
  if (!one || !other) return undefined
  const rise = other.level - one.level
  const width = Math.max(one.end - one.start, other.end - other.start)
  if (rise > width * MOST_UP || rise < -width * MOST_DOWN) return undefined
  const gap = other.start - one.end
  if (gap < -one.height * MOST_OVERLAP) return undefined
  return gap > one.height * LEAST_SPACE ? ' ' : ''

  /** As the line runs: from where to where, on what level. */
  function placeOf(index: number, x: number, y: number) {
    if (pdfium.FPDFText_GetLooseCharBox(textPage, index, scratch) !== 1) return undefined
    const [left, top, right, bottom] = new Float32Array(pdfium.memory.buffer, scratch, 4) as unknown as Four
    const start = x * along + y * up
    const [a, b] = [left * along + bottom * up, right * along + top * up]
    const height = Math.abs(left * -up + bottom * along - (right * -up + top * along))
    return { start, level: y * along - x * up, end: Math.max(start, a, b), height }
  }
}

type Four = readonly [number, number, number, number]
