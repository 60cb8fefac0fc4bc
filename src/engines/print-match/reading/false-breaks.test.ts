import { expect, test } from 'vitest'
import { blockFile } from './block-file.ts'
import { newGlyphMemory } from './glyphs.ts'
import { openPdf } from './pdf-document.ts'
import { readPage } from './read-page.ts'

/** One page with these lines in Courier of 10 points, each letter a piece of its own, as Chromium writes; spaces are left out. */
async function textOf(lines: readonly (readonly [x: number, y: number, text: string])[]) {
  const content = lines
    .flatMap(([x, y, text]) =>
      Array.from(text, (letter, at) =>
        letter === ' ' ? '' : `BT /F 10 Tf 1 0 0 1 ${x + at * 6} ${y} Tm (${letter}) Tj ET\n`,
      ),
    )
    .join('')
  const pdf = Buffer.from(
    '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n' +
      '2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n' +
      '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R\n' +
      '/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> >>\nendobj\n' +
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

test('縦書きに見える短い一覧も、横の行として読む', async () => {
  const list = [0, 1, 2, 3].map((row) => [50, 700 - row * 9, `No${row}1 Mihon`] as const)
  expect(await textOf([...list, FAR])).toEqual(['No01 Mihon', 'No11 Mihon', 'No21 Mihon', 'No31 Mihon', 'A1'])
})

test('離れた列と次の段では、行が終わる', async () => {
  const rest = [[50, 691, 'three'], [50, 682, 'four'], FAR] as const
  expect(await textOf([[50, 700, 'one'], [200, 700, 'two'], ...rest])).toEqual(['one', 'two', 'three', 'four', 'A1'])
  expect(await textOf([[50, 700, 'one'], [80, 700, 'two'], ...rest])).toEqual(['one two', 'three', 'four', 'A1'])
})

test('縦に並ぶ文字は、つながない', async () => {
  const column = Array.from('ABCDEF', (letter, at) => [300, 700 - at * 11, letter] as const)
  expect(await textOf([...column, [320, 700, 'X'], [320, 689, 'Y']])).toEqual(['ABCDEF', 'XY'])
})
