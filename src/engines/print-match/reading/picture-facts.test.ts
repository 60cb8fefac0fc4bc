import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jpegSaying, pngSaying, type SaidOfPicture } from '../../../../test/harness/print-pictures.ts'
import { type BlockFile, blockFile } from './block-file.ts'
import { greyPicture } from './decode-picture.ts'
import { type PictureFacts, pictureFacts } from './picture-facts.ts'
import type { GreyImage } from './render.ts'
import { upright } from './upright.ts'

const isDeep = process.env['SEKISHO_DEEP'] === '1'
const whole = (bytes: Uint8Array) => blockFile(bytes.length, (at, length) => bytes.subarray(at, at + length))
const blank = (width: number, height: number): GreyImage => ({
  width,
  height,
  grey: new Uint8Array(width * height).fill(255),
})
const told = ({ widthMm, heightMm, orientation }: PictureFacts) => [
  Math.round(widthMm),
  Math.round(heightMm),
  orientation,
]
const WRITERS = [
  ['PNG', pngSaying],
  ['JPEG', jpegSaying],
] as const
const A5 = blank(1165, 1654)

describe.each(WRITERS)('%s が自分について言うこと', (_, write) => {
  test.each<readonly [name: string, said: SaidOfPicture, expected: readonly number[], image: GreyImage]>([
    ['何も言わなければ A4 の縦', {}, [209, 297, 1], A5],
    ['横長なら A4 の横', {}, [297, 209, 1], blank(1654, 1165)],
    ['自分の解像度', { ownDpi: [200, 200] }, [148, 210, 1], A5],
    ['Exif の解像度', { dpi: [200, 200] }, [148, 210, 1], A5],
    ['1cm あたりの解像度', { dpi: [79, 79], isMetric: true }, [147, 209, 1], A5],
    ['縦横で違う解像度', { ownDpi: [200, 100] }, [74, 210, 1], blank(583, 827)],
    ['向きがあれば、起こした紙の大きさ', { orientation: 6, dpi: [200, 200] }, [210, 148, 6], A5],
    ['分からないときに書かれる 72 は信じない', { ownDpi: [72, 72], dpi: [72, 72] }, [209, 297, 1], A5],
    ['あり得る方を採る', { ownDpi: [200, 200], dpi: [72, 72] }, [148, 210, 1], A5],
    ['スキャナーに載らない大きさは信じない', { ownDpi: [101, 101] }, [297, 209, 1], blank(1980, 1393)],
    ['0 や、ない向きは信じない', { ownDpi: [0, 0], dpi: [0, 0], orientation: 9 }, [209, 297, 1], A5],
  ])('%s', (_case, said, expected, image) => {
    expect(told(pictureFacts(whole(write(image, said))))).toEqual(expected)
  })

  test('どこで切れても、化けても、止まらず、外を読まず、紙の大きさは紙の大きさ', { timeout: 120_000 }, () => {
    const bytes = write(blank(583, 827), { orientation: 6, dpi: [100, 100], ownDpi: [100, 100] })
    const own = told(pictureFacts(whole(bytes)))
    // The dots are not looked at.
    const said = Math.min(bytes.length, 220)
    const change = fc.record({ at: fc.nat(said - 1), byte: fc.integer({ min: 0, max: 255 }) })
    let others = 0
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(bytes.length), (changes, length) => {
        const changed = Buffer.from(bytes.subarray(0, length < said ? length : bytes.length))
        for (const { at, byte } of changes) if (at < changed.length) changed[at] = byte
        const { file, asked } = watched(changed)
        const facts = pictureFacts(file)
        expect(asked()).toBeLessThan(2000)
        expect(facts.widthMm > 0 && facts.heightMm > 0 && Math.max(facts.widthMm, facts.heightMm) <= 450).toBe(true)
        expect(Number.isInteger(facts.orientation) && facts.orientation >= 1 && facts.orientation <= 8).toBe(true)
        if (String(told(facts)) !== String(own)) others++
      }),
      { numRuns: isDeep ? 200_000 : 2000 },
    )
    expect(others).toBeGreaterThan(100)
  })
})

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

test('画像でないもの、終わらない部分の並びは、A4 のまま', () => {
  const endless = Buffer.concat([Buffer.of(0xff, 0xd8), Buffer.alloc(100_000, 0xff)])
  const empty = Buffer.concat([
    Buffer.of(0xff, 0xd8),
    ...Array.from({ length: 5000 }, () => Buffer.of(0xff, 0xe2, 0, 2)),
  ])
  for (const bytes of [Buffer.alloc(0), Buffer.from([0x89, 0x50, 1, 2]), endless, empty]) {
    const { file, asked } = watched(bytes)
    expect(pictureFacts(file)).toEqual({ widthMm: 210, heightMm: 297, orientation: 1 })
    expect(asked()).toBeLessThan(2000)
  }
})

/** A spot in the upper left part of wide paper, so that every way of laying it differs. */
const spot: GreyImage = blank(40, 20)
for (let y = 2; y < 8; y++) spot.grey.fill(0, y * 40 + 4, y * 40 + 12)

// Exif 2.32, 4.6.4: where a place of the picture lies on the page that is seen.
test.each([
  [1, (x: number, y: number) => [x, y]],
  [2, (x: number, y: number) => [1 - x, y]],
  [3, (x: number, y: number) => [1 - x, 1 - y]],
  [4, (x: number, y: number) => [x, 1 - y]],
  [5, (x: number, y: number) => [y, x]],
  [6, (x: number, y: number) => [1 - y, x]],
  [7, (x: number, y: number) => [1 - y, 1 - x]],
  [8, (x: number, y: number) => [y, 1 - x]],
] as const)('向き %i: 見るとおりに起こす', (orientation, placeOf) => {
  const seen = upright(greyPicture(pngOfSpot), orientation)
  expect([seen.width, seen.height]).toEqual(orientation < 5 ? [40, 20] : [20, 40])
  const [u, v] = placeOf(0.2, 0.25) as [number, number]
  const isInk = (x: number, y: number) =>
    seen.grey[Math.floor(y * seen.height) * seen.width + Math.floor(x * seen.width)]! < 128
  expect([isInk(u, v), isInk(1 - u, v), isInk(u, 1 - v), isInk(1 - u, 1 - v)]).toEqual([true, false, false, false])
})
const pngOfSpot = pngSaying(spot, {})
