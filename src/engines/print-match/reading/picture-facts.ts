import { type BlockFile, blockFile } from './block-file.ts'
import { type DotsPerMm, type Paper, paperOfScan } from './scan-paper.ts'
import { dotsPerMm, type FileRange, readDirectory, viewOf } from './tiff-fields.ts'
import { tiffOrder } from './tiff-pages.ts'

/** What a picture says of itself besides its dots. */
export interface PictureFacts extends Paper {
  /** 1 to 8: where the first row and the first column belong. The paper is as it is seen, turned. */
  readonly orientation: number
}

interface Said {
  width: number
  height: number
  orientation: number
  stated: DotsPerMm[]
}

/**
 * Pictures come from anywhere, and programs that do not know a resolution write 72 or 96: what a scanner meant is finer,
 * and no larger than A3 with its edges.
 */
const LIMITS = { coarsest: 99, finest: 2400, shortestMm: 40, widestMm: 320, longestMm: 450 }
/** A scanner writes a handful of parts before the dots; a colour profile may be in some dozens. */
const MOST_PARTS = 300
const MOST_EXIF_BYTES = 1 << 20
const LONGEST_SIDE = 65_535

/**
 * How a scan in PNG or JPEG lies, and how large its paper is: by its Exif (2.32, 4.6.4 and 4.6.5), JFIF (1.02) or pHYs (PNG, 11.3.4.3).
 * @returns A4 that is not turned, where the file says nothing, or is no picture
 */
export function pictureFacts(file: BlockFile): PictureFacts {
  const said: Said = { width: 0, height: 0, orientation: 1, stated: [] }
  if (viewOf(file, { from: 0, length: 2 })?.getUint16(0) === 0xffd8) readJpeg(file, said)
  else readPng(file, said)
  const { width, height, orientation } = said
  if (!isSide(width) || !isSide(height)) return { widthMm: 210, heightMm: 297, orientation: 1 }
  const { widthMm, heightMm } = paperOfScan(width, height, said.stated, LIMITS)
  if (orientation < 5) return { widthMm, heightMm, orientation }
  return { widthMm: heightMm, heightMm: widthMm, orientation }
}

const isSide = (dots: number) => dots > 0 && dots <= LONGEST_SIDE

/** ITU-T T.81, B.1.1.4 and B.2: the segments up to the frame, which says how many dots there are. */
function readJpeg(file: BlockFile, said: Said): void {
  let at = 2
  for (let part = 0; part < MOST_PARTS; part++) {
    const view = viewOf(file, { from: at, length: 4 })
    if (view?.getUint8(0) !== 0xff) return
    const marker = view.getUint8(1)
    if (marker === 0xff) {
      at++ // a byte that fills up
      continue
    }
    const length = view.getUint16(2)
    if (length < 2 || marker === 0xd9 || marker === 0xda) return
    const body = { from: at + 4, length: length - 2 }
    if (marker === 0xe0) readJfif(file, body, said)
    if (marker === 0xe1 && textAt(file, body, 6) === 'Exif\0\0')
      readExif(file, { from: body.from + 6, length: body.length - 6 }, said)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) {
      const frame = body.length < 5 ? undefined : viewOf(file, { from: body.from, length: 5 })
      ;[said.height, said.width] = [frame?.getUint16(1) ?? 0, frame?.getUint16(3) ?? 0]
      return
    }
    at += 2 + length
  }
}

function readJfif(file: BlockFile, body: FileRange, said: Said): void {
  const view = body.length >= 12 && textAt(file, body, 5) === 'JFIF\0' ? viewOf(file, body) : undefined
  const mm = view && [0, 25.4, 10][view.getUint8(7)]
  if (view && mm) said.stated.push([view.getUint16(8) / mm, view.getUint16(10) / mm])
}

/** The chunks before the dots. */
function readPng(file: BlockFile, said: Said): void {
  let at = 8
  for (let part = 0; part < MOST_PARTS; part++) {
    const length = viewOf(file, { from: at, length: 8 })?.getUint32(0)
    if (length === undefined) return
    const [type, body] = [textAt(file, { from: at + 4, length: 4 }, 4), { from: at + 8, length }]
    if (type === 'IDAT' || type === 'IEND') return
    if (type === 'eXIf') readExif(file, body, said)
    const view = length >= 8 && length <= 13 ? viewOf(file, body) : undefined
    if (view && type === 'IHDR') [said.width, said.height] = [view.getUint32(0), view.getUint32(4)]
    // Dots a metre.
    if (view && type === 'pHYs' && length === 9 && view.getUint8(8) === 1)
      said.stated.push([view.getUint32(0) / 1000, view.getUint32(4) / 1000])
    at += 12 + length
  }
}

/** The first directory of the TIFF that Exif is. What it says of the resolution goes before what its container says. */
function readExif(file: BlockFile, { from, length }: FileRange, said: Said): void {
  const bytes = length >= 8 && length <= MOST_EXIF_BYTES ? viewOf(file, { from, length }) : undefined
  if (!bytes) return
  const exif = blockFile(length, (at, count) => new Uint8Array(bytes.buffer, at, count))
  const order = tiffOrder(exif)
  if (!order || order.isBig) return
  const fields = readDirectory(exif, order.isLittle, bytes.getUint32(4, order.isLittle))?.fields
  if (!fields) return
  const orientation = fields.number(274, 1)
  if (orientation >= 1 && orientation <= 8) said.orientation = orientation
  said.stated.unshift(dotsPerMm(fields))
}

function textAt(file: BlockFile, { from, length }: FileRange, count: number): string {
  const view = length < count ? undefined : viewOf(file, { from, length: count })
  return view ? String.fromCharCode(...new Uint8Array(view.buffer)) : ''
}
