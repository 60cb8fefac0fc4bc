import { NO_GLYPH, NOT_EMBEDDED } from './page-content.ts'
import type { PageGeometry } from './page-geometry.ts'
import type { PdfDocument } from './pdf-document.ts'
import { renderArea } from './render.ts'

/**
 * What each font draws for each character, asked once. A font is known by its address, so a page that showed a new font
 * must stay open while this is kept: `isNew` says so.
 */
export interface GlyphMemory {
  readonly fonts: Map<number, GlyphsOfFont>
  hasNewFont: boolean
}
interface GlyphsOfFont {
  readonly isEmbedded: boolean
  /** Character → true, or for each size in which it was seen whether it is drawn. */
  readonly drawn: Map<number, true | Map<string, boolean>>
}

export const newGlyphMemory = (): GlyphMemory => ({ fonts: new Map(), hasNewFont: false })

/** Few straight strokes: these characters look like the box of a missing one without being it. */
const BOXLIKE = new Set(
  '一二三十口囗日曰目田由甲申王玉土士工上下中山出正止凸凹巨臣回匚囲皿四罒面而且旦亘川冊亜亞エコニハヨロ三ミーノ',
)
/** A font may name the radical (⽥) where the ideograph (田) was meant. */
const isBoxlike = (character: number) => BOXLIKE.has(String.fromCodePoint(character).normalize('NFKC'))
/** Private characters too: what a font of 外字 draws for them. */
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Co}]/u
const VISIBLE = /[\p{L}\p{N}]/u
/** Of other letters and figures only those that are not drawn at all are found: some are frames by nature. */
const mayBeFramed = (character: number) => isBoxlike(character) || !JAPANESE.test(String.fromCodePoint(character))
const MOST_BOX_SEGMENTS = 24
const LINE_TO = 0
const MOVE_TO = 2

/** Watched characters with their text objects beside them. */
export interface WatchedGlyphs {
  readonly text: string
  readonly boxes: Float32Array
  readonly units: readonly number[]
  readonly textObjects: readonly number[]
}

export function markBadGlyphs(
  document: PdfDocument,
  page: number,
  geometry: PageGeometry,
  { text, boxes, units, textObjects }: WatchedGlyphs,
  memory: GlyphMemory,
  mark: (unit: number, value: number) => void,
): void {
  const { pdfium } = document
  let [lastObject, font] = [0, 0]
  let known: GlyphsOfFont | undefined
  for (let i = 0; i < units.length; i++) {
    const object = textObjects[i]!
    if (object === 0) continue
    if (object !== lastObject) {
      lastObject = object
      font = pdfium.FPDFTextObj_GetFont(object)
      known = memory.fonts.get(font)
    }
    if (font === 0) continue
    if (!known) {
      known = { isEmbedded: pdfium.FPDFFont_GetIsEmbedded(font) === 1, drawn: new Map() }
      memory.fonts.set(font, known)
      memory.hasNewFont = true
    }
    const unit = units[i]!
    const character = text.codePointAt(unit)!
    if (!known.isEmbedded) {
      if (JAPANESE.test(String.fromCodePoint(character))) mark(unit, NOT_EMBEDDED)
      continue
    }
    let drawn = known.drawn.get(character)
    if (drawn === undefined)
      known.drawn.set(character, (drawn = looksDrawn(document, font, character) ? true : new Map()))
    if (drawn === true) continue
    // The outline is found by the character, which a font may know by another number, or by two: what is drawn decides.
    const box = boxes.subarray(unit * 4, unit * 4 + 4)
    const size = `${((box[2]! - box[0]!) * 20).toFixed(0)} ${((box[3]! - box[1]!) * 20).toFixed(0)}`
    let isGood = drawn.get(size)
    if (isGood === undefined) {
      isGood = isDrawn(document, page, geometry, object, box, mayBeFramed(character))
      // Nothing is seen of it where it is covered: elsewhere it is looked at again.
      if (isGood) drawn.set(size, true)
    }
    if (!isGood) mark(unit, NO_GLYPH)
  }
}

const DPI = 300
const INK = 80

/** Draws the character as it is: false where there is nothing, or a frame along all four sides that it should not have. */
function isDrawn(
  document: PdfDocument,
  page: number,
  geometry: PageGeometry,
  object: number,
  box: Float32Array,
  isFrameRight: boolean,
): boolean {
  const area = [box[0]!, box[1]!, box[2]!, box[3]!] as const
  const shown = (isOn: number) => {
    document.pdfium.FPDFPageObj_SetIsActive(object, isOn)
    return renderArea(document, page, geometry, area, DPI)
  }
  const [without, withIt] = [shown(0), shown(1)]
  const { width, height } = withIt
  const isInk = (x: number, y: number) => Math.abs(withIt.grey[y * width + x]! - without.grey[y * width + x]!) > INK
  const edge = Math.max(1, Math.round(Math.min(width, height) * EDGE))
  const share = (length: number, has: (along: number, across: number) => boolean) => {
    let count = 0
    for (let along = 0; along < length; along++)
      for (let across = 0; across < edge; across++)
        if (has(along, across)) {
          count++
          break
        }
    return count / length
  }
  let hasInk = false
  for (let at = 0; at < withIt.grey.length && !hasInk; at++) hasInk = isInk(at % width, Math.floor(at / width))
  if (!hasInk) return false
  if (isFrameRight) return true
  const sides = [
    share(width, (along, across) => isInk(along, across)),
    share(width, (along, across) => isInk(along, height - 1 - across)),
    share(height, (along, across) => isInk(across, along)),
    share(height, (along, across) => isInk(width - 1 - across, along)),
  ]
  return sides.some((side) => side < FRAMED)
}
const EDGE = 0.15
const FRAMED = 0.9

/** False where an embedded font seems to draw nothing for a visible character, or a box in place of a Japanese one. */
function looksDrawn({ pdfium, scratch }: PdfDocument, font: number, character: number): boolean {
  if (!VISIBLE.test(String.fromCodePoint(character)) && !JAPANESE.test(String.fromCodePoint(character))) return true
  const path = pdfium.FPDFFont_GetGlyphPath(font, character, 100)
  if (path === 0) return false // a font made of drawings (Type 3)
  const count = pdfium.FPDFGlyphPath_CountGlyphSegments(path)
  if (count <= 0) return false
  if (count > MOST_BOX_SEGMENTS || mayBeFramed(character)) return true
  const points: { x: number; y: number }[] = []
  for (let i = 0; i < count; i++) {
    const segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, i)
    const type = pdfium.FPDFPathSegment_GetType(segment)
    if (type !== LINE_TO && type !== MOVE_TO) return true
    pdfium.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)
    const [x, y] = new Float32Array(pdfium.memory.buffer, scratch, 2) as unknown as [number, number]
    points.push({ x, y })
  }
  return !isFramed(points)
}

/** All four corners of what is drawn are points of it: a frame, with or without a cross in it. */
function isFramed(points: readonly { x: number; y: number }[]): boolean {
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const near = (a: number, b: number) => Math.abs(a - b) < 0.02 * (right - left + high - low)
  const hasCorner = (x: number, y: number) => points.some((point) => near(point.x, x) && near(point.y, y))
  return hasCorner(left, low) && hasCorner(left, high) && hasCorner(right, low) && hasCorner(right, high)
}
