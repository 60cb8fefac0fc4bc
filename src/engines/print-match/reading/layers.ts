import type { PageGeometry } from './page-geometry.ts'
import type { PdfDocument } from './pdf-document.ts'
import { type GreyImage, renderArea } from './render.ts'

type Box = readonly [number, number, number, number]

/** Something on a layer, or in a form (ISO 32000-1 §8.10), which may lie on one as a whole. */
export interface Layered {
  readonly object: number
  /** What lies on the same layers has the same. */
  readonly layer: string
  readonly box: Box
}

const SCRATCH_TEXT = 128
/** `OC` in UTF-16LE with its end. */
const OC = [0x4f, 0, 0x43, 0, 0, 0]
const DPI = 100
/** Of one layer; some may be empty, or lie under others. */
const MOST_TRIED = 8
const MOST_LAYERS = 1000

/**
 * The layers (optional content, ISO 32000-1 §8.11) of an object; empty for none. Objects of one stretch of content have the
 * same marks, and a form counts as a layer, because nothing tells whether it lies on one.
 */
export function layerOf({ pdfium, scratch }: PdfDocument, object: number, form: number): string {
  let layer = form === 0 ? '' : `${form} `
  const count = pdfium.FPDFPageObj_CountMarks(object)
  for (let i = 0; i < count; i++) {
    const mark = pdfium.FPDFPageObj_GetMark(object, i)
    if (pdfium.FPDFPageObjMark_GetName(mark, scratch + 4, SCRATCH_TEXT, scratch) !== 1) continue
    const [byteCount] = new Uint32Array(pdfium.memory.buffer, scratch, 1)
    const name = new Uint8Array(pdfium.memory.buffer, scratch + 4, OC.length)
    if (byteCount === OC.length && OC.every((byte, at) => name[at] === byte)) layer += `${mark} `
  }
  return layer
}

/**
 * Those of the objects whose layers are not printed. PDFium draws by the layers' states, policies and expressions; of each
 * layer a few objects are drawn and left out, until one makes a difference.
 * @param painters what may cover them
 */
export function unprintedObjects(
  document: PdfDocument,
  page: number,
  geometry: PageGeometry,
  layered: readonly Layered[],
  painters: readonly { readonly object: number }[],
): Set<number> {
  const layers = new Map<string, Layered[]>()
  for (const each of layered) {
    const others = layers.get(each.layer)
    if (others) others.push(each)
    else layers.set(each.layer, [each])
  }
  const unprinted = new Set<number>()
  if (layers.size === 0) return unprinted
  const covering = new Set(painters.map(({ object }) => object))
  let tried = 0
  for (const object of covering) document.pdfium.FPDFPageObj_SetIsActive(object, 0)
  for (const objects of layers.values())
    if (++tried > MOST_LAYERS || !objects.slice(0, MOST_TRIED).some(isDrawn))
      for (const { object } of objects) unprinted.add(object)
  for (const object of covering) document.pdfium.FPDFPageObj_SetIsActive(object, 1)
  return unprinted

  function isDrawn({ object, box }: Layered): boolean {
    const area = [
      Math.max(0, box[0]),
      Math.max(0, box[1]),
      Math.min(geometry.widthMm, box[2]),
      Math.min(geometry.heightMm, box[3]),
    ] as const
    if (area[2] <= area[0] || area[3] <= area[1]) return false
    const [without, withIt] = [0, 1].map((isActive) => {
      document.pdfium.FPDFPageObj_SetIsActive(object, isActive)
      return renderArea(document, page, geometry, area, DPI, false)
    }) as [GreyImage, GreyImage]
    if (covering.has(object)) document.pdfium.FPDFPageObj_SetIsActive(object, 0)
    return withIt.grey.some((level, at) => level !== without.grey[at])
  }
}
