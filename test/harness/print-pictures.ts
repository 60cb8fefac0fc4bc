/** Scans in PNG and JPEG, with what scanners and cameras write into them beside the dots. */
import { crc32 } from 'node:zlib'
import { PhotonImage } from '@silvia-odwyer/photon-node'
import { pngOf } from '../../src/engines/print-match/reading/png.ts'
import type { GreyImage } from '../../src/engines/print-match/reading/render.ts'
import { tiffFile, type TiffPicture } from './print-tiffs.ts'

type Dpi = readonly [across: number, down: number]

export interface SaidOfPicture {
  readonly orientation?: number
  /** In the Exif. */
  readonly dpi?: Dpi
  /** In the container itself: JFIF, or the chunk pHYs. */
  readonly ownDpi?: Dpi
  /** Of `dpi` and of a JPEG's `ownDpi`, dots a centimetre. */
  readonly isMetric?: boolean
}

/** The Exif of a picture: a TIFF without a picture. */
function exifBlock({ orientation, dpi, isMetric }: SaidOfPicture): Buffer {
  const fields: TiffPicture['fields'][number][] = []
  if (orientation !== undefined) fields.push([274, 3, [orientation]])
  if (dpi) fields.push([282, 5, [dpi[0]]], [283, 5, [dpi[1]]], [296, 3, [isMetric ? 3 : 2]])
  return tiffFile([{ fields, strips: [] }], false)
}
const hasExif = ({ orientation, dpi }: SaidOfPicture) => orientation !== undefined || dpi !== undefined

export function pngSaying(image: GreyImage, said: SaidOfPicture): Buffer {
  const png = pngOf(image)
  const chunks: Buffer[] = []
  if (said.ownDpi) {
    const physical = Buffer.alloc(9, 1)
    said.ownDpi.forEach((dpi, at) => physical.writeUInt32BE(Math.round(dpi / 0.0254), at * 4))
    chunks.push(chunk('pHYs', physical))
  }
  if (hasExif(said)) chunks.push(chunk('eXIf', exifBlock(said)))
  const HEADER_BYTES = 33
  return Buffer.concat([png.subarray(0, HEADER_BYTES), ...chunks, png.subarray(HEADER_BYTES)])
}

export function jpegSaying(image: GreyImage, said: SaidOfPicture): Buffer {
  const picture = PhotonImage.new_from_byteslice(pngOf(image))
  const jpeg = Buffer.from(picture.get_bytes_jpeg(95))
  picture.free()
  const jfif = Buffer.from('ffe000104a46494600010200000100010000', 'hex')
  if (said.ownDpi) {
    jfif[11] = said.isMetric ? 2 : 1
    said.ownDpi.forEach((dpi, at) => jfif.writeUInt16BE(dpi, 12 + at * 2))
  }
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifBlock(said)])
  const exif = Buffer.concat([Buffer.of(0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255), body])
  const parts = [jpeg.subarray(0, 2), ...(said.ownDpi ? [jfif] : []), ...(hasExif(said) ? [exif] : [])]
  return Buffer.concat([...parts, withoutJfif(jpeg)])
}

/** From the first segment on that is not the encoder's own JFIF. */
function withoutJfif(jpeg: Buffer): Buffer {
  return jpeg.subarray(jpeg[3] === 0xe0 ? 4 + jpeg.readUInt16BE(4) : 2)
}

function chunk(type: string, data: Buffer): Buffer {
  const frame = Buffer.alloc(12 + data.length)
  frame.writeUInt32BE(data.length, 0)
  frame.write(type, 4, 'latin1')
  data.copy(frame, 8)
  frame.writeUInt32BE(crc32(frame.subarray(4, 8 + data.length)), 8 + data.length)
  return frame
}
