/** What a camera wrote into a picture, as far as it says something about people, places and days. */
export interface ExifFields {
  /** `Model: X-1`, one a line. */
  readonly lines: readonly string[]
  /** Where it was taken, in degrees; undefined where it does not say. */
  readonly place: { readonly latitude: number; readonly longitude: number } | undefined
  /** 1 to 8 (Exif 2.32, 4.6.4): how to turn it upright. */
  readonly orientation: number
}

/** Exif 2.32, 4.6.4 to 4.6.6; those from 0x9c9b on are Windows' own, in UTF-16. */
const TEXTS: Readonly<Record<number, string>> = {
  0x010e: 'ImageDescription',
  0x010f: 'Make',
  0x0110: 'Model',
  0x0131: 'Software',
  0x0132: 'DateTime',
  0x013b: 'Artist',
  0x8298: 'Copyright',
  0x9003: 'DateTimeOriginal',
  0x9286: 'UserComment',
  0xa430: 'CameraOwnerName',
  0xa431: 'BodySerialNumber',
  0x9c9b: 'Title',
  0x9c9c: 'Comment',
  0x9c9d: 'Author',
  0x9c9e: 'Keywords',
  0x9c9f: 'Subject',
}
const [ORIENTATION, EXIF_DIRECTORY, GPS_DIRECTORY, USER_COMMENT] = [0x0112, 0x8769, 0x8825, 0x9286]
const TYPE_BYTES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }
const [MOST_ENTRIES, MOST_TEXT_BYTES] = [200, 4000]

interface Entry {
  readonly tag: number
  readonly value: Buffer
}

/** @param block from the byte order mark on (`II*\0` or `MM\0*`). It never throws: what lies outside is left out. */
export function exifFields(block: Buffer): ExifFields {
  const isLittle = block[0] === 0x49
  const short = (from: Buffer, at: number) =>
    at < 0 || at + 2 > from.length ? 0 : isLittle ? from.readUInt16LE(at) : from.readUInt16BE(at)
  const long = (from: Buffer, at: number) =>
    at < 0 || at + 4 > from.length ? 0 : isLittle ? from.readUInt32LE(at) : from.readUInt32BE(at)
  const entriesAt = (directory: number): Entry[] =>
    Array.from({ length: Math.min(short(block, directory), MOST_ENTRIES) }, (_, entry) => {
      const at = directory + 2 + entry * 12
      const length = (TYPE_BYTES[short(block, at + 2)] ?? 0) * long(block, at + 4)
      const from = length <= 4 ? at + 8 : long(block, at + 8)
      return { tag: short(block, at), value: block.subarray(from, from + Math.min(length, MOST_TEXT_BYTES)) }
    })
  const main = entriesAt(long(block, 4))
  const pointed = (tag: number) => {
    const pointer = main.find((one) => one.tag === tag)
    return pointer ? entriesAt(long(pointer.value, 0)) : []
  }
  const lines = [...main, ...pointed(EXIF_DIRECTORY)].flatMap(({ tag, value }) => {
    const said = TEXTS[tag] === undefined ? '' : textOf(tag, value)
    return said === '' ? [] : [`${TEXTS[tag]}: ${said}`]
  })
  const gps = pointed(GPS_DIRECTORY)
  const degrees = (tag: number, negative: string) => {
    const value = gps.find((one) => one.tag === tag + 1)?.value
    if (!value || value.length < 24) return undefined
    const part = (at: number) => long(value, at) / (long(value, at + 4) || 1)
    const sign = gps.find((one) => one.tag === tag)?.value.toString('latin1', 0, 1) === negative ? -1 : 1
    return sign * (part(0) + part(8) / 60 + part(16) / 3600)
  }
  const [latitude, longitude] = [degrees(1, 'S'), degrees(3, 'W')]
  const turned = short(main.find(({ tag }) => tag === ORIENTATION)?.value ?? Buffer.alloc(0), 0)
  return {
    lines,
    place: latitude === undefined || longitude === undefined ? undefined : { latitude, longitude },
    orientation: turned >= 1 && turned <= 8 ? turned : 1,
  }
}

function textOf(tag: number, value: Buffer): string {
  if (tag >= 0x9c9b && tag <= 0x9c9f) return tidy(value.toString('utf16le'))
  if (tag !== USER_COMMENT) return tidy(decoded(value))
  const [code, rest] = [value.toString('latin1', 0, 8), value.subarray(8)]
  return tidy(code.startsWith('UNICODE') ? rest.toString('utf16le') : decoded(rest))
}

/** Cameras write ASCII; programs in Japan UTF-8 or Shift_JIS. */
export function decoded(bytes: Buffer): string {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // the next
    }
  }
  return bytes.toString('latin1')
}

const tidy = (text: string) =>
  text
    .replace(/\0[\s\S]*$/, '')
    // oxlint-disable-next-line no-control-regex -- what a field holds beside text
    .replace(/[\0-\x1f\x7f]+/g, ' ')
    .trim()
    .toWellFormed()
