import { joinOf } from './false-breaks.ts'
import { markBadGlyphs, type GlyphMemory } from './glyphs.ts'
import { markHidden } from './hidden-text.ts'
import { NO_CHARACTER, NO_GLYPH, type PageContent, QUARTER_SPACE } from './page-content.ts'
import { pageGeometry } from './page-geometry.ts'
import { pageObjects } from './page-objects.ts'
import type { PdfDocument } from './pdf-document.ts'
import { quarterSpaces } from './quarter-spaces.ts'

/** Millimetres: left, top, right, bottom. Only inside these are glyphs and what lies over them looked at. */
export type Watched = readonly (readonly [number, number, number, number])[]

/** Room for the characters of a page, used again for the next: in PDFium's memory `places`, and beside it. */
interface Scratch {
  readonly places: number
  readonly capacity: number
  /** A character beyond the first plane takes two units: both get its place. */
  readonly units: Uint16Array
  /** The same memory as `units`. */
  readonly bytes: Buffer
  readonly indexes: Int32Array
}
const BOX_BYTES = 32
const scratches = new WeakMap<object, Scratch>()
const MOST_CHARACTERS = 200_000
/** Carriage return, no-break space, ideographic space: nothing is drawn for them. */
const SPACES = new Set([13, 0xa0, 0x3000])

/** No print shows these: a font map that names them has lost what stands there. */
const isImpossible = (character: number) => (character >= 0x7f && character <= 0x9f) || (character & 0xfffe) === 0xfffe

/** What PDFium makes of a hyphen at the end of a line, whose end it leaves out. */
const HYPHEN = 2

/** PDFium ends a line with a carriage return, which is a space by now, and a line feed. */
const isMadeBreak = (units: Uint16Array, length: number) => units[length - 1] === 10 && units[length - 2] === 32

/** Reads the text of an open page with its places, and marks what is not seen as it should be. */
export function readPage(
  document: PdfDocument,
  page: number,
  watched: Watched,
  glyphs: GlyphMemory,
): Omit<PageContent, 'codes'> {
  const { pdfium } = document
  const geometry = pageGeometry(document, page)
  const textPage = pdfium.FPDFText_LoadPage(page)
  try {
    const count = Math.min(MOST_CHARACTERS, Math.max(0, pdfium.FPDFText_CountChars(textPage)))
    const scratch = scratchFor(document, count)
    const { places, units, indexes } = scratch
    let length = 0
    let unknown: number[] | undefined
    let withoutGlyph: number[] | undefined
    let hyphen = -1
    for (let i = 0; i < count; i++) {
      let character = pdfium.FPDFText_GetUnicode(textPage, i) >>> 0
      if (hyphen >= 0 && joinOf(document, textPage, hyphen, i) === undefined) {
        indexes[length] = hyphen
        units[length++] = 10
      }
      hyphen = character === HYPHEN && pdfium.FPDFText_IsHyphen(textPage, i) === 1 ? i : -1
      if (hyphen >= 0) character = 0x2d
      if (length > 2 && character > 32 && isMadeBreak(units, length)) {
        const join = joinOf(document, textPage, indexes[length - 3]!, i)
        if (join !== undefined) length -= 2 - join.length
      }
      const place = places + i * BOX_BYTES
      pdfium.FPDFText_GetCharBox(textPage, i, place, place + 8, place + 16, place + 24)
      if (character !== 0 && (isImpossible(character) || pdfium.FPDFText_HasUnicodeMapError(textPage, i) === 1))
        (unknown ??= []).push(length)
      else if (character === 0 && pdfium.FPDFText_IsGenerated(textPage, i) !== 1) {
        ;(unknown ??= []).push(length)
        // Glyph 0 without an entry in the map: the font's own .notdef.
        ;(withoutGlyph ??= []).push(length)
      }
      indexes[length] = i
      if (character > 0xffff) {
        units[length++] = 0xd800 + ((character - 0x10000) >> 10)
        indexes[length] = i
        units[length++] = 0xdc00 + ((character - 0x10000) & 0x3ff)
      } else units[length++] = SPACES.has(character) ? 32 : character
    }
    const boxes = new Float32Array(length * 4)
    const raw = new Float64Array(pdfium.memory.buffer, places, count * 4)
    for (let k = 0; k < length; k++) {
      const at = indexes[k]! * 4
      geometry.place(raw[at]!, raw[at + 2]!, raw[at + 1]!, raw[at + 3]!, boxes, k * 4)
    }
    for (const k of unknown ?? []) units[k] = 0xfffd
    const objects = pageObjects(document, page, geometry)
    if (objects.unprinted.size > 0)
      for (let k = 0; k < length; k++)
        if (objects.unprinted.has(pdfium.FPDFText_GetTextObject(textPage, indexes[k]!))) units[k] = 32
    const text = textOf(scratch, length)
    const watchedUnits = unitsInside(watched, text, boxes)
    let marks = new Uint8Array()
    const mark = (unit: number, value: number) => {
      if (marks.length === 0) marks = new Uint8Array(length)
      marks[unit]! |= value
    }
    const gaps: number[] = []
    for (let k = 1; k < length - 1; k++)
      if (units[k] === 32 && units[k - 1]! > 127 !== units[k + 1]! > 127)
        if (pdfium.FPDFText_IsGenerated(textPage, indexes[k]!) === 1) gaps.push(k)
    for (const k of quarterSpaces(text, boxes, gaps)) mark(k, QUARTER_SPACE)
    for (const k of unknown ?? []) if (units[k] !== 32) mark(k, NO_CHARACTER)
    for (const k of withoutGlyph ?? []) if (units[k] !== 32) mark(k, NO_GLYPH)
    if (watchedUnits.length > 0) {
      const textObjects = watchedUnits.map((k) => pdfium.FPDFText_GetTextObject(textPage, indexes[k]!))
      const characters = { text, boxes, units: watchedUnits, textObjects }
      markBadGlyphs(document, page, geometry, characters, glyphs, mark)
      markHidden(document, page, geometry, characters, objects, mark)
    }
    return { widthMm: geometry.widthMm, heightMm: geometry.heightMm, text, boxes, marks, pictures: objects.pictures }
  } finally {
    pdfium.FPDFText_ClosePage(textPage)
  }
}

function scratchFor({ pdfium }: PdfDocument, count: number): Scratch {
  let scratch = scratches.get(pdfium)
  if (!scratch || scratch.capacity < count) {
    if (scratch) pdfium.free(scratch.places)
    const capacity = Math.max(1024, count * 2)
    const places = pdfium.malloc(capacity * BOX_BYTES)
    const units = new Uint16Array(capacity * 2)
    const bytes = Buffer.from(units.buffer)
    scratch = { places, capacity, units, bytes, indexes: new Int32Array(capacity * 2) }
    scratches.set(pdfium, scratch)
  }
  // A place that PDFium does not know stays empty.
  new Uint8Array(pdfium.memory.buffer, scratch.places, count * BOX_BYTES).fill(0)
  return scratch
}

const textOf = ({ bytes }: Scratch, length: number) => bytes.toString('utf16le', 0, length * 2).toWellFormed()

function unitsInside(watched: Watched, text: string, boxes: Float32Array): number[] {
  const found: number[] = []
  for (let k = 0; k < text.length; k++) {
    if (text.charCodeAt(k) <= 32) continue
    const x = (boxes[k * 4]! + boxes[k * 4 + 2]!) / 2
    const y = (boxes[k * 4 + 1]! + boxes[k * 4 + 3]!) / 2
    for (const [left, top, right, bottom] of watched) {
      if (x >= left && x <= right && y >= top && y <= bottom) {
        found.push(k)
        break
      }
    }
  }
  return found
}
