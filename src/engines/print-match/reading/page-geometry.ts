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
    place(left, bottom, right, top, into, at) {
      const box =
        rotation === 0
          ? [left - l, t - top, right - l, t - bottom]
          : rotation === 1
            ? [bottom - b, left - l, top - b, right - l]
            : rotation === 2
              ? [r - right, bottom - b, r - left, top - b]
              : [t - top, r - right, t - bottom, r - left]
      for (let i = 0; i < 4; i++) into[at + i] = box[i]! * MM
    },
  }
}
