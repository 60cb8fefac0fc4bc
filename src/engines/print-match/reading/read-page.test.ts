import { expect, test } from 'vitest'
import { blockFile } from './block-file.ts'
import { newGlyphMemory } from './glyphs.ts'
import { openPdf } from './pdf-document.ts'
import { readPage } from './read-page.ts'

/** "ABC" in Courier of 10 points at 50 points from the left, where the font's map says what A stands for. */
async function readWithFirst(hex: string) {
  const map = `1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <${hex}> endbfchar`
  const content = 'BT /F 10 Tf 1 0 0 1 50 700 Tm (ABC) Tj ET'
  const stream = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`
  const pdf = Buffer.from(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
      stream(content),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 6 0 R >>',
      stream(map),
    ].reduce((file, object, at) => `${file}${at + 1} 0 obj\n${object}\nendobj\n`, '%PDF-1.4\n') +
      'trailer << /Size 7 /Root 1 0 R >>\n%%EOF\n',
    'latin1',
  )
  const document = await openPdf(
    blockFile(pdf.length, (position, length) => pdf.subarray(position, position + length)),
    'first.pdf',
  )
  const { text, boxes } = readPage(document, document.openPage(0), [], newGlyphMemory())
  document.close()
  const b = text.indexOf('B')
  return { text, unitsWithPlace: boxes.length / 4, leftOfB: (boxes[b * 4]! / 25.4) * 72 }
}

// U+FEFF: a reader of UTF-16 may take it for a mark of byte order and leave it out. A lone half of a pair is no character.
test.each(['0058', 'FEFF', 'D842', 'D842DFB7'])('先頭の文字が U+%s でも、各文字はその位置にある', async (hex) => {
  const { text, unitsWithPlace, leftOfB } = await readWithFirst(hex)
  expect(unitsWithPlace).toBe(text.length)
  expect(text.isWellFormed()).toBe(true)
  expect(leftOfB).toBeGreaterThan(55)
  expect(leftOfB).toBeLessThan(58)
})
