import { NO_GLYPH } from './page-content.ts'
import type { PdfDocument } from './pdf-document.ts'

/**
 * What each font draws for each character, asked once. A font is known by its address, so a page that showed a new font
 * must stay open while this is kept: `isNew` says so.
 */
export interface GlyphMemory {
  readonly fonts: Map<number, Map<number, boolean>>
  hasNewFont: boolean
}
export const newGlyphMemory = (): GlyphMemory => ({ fonts: new Map(), hasNewFont: false })

/** Few straight strokes: these characters look like the box of a missing one without being it. */
const BOXLIKE = new Set(
  '一二三十口囗日曰目田由甲申王玉土士工上下中山出正止凸凹巨臣回匚囲皿四罒面而且旦亘川冊亜亞エコニハヨロ三ミーノ',
)
/** Private characters too: what a font of 外字 draws for them. */
const IDEOGRAPH = /[\p{Script=Han}\p{Co}]/u
const MOST_BOX_SEGMENTS = 24
const LINE_TO = 0
const MOVE_TO = 2

export function markBadGlyphs(
  document: PdfDocument,
  text: string,
  units: readonly number[],
  textObjects: readonly number[],
  memory: GlyphMemory,
  mark: (unit: number, value: number) => void,
): void {
  const { pdfium } = document
  let [lastObject, font] = [0, 0]
  for (let i = 0; i < units.length; i++) {
    const object = textObjects[i]!
    if (object === 0) continue
    if (object !== lastObject) {
      lastObject = object
      font = pdfium.FPDFTextObj_GetFont(object)
    }
    if (font === 0) continue
    let known = memory.fonts.get(font)
    if (!known) {
      memory.fonts.set(font, (known = new Map()))
      memory.hasNewFont = true
    }
    const character = text.codePointAt(units[i]!)!
    let isGood = known.get(character)
    if (isGood === undefined) known.set(character, (isGood = isDrawn(document, font, character)))
    if (!isGood) mark(units[i]!, NO_GLYPH)
  }
}

/** False where an embedded font draws nothing for a visible character, or a box in place of an ideograph. */
function isDrawn({ pdfium, scratch }: PdfDocument, font: number, character: number): boolean {
  if (pdfium.FPDFFont_GetIsEmbedded(font) !== 1) return true
  const shape = String.fromCodePoint(character)
  if (!IDEOGRAPH.test(shape)) return true
  const path = pdfium.FPDFFont_GetGlyphPath(font, character, 100)
  if (path === 0) return true // a font made of drawings (Type 3): nothing to compare
  const count = pdfium.FPDFGlyphPath_CountGlyphSegments(path)
  if (count <= 0) return false
  if (count > MOST_BOX_SEGMENTS || BOXLIKE.has(shape)) return true
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
