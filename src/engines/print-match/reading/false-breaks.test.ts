import { expect, test } from 'vitest'
import { blockFile } from './block-file.ts'
import { newGlyphMemory } from './glyphs.ts'
import { openPdf } from './pdf-document.ts'
import { readPage } from './read-page.ts'

type Line = readonly [x: number, y: number, text: string]
type Turn = 0 | 90 | 180 | 270

/** From a page of 595 × 842 points as it is seen to the same one turned by so much, and the direction of its lines. */
const TURNS: Readonly<Record<Turn, (x: number, y: number) => string>> = {
  0: (x, y) => `1 0 0 1 ${x} ${y}`,
  90: (x, y) => `0 1 -1 0 ${842 - y} ${x}`,
  180: (x, y) => `-1 0 0 -1 ${595 - x} ${842 - y}`,
  270: (x, y) => `0 -1 1 0 ${y} ${595 - x}`,
}

/** In Courier of 10 points, each letter a piece of its own, as Chromium writes; spaces are left out. */
const inPieces =
  (turn: Turn = 0) =>
  ([x, y, text]: Line) =>
    Array.from(text, (letter, at) =>
      letter === ' ' ? '' : `BT /F 10 Tf ${TURNS[turn](x + at * 6, y)} Tm (${letter}) Tj ET\n`,
    ).join('')
const inOnePiece = ([x, y, text]: Line) => `BT /F 10 Tf ${TURNS[0](x, y)} Tm (${text}) Tj ET\n`

/** One page with these lines, as they are read. */
async function textOf(lines: readonly Line[], write = inPieces(), turn: Turn = 0, font = '') {
  const content = lines.map(write).join('')
  const [width, height] = turn % 180 === 0 ? [595, 842] : [842, 595]
  const pdf = Buffer.from(
    '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n' +
      '2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n' +
      `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${turn} /Contents 4 0 R\n` +
      `/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Courier ${font} >> >> >> >>\nendobj\n` +
      `4 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n` +
      'trailer << /Size 5 /Root 1 0 R >>\n%%EOF\n',
    'latin1',
  )
  const document = await openPdf(
    blockFile(pdf.length, (position, length) => pdf.subarray(position, position + length)),
    'list.pdf',
  )
  const { text } = readPage(document, document.openPage(0), [], newGlyphMemory())
  document.close()
  return text.split(/\s*\n/)
}

/** Far to the right of a short list: more of the page's height than of its width is filled. */
const FAR = [540, 690, 'A1'] as const
const LIST = [0, 1, 2, 3].map((row) => [50, 700 - row * 9, `No${row}1 Mihon`] as const)
const LIST_READ = ['No01 Mihon', 'No11 Mihon', 'No21 Mihon', 'No31 Mihon', 'A1']

test('縦書きに見える短い一覧も、横の行として読む', async () => {
  expect(await textOf([...LIST, FAR])).toEqual(LIST_READ)
})

test('字形の高さを実際の何倍にも書くフォントでも、字の間の空白を読む', async () => {
  const tall =
    '/FirstChar 32 /LastChar 126 /Widths [' +
    '600 '.repeat(95) +
    '] /FontDescriptor << /Type /FontDescriptor /FontName /Courier /Flags 33 /FontBBox [0 -2000 1000 3000] ' +
    '/Ascent 3000 /Descent -2000 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>'
  const narrow = LIST.map(([x, y, text]) => [x, y, text.replace(' ', '')] as const)
  const apart = (line: Line) =>
    inPieces()([line[0], line[1], line[2].slice(0, 4)]) + inPieces()([line[0] + 27, line[1], line[2].slice(4)])
  expect(await textOf([...narrow, FAR], (line) => (line === FAR ? inPieces()(line) : apart(line)), 0, tall)).toEqual(
    LIST_READ,
  )
})

test.each([90, 180, 270] as const)('%i度回したページでも、横の行として読む', async (turn) => {
  expect(await textOf([...LIST, FAR], inPieces(turn), turn)).toEqual(LIST_READ)
  const high = Array.from({ length: 30 }, (_, row) => [50, 760 - row * 20, `No${row % 10}1 M`] as const)
  expect(await textOf(high, inPieces(turn), turn)).toEqual(high.map(([, , text]) => text))
})

test('同じ行の離れた欄は、縦書きに見えるページでも横書きのページと同じく、空白で分ける', async () => {
  const row = [
    [50, 700, 'one'],
    [80, 700, 'two'],
    [200, 698, 'three'],
  ] as const
  const wide = [50, 600, 'a'.repeat(50)] as const
  const high = [
    [50, 688, 'four'],
    [50, 676, 'five'],
  ] as const
  expect(await textOf([...row, wide, FAR])).toEqual(['one two three', wide[2], 'A1'])
  expect(await textOf([...row, ...high, FAR])).toEqual(['one two three', 'four', 'five', 'A1'])
})

test('段の違う文字と縦に並ぶ文字は、つながない', async () => {
  expect(await textOf([[50, 700, 'one'], [68, 706, '2'], [50, 688, 'four'], [80, 676, 'five'], FAR])).toEqual([
    'one',
    '2',
    'four',
    'five',
    'A1',
  ])
  const column = Array.from('ABCDEF', (letter, at) => [300, 700 - at * 11, letter] as const)
  expect(await textOf([...column, [320, 700, 'X'], [320, 689, 'Y']])).toEqual(['ABCDEF', 'XY'])
})

test('行の終わりのハイフンは、ハイフンとして読み、行はそこで終わる', async () => {
  const lines = [
    [50, 700, 'Mihon House number AB-'],
    [50, 688, '101 Z'],
  ] as const
  expect(await textOf(lines, inOnePiece)).toEqual(['Mihon House number AB-', '101 Z'])
  expect(await textOf([[50, 700, 'AB-101'], ...LIST.slice(1), FAR])).toEqual(['AB-101', ...LIST_READ.slice(1)])
})
