import type { Pdfium } from '../readers/pdf-library.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { type DrawnPicture, encodePixels, MOST_SIDE } from './draw-picture.ts'

const BGRA = 4
/** Annotations too; red first (fpdfview.h: FPDF_ANNOT, FPDF_REVERSE_BYTE_ORDER). */
const FLAGS = 0x01 | 0x10
/** A page of paper at some 120 dots per inch; a stamp is not drawn larger than four times its size. */
const [PAGE_SIDE, MOST_SCALE] = [Math.min(1400, MOST_SIDE), 4]

/**
 * Draws a page as a viewer shows it, its comments and what is filled into its form included. Scripts are never run: the
 * library is built without them.
 * @param form 0 where the document has none
 * @throws UnreadableFile `damaged`
 */
export function drawPage(library: Pdfium, document: number, form: number, page: number): DrawnPicture {
  const handle = library.call('FPDF_LoadPage', document, page)
  if (handle === 0) throw new UnreadableFile('damaged')
  let bitmap = 0
  try {
    if (form !== 0) library.call('FORM_OnAfterLoadPage', handle, form)
    const [points, pointsDown] = [
      library.call('FPDF_GetPageWidthF', handle),
      library.call('FPDF_GetPageHeightF', handle),
    ]
    if (!(points > 0 && pointsDown > 0)) throw new UnreadableFile('damaged')
    const scale = Math.min(MOST_SCALE, PAGE_SIDE / Math.max(points, pointsDown))
    const [width, height] = [Math.max(1, Math.round(points * scale)), Math.max(1, Math.round(pointsDown * scale))]
    bitmap = library.call('FPDFBitmap_CreateEx', width, height, BGRA, 0, 0)
    if (bitmap === 0) throw new UnreadableFile('too_large', { part: 'page' })
    library.call('FPDFBitmap_FillRect', bitmap, 0, 0, width, height, 0xffffffff)
    library.call('FPDF_RenderPageBitmap', bitmap, handle, 0, 0, width, height, 0, FLAGS)
    if (form !== 0) library.call('FPDF_FFLDraw', form, bitmap, handle, 0, 0, width, height, 0, FLAGS)
    const from = library.call('FPDFBitmap_GetBuffer', bitmap)
    return encodePixels({ width, height, rgba: library.memory().slice(from, from + width * height * 4) })
  } finally {
    if (bitmap !== 0) library.call('FPDFBitmap_Destroy', bitmap)
    if (form !== 0) library.call('FORM_OnBeforeClosePage', handle, form)
    library.call('FPDF_ClosePage', handle)
  }
}
