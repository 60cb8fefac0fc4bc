import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Dots, FAX_RUN, TIFF_CODINGS, tiffFile } from '../../../../test/harness/print-tiffs.ts'
import { CannotVerify } from '../cannot-verify.ts'
import { type BlockFile, blockFile } from './block-file.ts'
import { openPdf } from './pdf-document.ts'
import { pageGeometry } from './page-geometry.ts'
import { renderArea } from './render.ts'
import { tiffAsPdf } from './tiff-as-pdf.ts'
import { tiffOrder, tiffPages } from './tiff-pages.ts'

const isDeep = process.env['SEKISHO_DEEP'] === '1'
const dots: Dots = { width: FAX_RUN * 2, height: 40, isInk: (x, y) => x < FAX_RUN === y < 20 }
const pictures = Object.values(TIFF_CODINGS).map((write) => write(dots))
const whole = (bytes: Uint8Array) => blockFile(bytes.length, (at, length) => bytes.subarray(at, at + length))
const ALL_READ = 'read'

/** The file counted: how often it was asked, and that nothing was asked for outside it. */
function watched(bytes: Uint8Array): { readonly file: BlockFile; readonly asked: () => number } {
  let asked = 0
  const file: BlockFile = {
    byteCount: bytes.length,
    copyInto(target, position) {
      asked++
      if (position < 0 || position + target.length > bytes.length) throw new Error('asked for what is outside the file')
      target.set(bytes.subarray(position, position + target.length))
      return true
    },
  }
  return { file, asked: () => asked }
}

function readAll(bytes: Uint8Array): string {
  const { file, asked } = watched(bytes)
  try {
    const pdf = tiffAsPdf(file, 'scan.tif')
    expect(pdf.copyInto(new Uint8Array(Math.min(pdf.byteCount, 1_000_000)), 0)).toBe(true)
    return ALL_READ
  } catch (cause) {
    if (!(cause instanceof CannotVerify)) throw cause
    return `${cause.reason} ${String(cause.facts['page'] ?? '')} ${String(cause.facts['what'])}`
  } finally {
    // No byte is worth more than a few looks, whatever the counts say.
    expect(asked()).toBeLessThan(bytes.length * 4 + 1000)
  }
}

/** The entry of a tag in the first directory: type at +2, count at +4, value at +8. */
function entryOf(tiff: Buffer, tag: number): number {
  const start = tiff.readUInt32LE(4)
  for (let at = start + 2; ; at += 12) if (tiff.readUInt16LE(at) === tag) return at
}

type Change = (tiff: Buffer) => void

function changed(coding: number, change: Change): string {
  const tiff = tiffFile([pictures[coding]!])
  change(tiff)
  return readAll(tiff)
}
const [G4, STRIPS, LZW, JPEG] = [0, 4, 7, 9]

describe('TIFF の一覧(ディレクトリー)', () => {
  test('手を加えないものは読める', () => {
    for (const isLittle of [true, false]) expect(readAll(tiffFile(pictures, isLittle))).toBe(ALL_READ)
  })

  test('どの範囲を求められても、全体の同じ所と同じバイトを返す', () => {
    const pdf = tiffAsPdf(whole(tiffFile(pictures)), 'scan.tif')
    const all = Buffer.alloc(pdf.byteCount)
    expect(pdf.copyInto(all, 0)).toBe(true)
    fc.assert(
      fc.property(fc.nat(pdf.byteCount - 1), fc.nat(5000), (from, length) => {
        const part = Buffer.alloc(Math.min(length, pdf.byteCount - from))
        expect(pdf.copyInto(part, from)).toBe(true)
        expect(part.equals(all.subarray(from, from + part.length))).toBe(true)
      }),
      { numRuns: 300 },
    )
    expect(pdf.copyInto(new Uint8Array(2), pdf.byteCount - 1)).toBe(false)
    expect(pdf.copyInto(new Uint8Array(1), -1)).toBe(false)
  })

  test.each<readonly [name: string, coding: number, change: Change, expected: string]>([
    ['BigTIFF', G4, (tiff) => void tiff.writeUInt16LE(43, 2), 'tiff_unreadable  big_tiff'],
    ['自分に戻る一覧', G4, (tiff) => loop(tiff), 'tiff_page_unreadable 2 damaged'],
    ['ファイルの外の一覧', G4, (tiff) => tiff.writeUInt32LE(0xfffffff0, 4), 'tiff_page_unreadable 1 damaged'],
    ['一覧がない', G4, (tiff) => tiff.writeUInt32LE(0, 4), 'tiff_page_unreadable 1 damaged'],
    ['タイル', G4, (tiff) => tiff.writeUInt16LE(322, entryOf(tiff, 282)), 'tiff_page_unreadable 1 tiles'],
    ['古い JPEG', JPEG, set(259, 6), 'tiff_page_unreadable 1 coding'],
    ['CMYK', LZW, set(262, 5), 'tiff_page_unreadable 1 colours'],
    ['JPEG でない YCbCr', LZW, set(262, 6), 'tiff_page_unreadable 1 colours'],
    ['色ごとに分けた並び', LZW, (tiff) => planes(tiff), 'tiff_page_unreadable 1 colours'],
    ['16ビット', 6, set(258, 16), 'tiff_page_unreadable 1 depth'],
    ['多すぎるドット', G4, set(256, 4_000_000_000), 'tiff_page_unreadable 1 dots'],
    ['行のない帯', STRIPS, set(278, 0), 'tiff_page_unreadable 1 damaged'],
    ['ファイルの外の帯', G4, set(273, 0x7fffffff), 'tiff_page_unreadable 1 damaged'],
    ['足りない帯', STRIPS, (tiff) => count(tiff, 273, 1), 'tiff_page_unreadable 1 damaged'],
    ['ファイルより多い帯', STRIPS, (tiff) => manyStrips(tiff), 'tiff_page_unreadable 1 damaged'],
    ['足りないドット', STRIPS, set(256, 50_000), 'tiff_page_unreadable 1 damaged'],
    ['JPEG の表でないもの', JPEG, set(347, 0), 'tiff_page_unreadable 1 damaged'],
  ])('%s: ページとわけを言って断る', (_, coding, change, expected) => expect(changed(coding, change)).toBe(expected))

  test('2GB に近いファイルも、開くときに読むのは一覧だけ', () => {
    const [width, height, pages] = [10_000, 14_000, 14]
    const stripBytes = width * height
    const fields = [
      [256, 4, [width]] as const,
      [257, 4, [height]] as const,
      [258, 3, [8]] as const,
      [262, 3, [0]] as const,
    ]
    const directories = tiffFile(Array.from({ length: pages }, () => ({ fields, strips: [new Uint8Array(2)] })))
    let place = directories.length
    for (let at = directories.readUInt32LE(4); at !== 0;) {
      directories.writeUInt32LE(place, at + 2 + 4 * 12 + 8)
      directories.writeUInt32LE(stripBytes, at + 2 + 5 * 12 + 8)
      place += stripBytes
      at = directories.readUInt32LE(at + 2 + 6 * 12)
    }
    let bytesAsked = 0
    const file: BlockFile = {
      byteCount: place,
      copyInto(target, position) {
        bytesAsked += target.length
        target.set(directories.subarray(position, position + target.length))
        return true
      },
    }
    const pdf = tiffAsPdf(file, 'scan.tif')
    expect(pdf.byteCount).toBeGreaterThan(1.9e9)
    expect(pdf.copyInto(new Uint8Array(100), pdf.byteCount - 100)).toBe(true)
    expect(bytesAsked).toBeLessThan(3000)
  })

  test('途中で切れたファイルは、どこで切れても読まない', () => {
    const tiff = tiffFile(pictures)
    // The last bytes are the last directory, without which its pages would be missing.
    for (let length = 8; length < tiff.length; length += 97)
      expect(readAll(tiff.subarray(0, length))).not.toBe(ALL_READ)
  })

  test('一覧のための縮小画像はページに数えず、同じ大きさのものは数える', () => {
    const small = TIFF_CODINGS['PackBits・0が黒']!({ ...dots, width: 32, height: 20 })
    const reduced = (picture: typeof small) => ({ ...picture, fields: [...picture.fields, [254, 4, [1]] as const] })
    const count = (second: typeof small) => tiffPages(whole(tiffFile([pictures[5]!, second])), 'scan.tif').length
    expect([count(reduced(small)), count(small), count(reduced(pictures[5]!))]).toEqual([1, 2, 2])
  })

  test('化けたファイル: 読むか断るかで、止まらず、外を読まない', { timeout: 120_000 }, () => {
    const files = [tiffFile(pictures), tiffFile(pictures, false)]
    // What the directories say lies outside the strips: there, most changes would change nothing.
    const places = files.map((file) => {
      const strips = tiffPages(whole(file), 'scan.tif').flatMap((page) => page.strips)
      const isStrip = (at: number) => strips.some(({ from, length }) => at >= from && at < from + length)
      return Array.from(file.keys()).filter((at) => !isStrip(at))
    })
    const told = new Set<string>()
    const change = fc.record({ at: fc.nat(1_000_000), byte: fc.constantFrom(0, 1, 2, 3, 7, 8, 127, 128, 255) })
    fc.assert(
      fc.property(fc.nat(1), fc.array(change, { minLength: 1, maxLength: 6 }), (order, changes) => {
        const tiff = Buffer.from(files[order]!)
        for (const { at, byte } of changes) tiff[places[order]![at % places[order]!.length]!] = byte
        if (tiffOrder(whole(tiff))) told.add(readAll(tiff).replace(/ \d+ /, ' '))
      }),
      { numRuns: isDeep ? 100_000 : 1500 },
    )
    expect(told.size).toBeGreaterThan(4)
  })
})

describe('TIFF の1ページ', () => {
  /** Two squares of ink in the upper half of wide paper, so that every way of laying it differs. */
  const INK = [
    [0.1, 0.2],
    [0.7, 0.2],
  ] as const
  const PAPER = [
    [0.3, 0.2],
    [0.9, 0.2],
    [0.1, 0.8],
    [0.7, 0.8],
  ] as const
  const squares: Dots = {
    width: 400,
    height: 200,
    isInk: (x, y) => y < 80 && INK.some(([column]) => Math.abs(x - column * 400) < 40),
  }
  const write = TIFF_CODINGS['PackBits・0が黒']!
  const drawn = async (fields: (typeof pictures)[number]['fields']) => {
    const picture = write(squares)
    const tiff = tiffFile([{ ...picture, fields: [...picture.fields, ...fields] }])
    const document = await openPdf(tiffAsPdf(whole(tiff), 'scan.tif'), 'scan.tif')
    const page = document.openPage(0)
    const geometry = pageGeometry(document, page)
    const image = renderArea(document, page, geometry, [0, 0, geometry.widthMm, geometry.heightMm], 100)
    return {
      size: [Math.round(geometry.widthMm), Math.round(geometry.heightMm)],
      isInk: (x: number, y: number) =>
        image.grey[Math.round(y * image.height) * image.width + Math.round(x * image.width)]! < 128,
    }
  }
  const dpi = (x: number, y: number) => [[282, 5, [x]] as const, [283, 5, [y]] as const, [296, 3, [2]] as const]

  // TIFF 6.0, Orientation: where a place of the picture lies on the page that is seen.
  test.each([
    [1, (x: number, y: number) => [x, y]],
    [2, (x: number, y: number) => [1 - x, y]],
    [3, (x: number, y: number) => [1 - x, 1 - y]],
    [4, (x: number, y: number) => [x, 1 - y]],
    [5, (x: number, y: number) => [y, x]],
    [6, (x: number, y: number) => [1 - y, x]],
    [7, (x: number, y: number) => [1 - y, 1 - x]],
    [8, (x: number, y: number) => [y, 1 - x]],
  ] as const)('向き %i: 見るとおりに置く', async (orientation, placeOf) => {
    const { isInk, size } = await drawn([[274, 3, [orientation]], ...dpi(100, 100)])
    expect(size).toEqual(orientation < 5 ? [102, 51] : [51, 102])
    for (const [x, y] of INK) expect(isInk(...(placeOf(x, y) as [number, number]))).toBe(true)
    for (const [x, y] of PAPER) expect(isInk(...(placeOf(x, y) as [number, number]))).toBe(false)
  })

  test.each([
    ['縦横で違う解像度(ファクス)', dpi(200, 100), [51, 51]],
    ['1cm あたり', [...dpi(40, 40).slice(0, 2), [296, 3, [3]] as const], [100, 50]],
    ['解像度がなければ A4 に収める', [], [297, 149]],
    ['あり得ない解像度も', dpi(1, 1), [297, 149]],
    ['0 も', dpi(0, 0), [297, 149]],
  ] as const)('紙の大きさ: %s', async (_, fields, expected) => expect((await drawn(fields)).size).toEqual(expected))
})

function set(tag: number, value: number): Change {
  return (tiff) => {
    const at = entryOf(tiff, tag)
    tiff.writeUInt16LE(4, at + 2)
    tiff.writeUInt32LE(1, at + 4)
    tiff.writeUInt32LE(value, at + 8)
  }
}
const count = (tiff: Buffer, tag: number, values: number): void =>
  void tiff.writeUInt32LE(values, entryOf(tiff, tag) + 4)
/** 65,000 rows, each a strip, in a file that has no room for so many numbers. */
const manyStrips = (tiff: Buffer): void => {
  for (const [tag, value] of [
    [256, 1],
    [257, 65_000],
    [278, 1],
  ] as const)
    set(tag, value)(tiff)
  for (const tag of [273, 279]) count(tiff, tag, 0xffffffff)
}
const loop = (tiff: Buffer): void => {
  const start = tiff.readUInt32LE(4)
  tiff.writeUInt32LE(start, start + 2 + tiff.readUInt16LE(start) * 12)
}
/** The field of differences, which it has, as the one of planes. */
const planes = (tiff: Buffer): void => void tiff.writeUInt16LE(284, entryOf(tiff, 317))
