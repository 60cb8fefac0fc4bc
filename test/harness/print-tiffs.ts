/** Scans as TIFF, written here: one picture a page, each in a coding of its own. */
import { deflateSync } from 'node:zlib'
import { PhotonImage } from '@silvia-odwyer/photon-node'
import { greyPicture } from '../../src/engines/print-match/reading/decode-picture.ts'
import { pngOf } from '../../src/engines/print-match/reading/png.ts'

/** Dark or light dots, row by row. */
export interface Dots {
  readonly width: number
  readonly height: number
  isInk(x: number, y: number): boolean
}

/** A picture (PNG) in two colours. */
export function dotsOf(png: Uint8Array): Dots {
  const { width, height, grey } = greyPicture(png)
  return { width, height, isInk: (x, y) => grey[y * width + x]! < 128 }
}

type Field = readonly [tag: number, type: 1 | 3 | 4 | 5 | 7, values: readonly number[]]

export interface TiffPicture {
  readonly fields: readonly Field[]
  readonly strips: readonly Uint8Array[]
}

const SIZES = { 1: 1, 3: 2, 4: 4, 5: 8, 7: 1 } as const

/** @param isLittle the lower byte of a number first, as on most scanners */
export function tiffFile(pictures: readonly TiffPicture[], isLittle = true): Buffer {
  const parts: Buffer[] = [Buffer.alloc(8)]
  let length = 8
  const add = (bytes: Uint8Array): number => {
    const at = length
    const even = Buffer.alloc(bytes.length + (bytes.length % 2))
    even.set(bytes)
    parts.push(even)
    length += even.length
    return at
  }
  const put = (into: Buffer, value: number, bytes: 2 | 4, at: number) =>
    isLittle ? into.writeUIntLE(value, at, bytes) : into.writeUIntBE(value, at, bytes)
  const valuesOf = ([, type, values]: Field): Buffer => {
    const bytes = Buffer.alloc(values.length * SIZES[type])
    values.forEach((value, at) => {
      if (type === 5) {
        put(bytes, value, 4, at * 8)
        put(bytes, 1, 4, at * 8 + 4)
      } else if (type === 1 || type === 7) bytes[at] = value
      else put(bytes, value, SIZES[type], at * SIZES[type])
    })
    return bytes
  }
  let [pointer, pointerAt] = [parts[0]!, 4]
  parts[0]!.write(isLittle ? 'II' : 'MM')
  put(parts[0]!, 42, 2, 2)
  for (const { fields, strips } of pictures) {
    const all: Field[] = [
      ...fields,
      [273, 4, strips.map(add)] as const,
      [279, 4, strips.map(({ length: bytes }) => bytes)] as const,
    ]
    all.sort(([a], [b]) => a - b)
    const directory = Buffer.alloc(2 + all.length * 12 + 4)
    put(directory, all.length, 2, 0)
    all.forEach((field, index) => {
      const [at, values] = [2 + index * 12, valuesOf(field)]
      put(directory, field[0], 2, at)
      put(directory, field[1], 2, at + 2)
      put(directory, field[2].length, 4, at + 4)
      if (values.length <= 4) directory.set(values, at + 8)
      else put(directory, add(values), 4, at + 8)
    })
    put(pointer, length, 4, pointerAt)
    parts.push(directory)
    length += directory.length
    ;[pointer, pointerAt] = [directory, directory.length - 4]
  }
  return Buffer.concat(parts)
}

const sizeOf = ({ width, height }: Dots): Field[] => [
  [256, 4, [width]],
  [257, 4, [height]],
]

/** So many rows at a time, each a strip of its own. */
function inStrips(dots: Dots, rows: number, rowOf: (y: number) => Uint8Array): Buffer[] {
  const strips: Buffer[] = []
  for (let from = 0; from < dots.height; from += rows) {
    const count = Math.min(rows, dots.height - from)
    strips.push(Buffer.concat(Array.from({ length: count }, (_, row) => rowOf(from + row))))
  }
  return strips
}

/** @param ink the bit that is dark */
const bitsOf =
  (dots: Dots, ink: 0 | 1) =>
  (y: number): Uint8Array => {
    const row = new Uint8Array(Math.ceil(dots.width / 8))
    for (let x = 0; x < dots.width; x++) if (dots.isInk(x, y) === (ink === 1)) row[x >> 3]! |= 128 >> (x & 7)
    return row
  }

const bytesOf =
  (dots: Dots, ink: readonly number[], paper: readonly number[]) =>
  (y: number): Uint8Array =>
    Uint8Array.from(Array.from({ length: dots.width }, (_, x) => (dots.isInk(x, y) ? ink : paper)).flat())

/** Each sample as what it adds to the one of the dot before. */
function asDifferences(row: Uint8Array, samples: number): Uint8Array {
  return row.map((value, at) => value - (at < samples ? 0 : row[at - samples]!))
}

/** Codes of nine bits throughout: the table is begun anew before it would need ten. */
function lzw(bytes: Uint8Array): Uint8Array {
  const codes: number[] = []
  bytes.forEach((byte, at) => {
    if (at % 250 === 0) codes.push(256)
    codes.push(byte)
  })
  codes.push(257)
  return packed(codes.map((code) => code.toString(2).padStart(9, '0')).join(''))
}

/** Runs of up to 128 bytes as they stand. */
function packBits(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += 128) {
    const run = bytes.subarray(at, at + 128)
    const isOne = run.length > 1 && run.every((byte) => byte === run[0])
    parts.push(Uint8Array.of(isOne ? 257 - run.length : run.length - 1), isOne ? run.subarray(0, 1) : run)
  }
  return Buffer.concat(parts)
}

function packed(bits: string): Uint8Array {
  return Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, at * 8 + 8).padEnd(8, '0'), 2),
  )
}

/** Every run of a fax is a multiple of this many dots: so few words are needed of its code (ITU-T T.4, table 3). */
export const FAX_RUN = 64
const WHITE = { run: '11011', end: '00110101' } as const
const BLACK = { run: '0000001111', end: '0000110111' } as const
const EOL = '000000000001'

function runsOf(dots: Dots, y: number): number[] {
  const runs: number[] = []
  let isInk = false
  for (let x = 0; x < dots.width; isInk = !isInk) {
    const from = x
    while (x < dots.width && dots.isInk(x, y) === isInk) x++
    runs.push(x - from)
  }
  return runs
}

const runWord = (length: number, index: number) => {
  const { run, end } = index % 2 === 0 ? WHITE : BLACK
  return run.repeat(length / FAX_RUN) + end
}
const faxRow = (dots: Dots, y: number) => runsOf(dots, y).map(runWord).join('')

/** T.6: a row as the one above, or in runs two by two. */
function fax4(dots: Dots, from: number, rows: number): string {
  let bits = ''
  let above = String([dots.width])
  for (let y = from; y < from + rows; y++) {
    const runs = runsOf(dots, y)
    if (String(runs) === above) bits += '1'.repeat(runs.length)
    else {
      const even = runs.length % 2 === 0 ? runs : [...runs, 0]
      for (let at = 0; at < even.length; at += 2) bits += `001${runWord(even[at]!, 0)}${runWord(even[at + 1]!, 1)}`
    }
    above = String(runs)
  }
  return bits + EOL + EOL
}

const turned = (bytes: Uint8Array) =>
  bytes.map((byte) => Number.parseInt(byte.toString(2).padStart(8, '0').split('').toReversed().join(''), 2))

function jpeg(dots: Dots): { readonly tables: Uint8Array; readonly strip: Uint8Array } {
  const grey = Uint8Array.from({ length: dots.width * dots.height }, (_, at) =>
    dots.isInk(at % dots.width, Math.floor(at / dots.width)) ? 20 : 240,
  )
  const picture = PhotonImage.new_from_byteslice(pngOf({ width: dots.width, height: dots.height, grey }))
  const whole = Buffer.from(picture.get_bytes_jpeg(80))
  picture.free()
  const [tables, rest]: [Uint8Array[], Uint8Array[]] = [[Buffer.from([0xff, 0xd8])], [Buffer.from([0xff, 0xd8])]]
  let at = 2
  while (whole[at + 1] !== 0xda) {
    const segment = whole.subarray(at, at + 2 + whole.readUInt16BE(at + 2))
    const isTable = segment[1] === 0xdb || segment[1] === 0xc4
    ;(isTable ? tables : rest).push(segment)
    at += segment.length
  }
  return {
    tables: Buffer.concat([...tables, Buffer.from([0xff, 0xd9])]),
    strip: Buffer.concat([...rest, whole.subarray(at)]),
  }
}

const words = (...values: number[]) => values
const dpi = (x: number, y = x): Field[] => [
  [282, 5, [x]],
  [283, 5, [y]],
  [296, 3, [2]],
]

/** A page in each of the codings that scanners write. */
export const TIFF_CODINGS: Readonly<Record<string, (dots: Dots) => TiffPicture>> = {
  'G4 1枚': (dots) => ({
    fields: [...sizeOf(dots), [259, 3, [4]], [262, 3, [0]], ...dpi(250)],
    strips: [packed(fax4(dots, 0, dots.height))],
  }),
  'G4 逆ビット順・帯ごと・1が白': (dots) => ({
    fields: [...sizeOf(dots), [259, 3, [4]], [262, 3, [1]], [266, 3, [2]], [278, 4, [512]]],
    strips: Array.from({ length: Math.ceil(dots.height / 512) }, (_, strip) =>
      turned(packed(fax4(inverse(dots), strip * 512, Math.min(512, dots.height - strip * 512)))),
    ),
  }),
  G3: (dots) => ({
    fields: [...sizeOf(dots), [259, 3, [3]], [262, 3, [0]], [292, 4, [0]]],
    strips: [packed(Array.from({ length: dots.height }, (_, y) => EOL + faxRow(dots, y)).join('') + EOL.repeat(6))],
  }),
  'MH(行ごとにバイト境界)': (dots) => ({
    fields: [...sizeOf(dots), [259, 3, [2]], [262, 3, [0]]],
    strips: [Buffer.concat(Array.from({ length: dots.height }, (_, y) => packed(faxRow(dots, y))))],
  }),
  '圧縮なし・帯ごと・0が白': (dots) => ({
    fields: [...sizeOf(dots), [262, 3, [0]], [278, 3, [17]]],
    strips: inStrips(dots, 17, bitsOf(dots, 1)),
  }),
  'PackBits・0が黒': (dots) => ({
    fields: [...sizeOf(dots), [259, 3, [32773]], [262, 3, [1]], [278, 3, [40]]],
    strips: inStrips(dots, 40, bitsOf(dots, 0)).map(packBits),
  }),
  'LZW・グレー': (dots) => ({
    fields: [...sizeOf(dots), [258, 3, [8]], [259, 3, [5]], [262, 3, [1]], [278, 3, [16]]],
    strips: inStrips(dots, 16, bytesOf(dots, [30], [235])).map(lzw),
  }),
  'LZW・RGB・差分': (dots) => ({
    fields: [
      ...sizeOf(dots),
      [258, 3, words(8, 8, 8)],
      [259, 3, [5]],
      [262, 3, [2]],
      [277, 3, [3]],
      [278, 3, [32]],
      [317, 3, [2]],
    ],
    strips: inStrips(dots, 32, (y) => asDifferences(bytesOf(dots, [30, 10, 50], [250, 245, 230])(y), 3)).map(lzw),
  }),
  'Deflate・パレット': (dots) => ({
    fields: [
      ...sizeOf(dots),
      [258, 3, [1]],
      [259, 3, [8]],
      [262, 3, [3]],
      // Reds, greens, blues of the two colours: the first is the paper's.
      [320, 3, words(60_000, 5_000, 60_000, 9_000, 55_000, 7_000)],
    ],
    strips: inStrips(dots, dots.height, bitsOf(dots, 1)).map((strip) => deflateSync(strip)),
  }),
  'JPEG(表は別)': (dots) => {
    const { tables, strip } = jpeg(dots)
    return {
      fields: [
        ...sizeOf(dots),
        [258, 3, words(8, 8, 8)],
        [259, 3, [7]],
        [262, 3, [6]],
        [277, 3, [3]],
        [347, 7, [...tables]],
      ],
      strips: [strip],
    }
  },
}

const inverse = (dots: Dots): Dots => ({ ...dots, isInk: (x, y) => !dots.isInk(x, y) })
