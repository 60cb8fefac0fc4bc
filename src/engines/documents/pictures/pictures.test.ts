import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pdfBytes } from '../pdf-writer.ts'
import { readDocument } from '../read-document.ts'
import { xlsxOf, zipOf } from '../documents.fixture.ts'
import { drawPicture, encodePixels } from './draw-picture.ts'
import { photoDetails } from './photo-details.ts'
import { pictureSize } from './picture-size.ts'
import { bmpOf, exifOf, gifOf, heicOf, jpegOf, pngOf, tiffOf, webpOf, withExif } from './pictures.fixture.ts'

async function read(bytes: Uint8Array, name: string, from = 0, most = 8) {
  const reading = readDocument(bytes, { name, pictures: { from, most } })
  const texts: string[] = []
  for await (const part of reading.parts) {
    if (part.kind === 'text') texts.push(part.text)
    else for await (const _ of part.rows);
  }
  return { ...reading, pictureCount: reading.pictureCount, unread: reading.unread, text: texts.join('\n') }
}
const RED = { width: 40, height: 20, colour: [200, 30, 30] as const }

describe('画像の描き直し', () => {
  test.each([
    ['a.png', pngOf(RED)],
    ['a.jpg', jpegOf(RED)],
    ['a.gif', gifOf(RED)],
    ['a.webp', webpOf(RED)],
    ['a.bmp', bmpOf(RED)],
    ['a.tif', tiffOf(RED)],
  ])('%s is drawn anew as a JPEG of the same colour; none of its own bytes go on', async (name, bytes) => {
    expect(pictureSize(bytes)).toMatchObject({ width: 40, height: 20 })
    const { pictures, pictureCount, unread } = await read(bytes, name)
    expect(pictureCount).toBe(1)
    expect(pictures).toMatchObject([{ at: 0, path: [name], width: 40, height: 20 }])
    const jpeg = Buffer.from(pictures[0]!.jpeg!, 'base64')
    expect(jpeg.subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff))
    expect(unread).toEqual([{ path: [name], reason: 'picture' }])
    const again = drawPicture(jpeg, 1)
    expect(again.width).toBe(40)
  })

  test('a large one is made small, and what is not covered is white', () => {
    const drawn = drawPicture(pngOf({ width: 3200, height: 100, colour: [0, 0, 0] }), 1)
    expect(drawn).toMatchObject({ width: 1600, height: 50 })
    const clear = encodePixels({ width: 8, height: 8, rgba: new Uint8Array(8 * 8 * 4) })
    const white = encodePixels({ width: 8, height: 8, rgba: new Uint8Array(8 * 8 * 4).fill(255) })
    expect(Buffer.from(clear.jpeg)).toEqual(Buffer.from(white.jpeg))
  })

  test('it is turned as its camera says', () => {
    expect(drawPicture(jpegOf(RED), 1)).toMatchObject({ width: 40, height: 20 })
    for (const orientation of [5, 6, 7, 8])
      expect(drawPicture(jpegOf(RED), orientation)).toMatchObject({ width: 20, height: 40 })
  })

  test('of a GIF that moves, the first picture is shown', async () => {
    const moving = gifOf(RED, [0, 0, 255])
    const { pictures } = await read(moving, 'a.gif')
    expect(pictures).toHaveLength(1)
    const still = await read(gifOf(RED), 'a.gif')
    expect(pictures[0]!.jpeg).toBe(still.pictures[0]!.jpeg)
  })

  test('a bomb is refused by the size it claims, before anybody unpacks it; others of the same document are shown', async () => {
    const bomb = pngOf(RED, { width: 30_000, height: 30_000 })
    expect(bomb.length).toBeLessThan(2000)
    const both = zipOf([
      { name: 'bomb.png', content: bomb, stored: true },
      { name: 'a.png', content: pngOf(RED) },
    ])
    const { pictures } = await read(both, 'a.zip')
    expect(pictures).toMatchObject([
      { path: ['a.zip', 'bomb.png'], refused: 'too_large' },
      { path: ['a.zip', 'a.png'], width: 40 },
    ])
  })

  test('one that is broken, and one of a kind that nobody draws, say so; the next is drawn all the same', async () => {
    const broken = Buffer.concat([pngOf(RED).subarray(0, 40), Buffer.alloc(40, 7)])
    const all = zipOf([
      { name: '1.png', content: broken },
      { name: '2.heic', content: heicOf(Buffer.alloc(0)) },
      { name: '3.jpg', content: jpegOf(RED) },
    ])
    const { pictures } = await read(all, 'a.zip')
    expect(pictures.map(({ refused }) => refused)).toEqual(['damaged', 'unknown_type', undefined])
  })

  test('pictures in Office files, and the pages of a PDF, in their order; a part of them at a time', async () => {
    const book = xlsxOf([['部品', '数']], { 'xl/media/image1.png': pngOf(RED) })
    const inBook = await read(book, '見積.xlsx')
    expect(inBook.pictures).toMatchObject([{ path: ['見積.xlsx', 'image1.png'], width: 40 }])
    const pdf = await pdfBytes({
      title: '試験',
      language: 'ja',
      madeAt: new Date('2026-11-23T00:00:00Z'),
      foot: '',
      parts: Array.from({ length: 90 }, (_, line) => ({ kind: 'paragraph' as const, text: `試験の行 ${line}` })),
    })
    const pages = await read(pdf, 'a.pdf')
    expect(pages.pictureCount).toBeGreaterThan(1)
    expect(pages.pictures[0]).toMatchObject({ at: 0, path: ['a.pdf', 'p.1'] })
    expect(Math.max(pages.pictures[0]!.width, pages.pictures[0]!.height)).toBe(1400)
    const second = await read(pdf, 'a.pdf', 1, 1)
    expect(second.pictures).toMatchObject([{ at: 1, path: ['a.pdf', 'p.2'] }])
  })

  test('nothing is drawn where nobody asked, and an SVG or a page is text', async () => {
    const plain = readDocument(pngOf(RED), { name: 'a.png' })
    for await (const _ of plain.parts);
    expect([plain.pictures, plain.pictureCount]).toEqual([[], 1])
    const svg = await read(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>a()</script></svg>'), 'a.svg')
    expect(svg.pictures).toEqual([])
  })
})

describe('写真に書き込まれた情報', () => {
  const exif = exifOf({ model: 'SAMPLE-1', artist: '見本 太郎', place: [35.6812, 139.7671], orientation: 6 })
  test.each([
    ['a.jpg', withExif(jpegOf(RED), exif)],
    ['a.heic', heicOf(exif)],
  ])('where and by whom %s was taken is told, and read as text', async (name, bytes) => {
    const { photos, text } = await read(bytes, name)
    expect(photos).toEqual([{ path: [name], hasPlace: true }])
    expect(text).toContain('Artist: 見本 太郎')
    expect(text).toContain('GPS: 35.68')
    expect(photoDetails(bytes).orientation).toBe(6)
  })

  test('the drawn picture says nothing of it', () => {
    const bytes = withExif(jpegOf(RED), exif)
    const drawn = Buffer.from(drawPicture(bytes, photoDetails(bytes).orientation).jpeg)
    expect(photoDetails(drawn)).toMatchObject({ lines: [], hasPlace: false })
  })

  test('a place in an XMP packet counts; a picture without any says nothing', async () => {
    const packet = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="35,40.8N"/></x:xmpmeta>'
    expect(photoDetails(Buffer.concat([jpegOf(RED), Buffer.from(packet)])).hasPlace).toBe(true)
    expect((await read(jpegOf(RED), 'a.jpg')).photos).toEqual([])
  })

  test('a packet that is one long word, or never ends, takes no longer than another', () => {
    for (const body of [`<a:${'b'.repeat(262_000)}`, `<a:b ${'c'.repeat(262_000)}`, '<a:b'.repeat(65_000)])
      expect(photoDetails(Buffer.concat([jpegOf(RED), Buffer.from(`<x:xmpmeta ${body}`)])).lines).toEqual([])
  })

  test('whatever the bytes are, nobody throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(exif.length), (noise, cut) => {
        const torn = Buffer.concat([exif.subarray(0, cut), noise])
        expect(() => photoDetails(withExif(jpegOf(RED), torn))).not.toThrow()
        for (const head of [pngOf(RED), gifOf(RED), bmpOf(RED), tiffOf(RED), jpegOf(RED)]) {
          const bytes = Buffer.concat([head.subarray(0, cut % head.length), noise])
          photoDetails(bytes)
          pictureSize(bytes)
        }
      }),
      { numRuns: 300 },
    )
  })
})
