import { type Layered, layerOf, unprintedObjects } from './layers.ts'
import type { Picture } from './page-content.ts'
import type { PageGeometry } from './page-geometry.ts'
import { printedNotes } from './page-notes.ts'
import type { PdfDocument } from './pdf-document.ts'
import { renderArea } from './render.ts'

type Box = readonly [number, number, number, number]

/** Everything painted on a page, in the order of painting. */
export interface PageObjects {
  /** Text object → when it is painted. */
  readonly textOrder: ReadonlyMap<number, number>
  /** What may cover text that was painted before it. */
  readonly painters: readonly { readonly object: number; readonly order: number; readonly box: Box }[]
  readonly pictures: readonly Picture[]
  /** Where annotations are printed over all of it. */
  readonly notes: readonly Box[]
  /** Texts that are written invisibly, or lie on layers that are not printed; pictures that do are left out above. */
  readonly unprinted: ReadonlySet<number>
}

const [TEXT, PATH, IMAGE, SHADING, FORM] = [1, 2, 3, 4, 5]
/** Neither filled nor stroked; the second makes a clip. */
const INVISIBLE_MODES = new Set([3, 7])
const WHITE_DPI = 50
const MOST_OBJECTS = 50_000
const MOST_PICTURES = 200
const DEEPEST = 8
/** A drawn shape with fewer segments is a line, a box or a tick, not the outline of a character. */
const OUTLINE_SEGMENTS = 9

type Matrix = readonly [number, number, number, number, number, number]
const SAME: Matrix = [1, 0, 0, 1, 0, 0]

export function pageObjects(document: PdfDocument, page: number, geometry: PageGeometry): PageObjects {
  const { pdfium, scratch } = document
  const textOrder = new Map<number, number>()
  const painters: { object: number; order: number; box: Box }[] = []
  const pictures: { object: number; kind: Picture['kind']; box: Box }[] = []
  const layered: Layered[] = []
  const invisible: number[] = []
  let order = 0

  const boxOf = (object: number, matrix: Matrix): Box => {
    pdfium.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)
    const [l, b, r, t] = new Float32Array(pdfium.memory.buffer, scratch, 4) as unknown as [
      number,
      number,
      number,
      number,
    ]
    const corners = [
      [l, b],
      [l, t],
      [r, b],
      [r, t],
    ].map(([x, y]) => [matrix[0] * x! + matrix[2] * y! + matrix[4], matrix[1] * x! + matrix[3] * y! + matrix[5]])
    const xs = corners.map((corner) => corner[0]!)
    const ys = corners.map((corner) => corner[1]!)
    const box = [0, 0, 0, 0]
    geometry.place(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), box, 0)
    return box as unknown as Box
  }
  const isFilled = (path: number) => {
    pdfium.FPDFPath_GetDrawMode(path, scratch, scratch + 4)
    return new Int32Array(pdfium.memory.buffer, scratch, 1)[0] !== 0
  }
  const noteLayer = (object: number, form: number, matrix: Matrix, known?: Box) => {
    const layer = layerOf(document, object, form)
    if (layer !== '') layered.push({ object, layer, box: known ?? boxOf(object, matrix) })
  }
  const visit = (object: number, matrix: Matrix, depth: number, form: number) => {
    if (++order > MOST_OBJECTS) return
    const type = pdfium.FPDFPageObj_GetType(object)
    if (type === TEXT) {
      textOrder.set(object, order)
      if (INVISIBLE_MODES.has(pdfium.FPDFTextObj_GetTextRenderMode(object))) invisible.push(object)
      else noteLayer(object, form, matrix)
    } else if (type === FORM && depth < DEEPEST) {
      pdfium.FPDFPageObj_GetMatrix(object, scratch)
      const own = [...new Float32Array(pdfium.memory.buffer, scratch, 6)] as unknown as Matrix
      const within = multiplied(own, matrix)
      const count = pdfium.FPDFFormObj_CountObjects(object)
      for (let i = 0; i < count; i++) visit(pdfium.FPDFFormObj_GetObject(object, i), within, depth + 1, object)
    } else if (type === IMAGE || type === SHADING) {
      const box = boxOf(object, matrix)
      painters.push({ object, order, box })
      if (type === IMAGE && pictures.length < MOST_PICTURES) {
        pictures.push({ object, kind: 'image', box })
        noteLayer(object, form, matrix, box)
      }
    } else if (type === PATH && isFilled(object)) {
      const box = boxOf(object, matrix)
      painters.push({ object, order, box })
      const isOutline = pictures.length < MOST_PICTURES && pdfium.FPDFPath_CountSegments(object) >= OUTLINE_SEGMENTS
      if (isOutline) {
        pictures.push({ object, kind: 'outline', box })
        noteLayer(object, form, matrix, box)
      }
    }
  }
  const count = pdfium.FPDFPage_CountObjects(page)
  for (let i = 0; i < count; i++) visit(pdfium.FPDFPage_GetObject(page, i), SAME, 0, 0)
  const unprinted = unprintedObjects(document, page, geometry, layered, painters)
  for (const object of invisible) unprinted.add(object)
  const notes = printedNotes(document, page, geometry)
  // An image that PDFium cannot decode leaves no trace either: it counts as seen.
  let seen: Picture[] = pictures
    .filter(({ object, kind }) => kind === 'image' || !unprinted.has(object))
    .map(({ kind, box }) => ({ kind, box }))
  if (
    seen.length > 0 &&
    seen.every(({ kind }) => kind === 'outline') &&
    [...textOrder.keys()].every((text) => unprinted.has(text)) &&
    isWhite(document, page, geometry)
  )
    seen = []
  seen.push(...notes.map((box) => ({ kind: 'image', box }) as const))
  return { textOrder, painters, pictures: seen, notes, unprinted }
}

/** Pictures that nobody sees: on layers of their own, or white. */
function isWhite(document: PdfDocument, page: number, geometry: PageGeometry): boolean {
  const whole = [0, 0, geometry.widthMm, geometry.heightMm] as const
  return renderArea(document, page, geometry, whole, WHITE_DPI, false).grey.every((level) => level === 255)
}

/** First `a`, then `b`. */
function multiplied(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ]
}
