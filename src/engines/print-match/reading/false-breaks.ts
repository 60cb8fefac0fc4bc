import type { PdfDocument } from './pdf-document.ts'

/** How far apart two levels are of one line, up and down: of the wider character's width. As PDFium has it for horizontal lines. */
const [MOST_UP, MOST_DOWN] = [0.5, 0.75]
/** How far characters overlap at most: of an em. */
const MOST_OVERLAP = 0.25
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
  const wider = other.width > one.width ? other : one
  const { width } = wider
  if (rise > width * MOST_UP || rise < -width * MOST_DOWN) return undefined
  const gap = other.start - one.end
  if (gap < -wider.em * MOST_OVERLAP) return undefined
  return gap > width * shareOfSpace(width / wider.em) ? ' ' : ''

  /** As the line runs: from where to where, on what level. */
  function placeOf(index: number, x: number, y: number) {
    if (pdfium.FPDFText_GetLooseCharBox(textPage, index, scratch) !== 1) return undefined
    const [left, top, right, bottom] = new Float32Array(pdfium.memory.buffer, scratch, 4) as unknown as Four
    const start = x * along + y * up
    const [a, b] = [left * along + bottom * up, right * along + top * up]
    const end = Math.max(start, a, b)
    return { start, level: y * along - x * up, end, width: end - start, em: emOf(index) }
  }

  /** The box of a font says nothing of it: that of a thin one is three times as high as its characters. */
  function emOf(index: number): number {
    if (pdfium.FPDFText_GetMatrix(textPage, index, scratch) !== 1) return 0
    const [a, b] = new Float32Array(pdfium.memory.buffer, scratch, 2) as unknown as Four
    return Math.abs(pdfium.FPDFText_GetFontSize(textPage, index)) * Math.hypot(a, b)
  }
}

/** From which gap on PDFium puts a space between characters of such a width, in em: a share of that width. */
const shareOfSpace = (width: number) => (width < 0.4 ? 1 / 2 : width < 0.7 ? 1 / 4 : width < 0.8 ? 1 / 5 : 1 / 6)

type Four = readonly [number, number, number, number]
