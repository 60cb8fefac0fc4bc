import type { PageGeometry } from './page-geometry.ts'
import type { PdfDocument } from './pdf-document.ts'

export interface GreyImage {
  readonly width: number
  readonly height: number
  /** A byte a pixel, 255 is white. */
  readonly grey: Uint8Array
}

const GREY = 1
const [WITH_NOTES, GREYSCALE, AS_PRINTED] = [0x01, 0x08, 0x800]
const MOST_PIXELS = 40_000_000

/** A page of more dots than are drawn at once. */
export class TooLargeToDraw extends RangeError {}

const dotsOf = (mm: number, dpi: number) => Math.max(1, Math.round((mm / 25.4) * dpi))

/** Whether an area (left, top, right, bottom in mm) has few enough dots to be drawn at once. */
export const mayDraw = (area: readonly [number, number, number, number], dpi: number): boolean =>
  dotsOf(area[2] - area[0], dpi) * dotsOf(area[3] - area[1], dpi) <= MOST_PIXELS

/** Draws a part of the page as it would be printed: without what is for the screen alone. @param area left, top, right, bottom in mm */
export function renderArea(
  { pdfium }: PdfDocument,
  page: number,
  geometry: PageGeometry,
  area: readonly [number, number, number, number],
  dpi: number,
  hasNotes = true,
): GreyImage {
  const pixels = (mm: number) => Math.round((mm / 25.4) * dpi)
  const [width, height] = [dotsOf(area[2] - area[0], dpi), dotsOf(area[3] - area[1], dpi)]
  if (!mayDraw(area, dpi)) throw new TooLargeToDraw('the page is too large to draw')
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, GREY, 0, 0)
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
    const [fullWidth, fullHeight] = [pixels(geometry.widthMm), pixels(geometry.heightMm)]
    pdfium.FPDF_RenderPageBitmap(
      bitmap,
      page,
      -pixels(area[0]),
      -pixels(area[1]),
      fullWidth,
      fullHeight,
      0,
      GREYSCALE | AS_PRINTED | (hasNotes ? WITH_NOTES : 0),
    )
    const stride = pdfium.FPDFBitmap_GetStride(bitmap)
    const bytes = new Uint8Array(pdfium.memory.buffer, pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    const grey = new Uint8Array(width * height)
    for (let y = 0; y < height; y++) grey.set(bytes.subarray(y * stride, y * stride + width), y * width)
    return { width, height, grey }
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap)
  }
}
