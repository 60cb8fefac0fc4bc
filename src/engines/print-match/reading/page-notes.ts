import type { PageGeometry } from './page-geometry.ts'
import type { PdfDocument } from './pdf-document.ts'
import { renderArea } from './render.ts'

type Box = readonly [number, number, number, number]

const [LINK, POPUP, WIDGET] = [2, 16, 20]
const [HIDDEN_FLAG, PRINT_FLAG] = [2, 4]
const MOST_NOTES = 200
const DPI = 144
/** Difference in grey that is print and not a tint. */
const PAINT = 60
/** Of a character's place; what differs less is an edge. */
const LEAST_SHARE = 0.03

/**
 * Where annotations (注釈: stamps, notes, boxes, form fields) are printed on a page, in mm. They are no part of its text, and
 * lie over it. PDFium draws no form fields here: each counts as printed.
 */
export function printedNotes(document: PdfDocument, page: number, geometry: PageGeometry): Box[] {
  const { pdfium, scratch } = document
  const count = Math.min(MOST_NOTES, pdfium.FPDFPage_GetAnnotCount(page))
  const boxes: Box[] = []
  for (let i = 0; i < count; i++) {
    const note = pdfium.FPDFPage_GetAnnot(page, i)
    if (note === 0) continue
    const subtype = pdfium.FPDFAnnot_GetSubtype(note)
    const flags = pdfium.FPDFAnnot_GetFlags(note)
    const isBoxed = pdfium.FPDFAnnot_GetRect(note, scratch) === 1
    const [l, t, r, b] = new Float32Array(pdfium.memory.buffer, scratch, 4) as unknown as [...Box]
    pdfium.FPDFPage_CloseAnnot(note)
    if (!isBoxed || subtype === LINK || subtype === POPUP) continue
    if ((flags & PRINT_FLAG) === 0 || (flags & HIDDEN_FLAG) !== 0) continue
    const box = [0, 0, 0, 0]
    geometry.place(Math.min(l, r), Math.min(b, t), Math.max(l, r), Math.max(b, t), box, 0)
    const inside = within(box as unknown as Box, geometry)
    if (inside && (subtype === WIDGET || isPainted(document, page, geometry, inside))) boxes.push(inside)
  }
  return boxes
}

function within([left, top, right, bottom]: Box, { widthMm, heightMm }: PageGeometry): Box | undefined {
  const box = [Math.max(0, left), Math.max(0, top), Math.min(widthMm, right), Math.min(heightMm, bottom)] as const
  return box[2] > box[0] && box[3] > box[1] ? box : undefined
}

function isPainted(document: PdfDocument, page: number, geometry: PageGeometry, box: Box): boolean {
  const [bare, noted] = [false, true].map((hasNotes) => renderArea(document, page, geometry, box, DPI / 4, hasNotes))
  return bare!.grey.some((level, at) => level !== noted!.grey[at])
}

/** Those of the characters over which a note is painted. @param boxes of all units of the page's text */
export function unitsUnderNotes(
  document: PdfDocument,
  page: number,
  geometry: PageGeometry,
  notes: readonly Box[],
  boxes: Float32Array,
  units: readonly number[],
): number[] {
  return notes.flatMap((note) => {
    const near = units.filter((unit) => touches(boxes.subarray(unit * 4, unit * 4 + 4), note))
    if (near.length === 0) return []
    const edge = (at: number, choose: (...values: number[]) => number) =>
      near.reduce((found, unit) => choose(found, boxes[unit * 4 + at]!), boxes[near[0]! * 4 + at]!)
    const area = [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)] as const
    const [bare, noted] = [false, true].map((hasNotes) => renderArea(document, page, geometry, area, DPI, hasNotes))
    return near.filter((unit) => {
      const [left, top, right, bottom] = [0, 1, 2, 3].map((at) =>
        Math.max(0, Math.round(((boxes[unit * 4 + at]! - area[at % 2]!) / 25.4) * DPI)),
      ) as [number, number, number, number]
      let [seen, changed] = [0, 0]
      for (let y = top; y < Math.min(bare!.height, bottom); y++)
        for (let x = left; x < Math.min(bare!.width, right); x++, seen++)
          if (Math.abs(bare!.grey[y * bare!.width + x]! - noted!.grey[y * bare!.width + x]!) >= PAINT) changed++
      return changed > seen * LEAST_SHARE
    })
  })
}

const touches = (box: ArrayLike<number>, note: Box): boolean =>
  box[0]! < note[2] && box[2]! > note[0] && box[1]! < note[3] && box[3]! > note[1]
