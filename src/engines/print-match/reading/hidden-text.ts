import { CUT, HIDDEN } from './page-content.ts'
import type { PageGeometry } from './page-geometry.ts'
import type { PageObjects } from './page-objects.ts'
import type { PdfDocument } from './pdf-document.ts'
import { unitsUnderNotes } from './page-notes.ts'
import { renderArea } from './render.ts'

export interface WatchedText {
  readonly text: string
  readonly boxes: Float32Array
  readonly units: readonly number[]
  /** Beside `units`. */
  readonly textObjects: readonly number[]
}

/** Lighter than this on all three colours is looked at on the rendered page. */
const LIGHT = 200
const OVERLAP = 0.35
const DPI = 144
/** Of the ink, or the place, that the character has alone; less is not legible. */
const LEAST_SEEN = 0.6
/** Difference in grey that makes a pixel part of the character. */
const INK = 60
const MOST_RENDERED = 400

/**
 * Marks the characters of which nothing, or too little, is seen: cut by a clip, painted over, or in the
 * colour of what lies behind. The last two are decided on the rendered page, with the text and without it.
 */
export function markHidden(
  document: PdfDocument,
  page: number,
  geometry: PageGeometry,
  watched: WatchedText,
  objects: PageObjects,
  mark: (unit: number, value: number) => void,
): void {
  const { notes } = objects
  if (notes.length > 0)
    for (const unit of unitsUnderNotes(document, page, geometry, notes, watched.boxes, watched.units))
      mark(unit, HIDDEN)
  const states = new Map<number, ReturnType<typeof stateOf>>()
  const suspects = new Map<number, number[]>()
  let [lastObject, state] = [0, undefined as ReturnType<typeof stateOf> | undefined]
  for (let i = 0; i < watched.units.length; i++) {
    const unit = watched.units[i]!
    const object = watched.textObjects[i]!
    if (object === 0) continue
    if (object !== lastObject) {
      state = states.get(object)
      if (!state) states.set(object, (state = stateOf(document, geometry, object)))
      lastObject = object
    }
    const { isLight, clip } = state!
    if (!isLight && !clip && objects.painters.length === 0) continue // nearly all of them
    const box = watched.boxes.subarray(unit * 4, unit * 4 + 4)
    if (clip && inside(box, clip) < LEAST_SEEN) mark(unit, CUT)
    else if (isLight || isPaintedOver(object, box)) {
      const units = suspects.get(object)
      if (units) units.push(unit)
      else suspects.set(object, [unit])
    }
  }
  let rendered = 0
  for (const [object, units] of suspects) {
    if (++rendered > MOST_RENDERED) return units.forEach((unit) => mark(unit, HIDDEN))
    const order = objects.textOrder.get(object) ?? Infinity
    const over = objects.painters.filter((painter) => painter.order > order).map((painter) => painter.object)
    for (const unit of unseen(document, page, geometry, watched.boxes, object, units, over)) mark(unit, HIDDEN)
  }

  function isPaintedOver(object: number, box: Float32Array): boolean {
    const order = objects.textOrder.get(object) ?? Infinity
    return objects.painters.some((painter) => painter.order > order && inside(box, painter.box) > OVERLAP)
  }
}

function stateOf({ pdfium, scratch }: PdfDocument, geometry: PageGeometry, object: number) {
  pdfium.FPDFPageObj_GetFillColor(object, scratch, scratch + 4, scratch + 8, scratch + 12)
  const [r, g, b, alpha] = new Uint32Array(pdfium.memory.buffer, scratch, 4) as unknown as [
    number,
    number,
    number,
    number,
  ]
  const isLight = (r > LIGHT && g > LIGHT && b > LIGHT) || alpha < 255 - LIGHT
  return { isLight, clip: clipOf() }

  /** The box that all clips leave, in mm. */
  function clipOf(): readonly number[] | undefined {
    const clip = pdfium.FPDFPageObj_GetClipPath(object)
    const pathCount = clip === 0 ? 0 : pdfium.FPDFClipPath_CountPaths(clip)
    if (pathCount <= 0) return undefined
    let left: readonly number[] | undefined
    for (let path = 0; path < pathCount; path++) {
      const [xs, ys]: [number[], number[]] = [[], []]
      const count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
      for (let i = 0; i < count; i++) {
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, i), scratch, scratch + 4)
        const [x, y] = new Float32Array(pdfium.memory.buffer, scratch, 2) as unknown as [number, number]
        xs.push(x)
        ys.push(y)
      }
      if (xs.length === 0) continue
      const box = [0, 0, 0, 0]
      geometry.place(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), box, 0)
      left = left
        ? [
            Math.max(left[0]!, box[0]!),
            Math.max(left[1]!, box[1]!),
            Math.min(left[2]!, box[2]!),
            Math.min(left[3]!, box[3]!),
          ]
        : box
    }
    return left
  }
}

/** Share of `box` that lies inside `other`. */
function inside(box: ArrayLike<number>, other: ArrayLike<number>): number {
  const width = Math.min(box[2]!, other[2]!) - Math.max(box[0]!, other[0]!)
  const height = Math.min(box[3]!, other[3]!) - Math.max(box[1]!, other[1]!)
  const area = (box[2]! - box[0]!) * (box[3]! - box[1]!)
  return width <= 0 || height <= 0 || area <= 0 ? 0 : (width * height) / area
}

function unseen(
  document: PdfDocument,
  page: number,
  geometry: PageGeometry,
  boxes: Float32Array,
  object: number,
  units: readonly number[],
  over: readonly number[],
): number[] {
  const { pdfium } = document
  const edge = (at: number, choose: (...values: number[]) => number) =>
    choose(...units.map((unit) => boxes[unit * 4 + at]!))
  const area = [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)] as const
  const shown = (isTextOn: boolean, isOverOn: boolean) => {
    pdfium.FPDFPageObj_SetIsActive(object, isTextOn ? 1 : 0)
    for (const painter of over) pdfium.FPDFPageObj_SetIsActive(painter, isOverOn ? 1 : 0)
    return renderArea(document, page, geometry, area, DPI)
  }
  const [bare, alone, covered] = [shown(false, false), shown(true, false), shown(false, true)]
  const whole = shown(true, true)
  return units.filter((unit) => {
    const pixels = [0, 1, 2, 3].map((at) => Math.round(((boxes[unit * 4 + at]! - area[at % 2]!) / 25.4) * DPI)) as [
      number,
      number,
      number,
      number,
    ]
    let [own, seen] = [0, 0]
    for (let y = Math.max(0, pixels[1]); y < Math.min(bare.height, pixels[3]); y++)
      for (let x = Math.max(0, pixels[0]); x < Math.min(bare.width, pixels[2]); x++) {
        const at = y * bare.width + x
        if (Math.abs(bare.grey[at]! - alone.grey[at]!) < INK) continue
        own++
        if (Math.abs(covered.grey[at]! - whole.grey[at]!) >= INK / 3) seen++
      }
    return seen < LEAST_SEEN * own || own === 0
  })
}
