import type { BlockFile } from './block-file.ts'
import { paperOfScan } from './scan-paper.ts'
import { dotsPerMm, type FileRange, type TiffFields, viewOf } from './tiff-fields.ts'

/** Why a page of a TIFF is not read. */
export type TiffFault = 'tiles' | 'coding' | 'colours' | 'depth' | 'dots' | 'strips' | 'damaged'

/** One picture of a TIFF: what it is, and where its strips lie. Nothing of it is decoded here. */
export interface TiffPage {
  /** In dots, as they are stored. */
  readonly width: number
  readonly height: number
  readonly widthMm: number
  readonly heightMm: number
  readonly bits: number
  readonly colours: TiffColours
  readonly coding: TiffCoding
  /** Each byte's bits stand the other way round (FillOrder 2). */
  readonly isReversed: boolean
  /** Each dot is told as the difference from the one before it. */
  readonly isDifferences: boolean
  /** 1 to 8: where the first row and the first column belong. */
  readonly orientation: number
  readonly palette: FileRange | undefined
  /** The numbers of the palette stand the lower byte first. */
  readonly isLittle: boolean
  readonly jpegTables: FileRange | undefined
  readonly strips: readonly TiffStrip[]
  /** A smaller copy of another page, for a list. */
  readonly isReduced: boolean
}

export interface TiffStrip extends FileRange {
  readonly rows: number
}

export type TiffColours = 'white_is_zero' | 'black_is_zero' | 'rgb' | 'palette' | 'ycbcr'
export type TiffCoding =
  'plain' | 'fax_rows' | 'fax_3' | 'fax_3_twofold' | 'fax_4' | 'lzw' | 'jpeg' | 'deflate' | 'runs'

const COLOURS: Readonly<Record<number, TiffColours>> = {
  0: 'white_is_zero',
  1: 'black_is_zero',
  2: 'rgb',
  3: 'palette',
  6: 'ycbcr',
}
/** By the number of the field Compression. */
const CODINGS: Readonly<Record<number, TiffCoding>> = {
  1: 'plain',
  2: 'fax_rows',
  3: 'fax_3',
  4: 'fax_4',
  5: 'lzw',
  7: 'jpeg',
  8: 'deflate',
  32773: 'runs',
  32946: 'deflate',
}

const MOST_DOTS = 150_000_000
const LONGEST_SIDE = 65_500
const WHOLE = 0xffffffff
/** What a scanner may mean; and the longest side that a page of a scan can be drawn with. */
const LIMITS = { coarsest: 50, finest: 2400, shortestMm: 0, longestMm: 600 }

/**
 * Reads one directory (TIFF 6.0; Technical Note 2 for JPEG).
 * @param mostStrips that this page may have
 */
export function tiffPage(file: BlockFile, fields: TiffFields, mostStrips: number): TiffPage | TiffFault {
  if (fields.has(322) || fields.has(324)) return 'tiles'
  const [width, height] = [fields.number(256, 0), fields.number(257, 0)]
  if (!(width > 0 && height > 0)) return 'damaged'
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_DOTS) return 'dots'
  const coding = codingOf(fields)
  if (!coding) return 'coding'
  const isFax = coding.startsWith('fax')
  const colours = COLOURS[fields.number(262, isFax ? 0 : NaN)]
  const samples = fields.number(277, 1)
  const isThreefold = colours === 'rgb' || colours === 'ycbcr'
  if (!colours || samples !== (isThreefold ? 3 : 1) || (samples > 1 && fields.number(284, 1) !== 1)) return 'colours'
  if (colours === 'ycbcr' && coding !== 'jpeg') return 'colours'
  const bits = bitsOf(fields, samples)
  const isBits = isFax ? bits === 1 : isThreefold || coding === 'jpeg' ? bits === 8 : [1, 2, 4, 8].includes(bits)
  if (!isBits || ![1, 4].includes(fields.number(339, 1))) return 'depth'
  const [palette, jpegTables] = [fields.range(320), fields.range(347)]
  if (colours === 'palette' && (coding === 'jpeg' || palette?.length !== 6 * 2 ** bits)) return 'damaged'
  if (coding === 'jpeg' && fields.has(347) && !isJpegTables(file, jpegTables)) return 'damaged'
  const difference = fields.number(317, 1)
  if ((coding === 'lzw' || coding === 'deflate') && difference !== 1 && difference !== 2) return 'coding'
  const strips = stripsOf(file, fields, height, mostStrips)
  if (typeof strips === 'string') return strips
  const isReversed = fields.number(266, 1) === 2 && coding !== 'jpeg'
  const page = {
    width,
    height,
    bits,
    colours,
    coding,
    isReversed,
    palette,
    isLittle: fields.isLittle,
    jpegTables,
    strips,
  }
  const fault = faultOfStrips(file, page, Math.ceil((width * bits * samples) / 8))
  if (fault) return fault
  return {
    ...page,
    ...paperOfScan(width, height, [dotsPerMm(fields)], LIMITS),
    isDifferences: difference === 2 && (coding === 'lzw' || coding === 'deflate'),
    orientation: fields.number(274, 1),
    isReduced: (fields.number(254, 0) & 1) === 1,
  }
}

function codingOf(fields: TiffFields): TiffCoding | undefined {
  const coding = CODINGS[fields.number(259, 1)]
  return coding === 'fax_3' && (fields.number(292, 0) & 1) === 1 ? 'fax_3_twofold' : coding
}

/** Some programs write one number for all samples. */
function bitsOf(fields: TiffFields, samples: number): number {
  const each = fields.numbers(258, samples)
  if (!each) return fields.number(258, 1)
  return each.every((bits) => bits === each[0]) ? each[0]! : NaN
}

function stripsOf(file: BlockFile, fields: TiffFields, height: number, most: number): TiffStrip[] | TiffFault {
  const rows = Math.min(fields.number(278, WHOLE), height)
  if (!(rows > 0)) return 'damaged'
  const count = Math.ceil(height / rows)
  if (count > most) return 'strips'
  const [places, lengths] = [fields.numbers(273, count), fields.numbers(279, count)]
  if (!places || !lengths) return 'damaged'
  const strips: TiffStrip[] = []
  for (let strip = 0; strip < count; strip++) {
    const [from, length] = [places[strip]!, lengths[strip]!]
    if (length === 0 || from + length > file.byteCount) return 'damaged'
    strips.push({ from, length, rows: Math.min(rows, height - strip * rows) })
  }
  return strips
}

function faultOfStrips(
  file: BlockFile,
  { coding, strips, isReversed }: Pick<TiffPage, 'coding' | 'strips' | 'isReversed'>,
  rowBytes: number,
): TiffFault | undefined {
  if (coding === 'plain' && strips.some(({ length, rows }) => length < rows * rowBytes)) return 'damaged'
  if (coding === 'jpeg' && !strips.every(({ from, length }) => length > 4 && wordAt(file, from) === 0xffd8))
    return 'damaged'
  // LZW as it was written before TIFF 6.0, its bits the other way round.
  const isOldLzw = coding === 'lzw' && !isReversed && (wordAt(file, strips[0]!.from) & 0xff01) === 1
  return isOldLzw ? 'coding' : undefined
}

const isJpegTables = (file: BlockFile, range: FileRange | undefined): boolean =>
  range !== undefined &&
  range.length > 4 &&
  wordAt(file, range.from) === 0xffd8 &&
  wordAt(file, range.from + range.length - 2) === 0xffd9

const wordAt = (file: BlockFile, at: number) => viewOf(file, { from: at, length: 2 })?.getUint16(0) ?? 0
