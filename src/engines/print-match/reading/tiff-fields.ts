import type { BlockFile } from './block-file.ts'
import type { DotsPerMm } from './scan-paper.ts'

/** Bytes of the file, certainly inside it. */
export interface FileRange {
  readonly from: number
  readonly length: number
}

/** The fields of one directory of a TIFF. A count is believed only as far as the file goes. */
export interface TiffFields {
  readonly isLittle: boolean
  has(tag: number): boolean
  /** The first value, or what stands for a field that is not there; NaN where it is there and cannot be read. */
  number(tag: number, otherwise: number): number
  /** The first so many whole numbers; undefined where there are fewer, or they lie outside the file. */
  numbers(tag: number, count: number): Float64Array | undefined
  /** A fraction; NaN where there is none. */
  ratio(tag: number): number
  /** Where the values lie, as bytes. */
  range(tag: number): FileRange | undefined
}

export interface TiffDirectory {
  readonly fields: TiffFields
  /** Where the next one begins; 0 after the last. */
  readonly next: number
}

const MOST_FIELDS = 512
const ENTRY_BYTES = 12
const [SHORT, LONG, RATIONAL] = [3, 4, 5]
const MM_OF_UNIT: Readonly<Record<number, number>> = { 2: 25.4, 3: 10 }
/** Bytes of a value, by type: BYTE, ASCII, SHORT, LONG, RATIONAL, (signed) BYTE, UNDEFINED. */
const TYPE_BYTES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1 }

/** Undefined where the range is not inside the file. */
export function viewOf(file: BlockFile, { from, length }: FileRange): DataView | undefined {
  if (from + length > file.byteCount) return undefined
  const bytes = new Uint8Array(length)
  return file.copyInto(bytes, from) ? new DataView(bytes.buffer) : undefined
}

/**
 * The directory that begins at `at` (TIFF 6.0, section 2).
 * @returns undefined where it is not all inside the file, or has more fields than any program writes
 */
export function readDirectory(file: BlockFile, isLittle: boolean, at: number): TiffDirectory | undefined {
  const count = viewOf(file, { from: at, length: 2 })?.getUint16(0, isLittle) ?? 0
  if (count === 0 || count > MOST_FIELDS) return undefined
  const view = viewOf(file, { from: at + 2, length: count * ENTRY_BYTES + 4 })
  if (!view) return undefined
  const entries = new Map<number, { readonly type: number; readonly count: number; readonly at: number }>()
  for (let number = 0; number < count; number++) {
    const entry = number * ENTRY_BYTES
    const [type, values] = [view.getUint16(entry + 2, isLittle), view.getUint32(entry + 4, isLittle)]
    const isInside = (TYPE_BYTES[type] ?? 8) * values <= 4
    const place = isInside ? at + 2 + entry + 8 : view.getUint32(entry + 8, isLittle)
    entries.set(view.getUint16(entry, isLittle), { type, count: values, at: place })
  }
  const valuesOf = (tag: number, values: number): DataView | undefined => {
    const entry = entries.get(tag)
    const bytes = TYPE_BYTES[entry?.type ?? 0]
    if (!entry || bytes === undefined || values > entry.count) return undefined
    return viewOf(file, { from: entry.at, length: values * bytes })
  }
  const numbers = (tag: number, values: number): Float64Array | undefined => {
    const type = entries.get(tag)?.type
    const found = valuesOf(tag, values)
    if (!found || (type !== 1 && type !== SHORT && type !== LONG)) return undefined
    return Float64Array.from({ length: values }, (_, index) =>
      type === LONG
        ? found.getUint32(index * 4, isLittle)
        : type === SHORT
          ? found.getUint16(index * 2, isLittle)
          : found.getUint8(index),
    )
  }
  const fields: TiffFields = {
    isLittle,
    has: (tag) => entries.has(tag),
    number: (tag, otherwise) => (entries.has(tag) ? (numbers(tag, 1)?.[0] ?? NaN) : otherwise),
    numbers,
    ratio(tag) {
      const found = entries.get(tag)?.type === RATIONAL ? valuesOf(tag, 1) : undefined
      return found ? found.getUint32(0, isLittle) / found.getUint32(4, isLittle) : NaN
    },
    range(tag) {
      const entry = entries.get(tag)
      const length = (TYPE_BYTES[entry?.type ?? 0] ?? NaN) * (entry?.count ?? NaN)
      return entry && entry.at + length <= file.byteCount ? { from: entry.at, length } : undefined
    },
  }
  return { fields, next: view.getUint32(count * ENTRY_BYTES, isLittle) }
}

/** The resolution (TIFF 6.0, section 8); not a number where none is stated. */
export function dotsPerMm(fields: TiffFields): DotsPerMm {
  const unit = MM_OF_UNIT[fields.number(296, 2)] ?? NaN
  return [fields.ratio(282) / unit, fields.ratio(283) / unit]
}
