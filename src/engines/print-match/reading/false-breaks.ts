import type { PdfDocument } from './pdf-document.ts'

/** Of the height of a line: how far characters of one line stand apart at most, and how far without a space between them. */
const [MOST_APART, LEAST_SPACE] = [2, 0.1]
const SAME_LEVEL = 0.1

/**
 * PDFium takes a page whose text fills more of its height than of its width, such as a short list, for vertical writing, and
 * ends a line after each piece of text that stands beside another. Its own places tell what is true.
 * @param before index of the character before such an end, `after` of the one behind it
 * @returns what stands between two characters of one line, left to right; undefined: the line does end there
 */
export function joinOf(
  { pdfium, scratch }: Pick<PdfDocument, 'pdfium' | 'scratch'>,
  textPage: number,
  before: number,
  after: number,
): '' | ' ' | undefined {
  if (pdfium.FPDFText_GetCharOrigin(textPage, before, scratch, scratch + 8) !== 1) return undefined
  if (pdfium.FPDFText_GetCharOrigin(textPage, after, scratch + 16, scratch + 24) !== 1) return undefined
  if (pdfium.FPDFText_GetLooseCharBox(textPage, before, scratch + 32) !== 1) return undefined
  const [, level, start, levelAfter] = new Float64Array(pdfium.memory.buffer, scratch, 4) as unknown as Four
  const [, top, end, bottom] = new Float32Array(pdfium.memory.buffer, scratch + 32, 4) as unknown as Four
  const height = Math.abs(top - bottom)
  const gap = start - end
  if (Math.abs(level - levelAfter) > height * SAME_LEVEL) return undefined
  if (!(gap > -height * LEAST_SPACE * 2) || gap > height * MOST_APART) return undefined
  return gap > height * LEAST_SPACE ? ' ' : ''
}

type Four = readonly [number, number, number, number]
