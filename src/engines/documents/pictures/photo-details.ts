import { decoded, type ExifFields, exifFields } from './exif-fields.ts'

/** What a picture says besides what it shows: who took it, with what, when and where. */
export interface PhotoDetails {
  readonly lines: readonly string[]
  /** It says where it was taken. */
  readonly hasPlace: boolean
  readonly orientation: number
}

const [MOST_BLOCKS, MOST_XMP_BYTES, MOST_LINES] = [8, 262_144, 200]

/**
 * Reads Exif, XMP and comments out of a picture of any format. The blocks are found by their marks, not by walking the
 * container: the same marks stand in JPEG, PNG, WebP, TIFF and HEIC, and a broken container hides none.
 */
export function photoDetails(bytes: Buffer): PhotoDetails {
  const exif = exifBlocks(bytes).map(exifFields)
  const xmp = xmpTexts(bytes)
  const place = exif.find((one): one is ExifFields & { place: object } => one.place !== undefined)?.place
  const lines = [
    ...exif.flatMap((one) => one.lines),
    ...(place ? [`GPS: ${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`] : []),
    ...xmp,
    ...pngTexts(bytes),
    ...jpegComments(bytes),
  ]
  return {
    lines: [...new Set(lines)].slice(0, MOST_LINES),
    hasPlace: place !== undefined || xmp.some((line) => /^\w+:GPSLatitude: /.test(line)),
    orientation: exif.find(({ orientation }) => orientation !== 1)?.orientation ?? 1,
  }
}

const isTiff = (bytes: Buffer, at: number) => /^(II\*\0|MM\0\*)/.test(bytes.toString('latin1', at, at + 4))

/** Behind `Exif\0\0` (JPEG, HEIC, some WebP), in the chunk `eXIf` (PNG) or `EXIF` (WebP), or the file itself (TIFF). */
function exifBlocks(bytes: Buffer): Buffer[] {
  if (isTiff(bytes, 0)) return [bytes]
  const blocks: Buffer[] = []
  for (const [mark, skipped] of [
    ['Exif\0\0', 6],
    ['eXIf', 4],
    ['EXIF', 8],
  ] as const) {
    for (let at = bytes.indexOf(mark, 0, 'latin1'); at >= 0; at = bytes.indexOf(mark, at + 1, 'latin1')) {
      if (blocks.length >= MOST_BLOCKS) return blocks
      if (isTiff(bytes, at + skipped)) blocks.push(bytes.subarray(at + skipped))
    }
  }
  return blocks
}

/** Values of the XMP packet, with their names: its attributes, and the text between its tags. */
function xmpTexts(bytes: Buffer): string[] {
  const from = bytes.indexOf('<x:xmpmeta', 0, 'latin1')
  if (from < 0) return []
  const text = bytes.subarray(from, from + MOST_XMP_BYTES).toString('utf8')
  const packet = text.slice(0, text.indexOf('</x:xmpmeta>') + 1 || text.length)
  const found: string[] = []
  for (const [, name, value] of packet.matchAll(/\s([A-Za-z]\w*:\w+)=["']([^"'<>]{1,500})["']/g))
    if (!/^(xmlns|rdf|x|xml):/.test(name!)) found.push(`${name}: ${value}`)
  // Its name ends where it ends (\b): a tag that never closes is looked at once, and not once for each of its letters.
  for (const [, name, value] of packet.matchAll(/<([A-Za-z]\w*:\w+)\b[^<>]*>([^<>]{1,500})</g))
    if (value!.trim() !== '') found.push(`${name}: ${value!.trim()}`)
  return found.slice(0, MOST_LINES)
}

/** PNG 11.3.3: `tEXt` and uncompressed `iTXt`. */
function pngTexts(bytes: Buffer): string[] {
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return []
  const found: string[] = []
  for (let at = 8; at + 12 <= bytes.length && found.length < MOST_LINES;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, at + 8 + Math.min(length, 4000))
    if (type === 'tEXt' || type === 'iTXt') {
      const fields = data.toString('latin1').split('\0')
      const said = decoded(data.subarray(data.lastIndexOf(0) + 1)).trim()
      if (said !== '' && !said.includes('<x:xmpmeta')) found.push(`${fields[0]}: ${said}`)
    }
    at += 12 + length
  }
  return found
}

/** ITU-T T.81, B.2.4.5, among the segments before the frame. */
function jpegComments(bytes: Buffer): string[] {
  if (bytes.toString('latin1', 0, 2) !== '\xff\xd8') return []
  const found: string[] = []
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && found.length < MOST_LINES;) {
    const [marker, length] = [bytes[at + 1]!, bytes.readUInt16BE(at + 2)]
    if (marker === 0xda || length < 2) break
    const said = marker === 0xfe ? decoded(bytes.subarray(at + 4, at + 2 + Math.min(length, 4000))).trim() : ''
    if (said !== '') found.push(`Comment: ${said.replaceAll('\0', ' ')}`)
    at += 2 + length
  }
  return found
}
