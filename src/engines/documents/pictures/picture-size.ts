/** What a decoder knows how to draw. */
export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'tiff'

export interface PictureSize {
  readonly format: PictureFormat
  readonly width: number
  readonly height: number
}

/**
 * How many pixels a picture claims, read from its head alone: what is too large is never given to a decoder.
 * @returns undefined where it is of no format that can be drawn, or too short to say
 */
export function pictureSize(bytes: Buffer): PictureSize | undefined {
  const head = bytes.subarray(0, 16).toString('latin1')
  try {
    if (head.startsWith('\x89PNG\r\n')) return { format: 'png', ...pngSize(bytes) }
    if (head.startsWith('\xff\xd8\xff')) return jpegSize(bytes)
    if (/^GIF8[79]a/.test(head)) return { format: 'gif', ...gifSize(bytes) }
    if (/^RIFF....WEBP/s.test(head)) return webpSize(bytes)
    if (head.startsWith('BM')) return { format: 'bmp', ...bmpSize(bytes) }
    if (/^(II\*\0|MM\0\*)/.test(head)) return tiffSize(bytes)
  } catch {
    // Ends within its head.
  }
  return undefined
}

/** PNG 11.2.1: IHDR is the first chunk. */
const pngSize = (bytes: Buffer) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) })

/** The frame header of any coding process (ITU-T T.81, B.2.2), among the segments before it. */
function jpegSize(bytes: Buffer): PictureSize | undefined {
  for (let at = 2; at < bytes.length;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { format: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

/** The screen, or the first frame where that claims more (GIF89a, 18 and 20). */
function gifSize(bytes: Buffer): { width: number; height: number } {
  let [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)]
  const flags = bytes.readUInt8(10)
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  while (bytes.readUInt8(at) === 0x21) {
    at += 2
    for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += length + 1
    at++
  }
  if (bytes.readUInt8(at) === 0x2c) {
    width = Math.max(width, bytes.readUInt16LE(at + 5))
    height = Math.max(height, bytes.readUInt16LE(at + 7))
  }
  return { width, height }
}

/** RFC 9649: lossy (2.5), lossless (2.6), or the canvas of the extended format (2.7). */
function webpSize(bytes: Buffer): PictureSize | undefined {
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8 ')
    return { format: 'webp', width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  if (kind === 'VP8L') {
    const packed = bytes.readUInt32LE(21)
    return { format: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 }
  }
  if (kind !== 'VP8X') return undefined
  return { format: 'webp', width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
}

function bmpSize(bytes: Buffer): { width: number; height: number } {
  if (bytes.readUInt32LE(14) === 12) return { width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) }
  return { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) }
}

/** TIFF 6.0, section 8: ImageWidth and ImageLength of the first page. */
function tiffSize(bytes: Buffer): PictureSize | undefined {
  const isLittle = bytes[0] === 0x49
  const short = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const long = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  const directory = long(4)
  let [width, height] = [0, 0]
  for (let entry = 0; entry < short(directory); entry++) {
    const at = directory + 2 + entry * 12
    const value = short(at + 2) === 3 ? short(at + 8) : long(at + 8)
    if (short(at) === 256) width = value
    if (short(at) === 257) height = value
  }
  return width > 0 && height > 0 ? { format: 'tiff', width, height } : undefined
}
