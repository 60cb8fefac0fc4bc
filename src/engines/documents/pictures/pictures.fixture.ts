import { crc32, deflateSync } from 'node:zlib'
import { PhotonImage } from '@silvia-odwyer/photon-node'
import { encodePixels } from './draw-picture.ts'

/** For tests: pictures of one colour, written by hand, so that each format is what its specification says. */
export interface PlainPicture {
  readonly width: number
  readonly height: number
  readonly colour: readonly [number, number, number]
}

const pixelsOf = ({ width, height, colour }: PlainPicture) => {
  const rgba = new Uint8Array(width * height * 4)
  for (let at = 0; at < rgba.length; at += 4) rgba.set([...colour, 255], at)
  return { width, height, rgba }
}
export const jpegOf = (picture: PlainPicture): Buffer => Buffer.from(encodePixels(pixelsOf(picture)).jpeg)

export function webpOf(picture: PlainPicture): Buffer {
  const { width, height, rgba } = pixelsOf(picture)
  return Buffer.from(new PhotonImage(rgba, width, height).get_bytes_webp())
}

const word = (value: number) => Buffer.of(value & 255, value >> 8)
const long = (value: number) => Buffer.of(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24)

export function pngOf({ width, height, colour }: PlainPicture, claim = { width, height }): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(claim.width, 0)
  head.writeUInt32BE(claim.height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.of(0), Buffer.alloc(width * 3, Buffer.from(colour))])
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** @param then the colour of a second picture, where it moves */
export function gifOf({ width, height, colour }: PlainPicture, then?: readonly [number, number, number]): Buffer {
  const palette = Buffer.alloc(128 * 3)
  palette.set(colour, 0)
  palette.set(then ?? colour, 3)
  const frame = (index: number) => {
    const codes: number[] = []
    // The table of codes is emptied before its codes grow longer than a byte.
    for (let pixel = 0; pixel < width * height; pixel++) codes.push(...(pixel % 100 === 0 ? [128, index] : [index]))
    codes.push(129)
    const blocks: Buffer[] = []
    for (let at = 0; at < codes.length; at += 255) {
      const piece = Buffer.from(codes.slice(at, at + 255))
      blocks.push(Buffer.of(piece.length), piece)
    }
    const place = Buffer.concat([Buffer.of(0x2c), word(0), word(0), word(width), word(height), Buffer.of(0, 7)])
    return Buffer.concat([Buffer.of(0x21, 0xf9, 4, 0, 10, 0, 0, 0), place, ...blocks, Buffer.of(0)])
  }
  const frames = then ? [frame(0), frame(1)] : [frame(0)]
  const head = Buffer.concat([Buffer.from('GIF89a'), word(width), word(height), Buffer.of(0xf6, 0, 0)])
  return Buffer.concat([head, palette, ...frames, Buffer.of(0x3b)])
}

export function bmpOf({ width, height, colour: [red, green, blue] }: PlainPicture): Buffer {
  const row = Buffer.alloc(Math.ceil((width * 3) / 4) * 4)
  for (let x = 0; x < width; x++) row.set([blue, green, red], x * 3)
  const pixels = Buffer.concat(Array.from({ length: height }, () => row))
  return Buffer.concat([
    Buffer.from('BM'),
    ...[54 + pixels.length, 0, 54, 40, width, height].map(long),
    word(1),
    word(24),
    ...[0, pixels.length, 0, 0, 0, 0].map(long),
    pixels,
  ])
}

type Field = readonly [tag: number, type: number, count: number, value: Buffer]

/** A TIFF directory behind its head; values longer than four bytes lie behind it. */
function directory(fields: readonly Field[], from: number): Buffer {
  let behind = from + 2 + fields.length * 12 + 4
  const values: Buffer[] = []
  const entries = fields.map(([tag, type, count, value]) => {
    const isInside = value.length <= 4
    const place = isInside ? Buffer.concat([value, Buffer.alloc(4 - value.length)]) : long(behind)
    if (!isInside) {
      values.push(value)
      behind += value.length
    }
    return Buffer.concat([word(tag), word(type), long(count), place])
  })
  return Buffer.concat([word(fields.length), ...entries, long(0), ...values])
}
const [TEXT, SHORT, LONG, RATIO] = [2, 3, 4, 5]
const text = (tag: number, said: string): Field => {
  const value = Buffer.from(`${said}\0`)
  return [tag, TEXT, value.length, value]
}

export function tiffOf({ width, height, colour }: PlainPicture): Buffer {
  const pixels = Buffer.alloc(width * height * 3, Buffer.from(colour))
  const short = (tag: number, value: number): Field => [tag, SHORT, 1, word(value)]
  const fields: Field[] = [
    short(256, width),
    short(257, height),
    [258, SHORT, 3, Buffer.concat([word(8), word(8), word(8)])],
    short(259, 1),
    short(262, 2),
    [273, LONG, 1, long(8)],
    short(277, 3),
    short(278, height),
    [279, LONG, 1, long(pixels.length)],
  ]
  const at = 8 + pixels.length
  return Buffer.concat([Buffer.from('II*\0'), long(at), pixels, directory(fields, at)])
}

/** An Exif block. */
export function exifOf(written: {
  readonly model: string
  readonly artist: string
  readonly place?: readonly [latitude: number, longitude: number]
  readonly orientation?: number
}): Buffer {
  const degrees = (value: number) =>
    Buffer.concat([Math.round(value * 100_000), 100_000, 0, 1, 0, 1].map((each) => long(each)))
  const [north, east] = written.place ?? [0, 0]
  const places: Field[] = [text(1, 'N'), [2, RATIO, 3, degrees(north)], text(3, 'E'), [4, RATIO, 3, degrees(east)]]
  const fields = (gps: number): Field[] => [
    text(0x0110, written.model),
    [0x0112, SHORT, 1, word(written.orientation ?? 1)],
    text(0x013b, written.artist),
    ...(written.place ? [[0x8825, LONG, 1, long(gps)] as const] : []),
  ]
  const gps = 8 + directory(fields(0), 8).length
  return Buffer.concat([Buffer.from('II*\0'), long(8), directory(fields(gps), 8), directory(places, gps)])
}

/** A JPEG with the block in its first segment. */
export function withExif(jpeg: Buffer, exif: Buffer): Buffer {
  const segment = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(segment.length + 2)
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.of(0xff, 0xe1), length, segment, jpeg.subarray(2)])
}

/** The head of a HEIC, which nobody here decodes, with the block in it. */
export const heicOf = (exif: Buffer): Buffer =>
  Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1\0\0\0\0Exif\0\0', 'latin1'), exif])
