import type { BlockFile } from './block-file.ts'
import type { FileRange } from './tiff-fields.ts'
import { imageDictionaries } from './tiff-image.ts'
import type { TiffPage } from './tiff-page.ts'
import { tiffPages } from './tiff-pages.ts'
import { TURNS } from './upright.ts'

/** A piece of the PDF: written here, or bytes of the TIFF. */
type Piece = Buffer | FileRange
const POINTS = 72 / 25.4
const HEAD_OBJECTS = 2
const ENTRY_BYTES = 20
const KEPT_PAGES = 4

/**
 * A TIFF as the PDF that has its strips for images: PDFium decodes and draws them as those of any PDF. Nothing is copied before it
 * is asked for: the bytes are those of the TIFF between a few that are written here, and of a page only when it is read.
 * @throws CannotVerify `tiff_unreadable`, `tiff_page_unreadable`
 */
export function tiffAsPdf(file: BlockFile, name: string): BlockFile {
  const pages = tiffPages(file, name)
  const firstObjects: number[] = []
  let objectCount = HEAD_OBJECTS + 1
  for (const page of pages) {
    firstObjects.push(objectCount)
    objectCount += 2 + imageCount(page)
  }
  const kids = firstObjects.map((object) => `${object} 0 R`).join(' ')
  const catalog = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n')
  const tree = Buffer.from(`2 0 obj\n<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>\nendobj\n`)
  const places = new Float64Array(objectCount)
  places.set([9, catalog.length], 1)
  const starts: number[] = []
  let length = catalog.length + tree.length
  pages.forEach((page, index) => {
    starts.push(length)
    pageObjects(file, page, firstObjects[index]!).forEach((pieces, object) => {
      places[firstObjects[index]! + object] = length
      length += lengthOf(pieces)
    })
  })
  const kept = new Map<number, readonly Piece[]>()
  const piecesOf = (index: number): readonly Piece[] => {
    const pieces = kept.get(index) ?? pageObjects(file, pages[index]!, firstObjects[index]!).flat()
    kept.delete(index)
    kept.set(index, pieces)
    if (kept.size > KEPT_PAGES) kept.delete(kept.keys().next().value!)
    return pieces
  }
  const tail = tailOf(places, length)
  const head = Buffer.concat([catalog, tree])
  const byteCount = length + tail.length
  return {
    byteCount,
    copyInto(target, position) {
      if (position < 0 || position + target.length > byteCount) return false
      copyPieces([head], target, position, 0, false, file)
      copyPieces([tail], target, position, length, false, file)
      for (let index = pageAt(starts, position); index < pages.length; index++) {
        if (starts[index]! >= position + target.length) break
        if (!copyPieces(piecesOf(index), target, position, starts[index]!, pages[index]!.isReversed, file)) return false
      }
      return true
    },
  }
}

const imageCount = ({ coding, strips }: TiffPage) => (coding === 'plain' ? 1 : strips.length)
const lengthOf = (pieces: readonly Piece[]) => pieces.reduce((sum, { length }) => sum + length, 0)

/** The page, its content, and its images: each the pieces of one object. */
function pageObjects(file: BlockFile, page: TiffPage, first: number): Piece[][] {
  const [degrees, isMirrored] = TURNS[page.orientation] ?? [0, false]
  const [wide, high] = [page.widthMm * POINTS, page.heightMm * POINTS]
  const images = imagesOf(page)
  const dictionaryOf = imageDictionaries(file, page)
  let top = 0
  const paint = images.map(({ rows }, image) => {
    top += rows
    const [height, bottom] = [(rows / page.height) * high, high - (top / page.height) * high]
    return `q ${points(wide)} 0 0 ${points(height)} 0 ${points(bottom)} cm /I${image} Do Q`
  })
  const content = [...(isMirrored ? [`-1 0 0 1 ${points(wide)} 0 cm`] : []), ...paint].join('\n')
  const named = images.map((_, image) => `/I${image} ${first + 2 + image} 0 R`).join(' ')
  return [
    [
      Buffer.from(
        `${first} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${points(wide)} ${points(high)}] /Rotate ${degrees} ` +
          `/Contents ${first + 1} 0 R /Resources << /XObject << ${named} >> >> >>\nendobj\n`,
      ),
    ],
    [Buffer.from(`${first + 1} 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n`)],
    ...images.map(({ rows, data }, image) => [
      Buffer.from(`${first + 2 + image} 0 obj\n${dictionaryOf(rows, lengthOf(data))}\nstream\n`),
      ...data,
      Buffer.from('\nendstream\nendobj\n'),
    ]),
  ]
}

const points = (value: number) => value.toFixed(4)

/** What is not coded is one picture, however many strips it lies in. */
function imagesOf(page: TiffPage): readonly { readonly rows: number; readonly data: readonly Piece[] }[] {
  if (page.coding === 'plain') return [{ rows: page.height, data: page.strips }]
  return page.strips.map((strip) => ({ rows: strip.rows, data: dataOf(page, strip) }))
}

/** Tables that stand in the directory come before the strip, between the two marks of a whole JPEG. */
function dataOf({ jpegTables: tables, coding }: TiffPage, strip: FileRange): readonly Piece[] {
  if (coding !== 'jpeg' || !tables) return [strip]
  return [
    { from: tables.from, length: tables.length - 2 },
    { from: strip.from + 2, length: strip.length - 2 },
  ]
}

function tailOf(places: Float64Array, start: number): Buffer {
  const title = `xref\n0 ${places.length}\n`
  const trailer = `trailer\n<< /Size ${places.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  const tail = Buffer.alloc(title.length + places.length * ENTRY_BYTES + trailer.length)
  let at = tail.write(title)
  places.forEach((place, object) => {
    at += tail.write(`${String(place).padStart(10, '0')} ${object === 0 ? '65535 f' : '00000 n'} \n`, at)
  })
  tail.write(trailer, at)
  return tail
}

/** The last page that begins at or before this place; the first where none does. */
function pageAt(starts: readonly number[], position: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (starts[middle]! <= position) low = middle
    else high = middle - 1
  }
  return low
}

/** Copies as much of the pieces, which begin at `start`, as falls on the target. @returns false where the file could not be read */
function copyPieces(
  pieces: readonly Piece[],
  target: Uint8Array,
  position: number,
  start: number,
  isReversed: boolean,
  file: BlockFile,
): boolean {
  let at = start
  for (const piece of pieces) {
    const [from, until] = [Math.max(at, position), Math.min(at + piece.length, position + target.length)]
    if (from < until) {
      const part = target.subarray(from - position, until - position)
      if (piece instanceof Uint8Array) part.set(piece.subarray(from - at, until - at))
      else {
        if (!file.copyInto(part, piece.from + from - at)) return false
        if (isReversed) reverse(part)
      }
    }
    at += piece.length
    if (at >= position + target.length) break
  }
  return true
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let turned = 0
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) turned |= 128 >> bit
  return turned
})

function reverse(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at++) bytes[at] = REVERSED[bytes[at]!]!
}
