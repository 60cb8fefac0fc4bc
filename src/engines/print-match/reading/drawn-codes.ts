import { codesOf } from './codes.ts'
import type { ReadCode } from './page-content.ts'
import { type PageGeometry, pageGeometry } from './page-geometry.ts'
import { PAPER_DPI, textsOfAreas } from './paper-text.ts'
import type { PdfDocument } from './pdf-document.ts'
import { mayDraw, renderArea } from './render.ts'
import type { Look } from './thread-messages.ts'

const CODE_DPIS = [120, 200, 300]
const SCAN_DPIS = [150, 300]

/** What is read of a page by drawing it: its codes, or the text of its paper where none is found. */
export async function readDrawn(document: PdfDocument, page: number, look: Look): Promise<ReadCode[]> {
  const codes = await codesOfPage(document, page, look)
  return codes.length > 0 ? codes : textsOfPage(document, page, look)
}

async function codesOfPage(document: PdfDocument, page: number, look: Look): Promise<ReadCode[]> {
  const found: ReadCode[] = []
  if (look.codes.length === 0 && !look.codesAnywhere) return found
  const geometry = pageGeometry(document, page)
  for (const [area, { box, formats }] of look.codes.entries()) {
    for (const dpi of CODE_DPIS) {
      if (!mayDraw(box, dpi)) break
      const codes = await codesOf(renderArea(document, page, geometry, box, dpi), formats, area)
      if (codes.length === 0) continue
      found.push(...codes)
      break
    }
  }
  if (look.codesAnywhere) found.push(...(await codesAnywhere(document, page, geometry, look.codesAnywhere)))
  return found
}

async function codesAnywhere(
  document: PdfDocument,
  page: number,
  geometry: PageGeometry,
  formats: NonNullable<Look['codesAnywhere']>,
): Promise<ReadCode[]> {
  for (const dpi of SCAN_DPIS) {
    const whole = [0, 0, geometry.widthMm, geometry.heightMm] as const
    const codes = await codesOf(renderArea(document, page, geometry, whole, dpi), formats, -1)
    if (codes.length > 0) return codes
  }
  return []
}

async function textsOfPage(document: PdfDocument, page: number, { texts = [] }: Look): Promise<ReadCode[]> {
  const geometry = pageGeometry(document, page)
  return textsOfAreas(texts, (box) => renderArea(document, page, geometry, box, PAPER_DPI))
}
