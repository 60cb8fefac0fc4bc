import type { PdfDocument } from './pdf-document.ts'

const MM = 25.4 / 72

/** From PDFium's page space (points, upwards, unrotated) to millimetres from the upper left corner as the page is seen. */
export interface PageGeometry {
  readonly widthMm: number
  readonly heightMm: number
  /** Left, top, right, bottom in mm, written into `into` at `at`. */
  place(left: number, bottom: number, right: number, top: number, into: Float32Array | number[], at: number): void
}

export function pageGeometry({ pdfium, scratch }: PdfDocument, page: number): PageGeometry {
  pdfium.FPDF_GetPageBoundingBox(page, scratch)
  const [l, t, r, b] = new Float32Array(pdfium.memory.buffer, scratch, 4) as unknown as [number, number, number, number]
  const rotation = pdfium.FPDFPage_GetRotation(page)
  return {
    widthMm: (rotation % 2 === 0 ? r - l : t - b) * MM,
    heightMm: (rotation % 2 === 0 ? t - b : r - l) * MM,
    // Called for every character: nothing is made here.
    place(left, bottom, right, top, into, at) {
      if (rotation === 0) write(into, at, left - l, t - top, right - l, t - bottom)
      else if (rotation === 1) write(into, at, bottom - b, left - l, top - b, right - l)
      else if (rotation === 2) write(into, at, r - right, bottom - b, r - left, top - b)
      else write(into, at, t - top, r - right, t - bottom, r - left)
    },
  }
}

function write(into: Float32Array | number[], at: number, left: number, top: number, right: number, bottom: number) {
  into[at] = left * MM
  into[at + 1] = top * MM
  into[at + 2] = right * MM
  into[at + 3] = bottom * MM
}
