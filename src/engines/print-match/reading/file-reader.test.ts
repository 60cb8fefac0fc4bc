import { expect, test, vi } from 'vitest'
import { blockFile } from './block-file.ts'
import type { Pdfium } from './pdfium.ts'

const instances = vi.hoisted((): Pdfium[] => [])
vi.mock('./pdfium.ts', async (actual) => {
  const real = await actual<{ readonly newPdfium: () => Promise<Pdfium> }>()
  const newPdfium = async () => {
    const made = await real.newPdfium()
    instances.push(made)
    return made
  }
  return { ...real, newPdfium }
})

const MEGABYTE = 1024 * 1024
const PAGES = 300
const PICTURE_BYTES = MEGABYTE

/** Pages with a picture each, black all over: a file as large as many scans, whose zeros no memory holds. */
function picturesPdf(): Uint8Array {
  const bytes = Buffer.alloc(PAGES * (PICTURE_BYTES + 1024) + MEGABYTE)
  const places: number[] = []
  let length = bytes.write('%PDF-1.4\n', 'latin1')
  const write = (text: string) => (length += bytes.write(text, length, 'latin1'))
  const object = (number: number, body: string) => {
    places[number] = length
    write(`${number} 0 obj\n${body}\nendobj\n`)
  }
  const paint = 'q 100 0 0 100 100 100 cm /I Do Q'
  const kids = Array.from({ length: PAGES }, (_, page) => `${3 + page * 3} 0 R`)
  object(1, '<< /Type /Catalog /Pages 2 0 R >>')
  object(2, `<< /Type /Pages /Count ${PAGES} /Kids [${kids.join(' ')}] >>`)
  for (let page = 0; page < PAGES; page++) {
    const number = 3 + page * 3
    const resources = `<< /XObject << /I ${number + 2} 0 R >> >>`
    object(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents ${number + 1} 0 R >>`,
    )
    object(number + 1, `<< /Length ${paint.length} >>\nstream\n${paint}\nendstream`)
    places[number + 2] = length
    write(
      `${number + 2} 0 obj\n<< /Type /XObject /Subtype /Image /Width 1024 /Height 1024 /ColorSpace /DeviceGray ` +
        `/BitsPerComponent 8 /Length ${PICTURE_BYTES} >>\nstream\n`,
    )
    length += PICTURE_BYTES
    write('\nendstream\nendobj\n')
  }
  const start = length
  write(`xref\n0 ${places.length}\n0000000000 65535 f \n`)
  for (let number = 1; number < places.length; number++) write(`${String(places[number]).padStart(10, '0')} 00000 n \n`)
  write(`trailer << /Size ${places.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  return bytes.subarray(0, length)
}

test('大きな画像ばかりのファイルでも、PDFium のメモリは増え続けません', { timeout: 120_000 }, async () => {
  // A file before in the same process has read the modules already, with a PDFium that is not counted.
  vi.resetModules()
  const { fileReader } = await import('./file-reader.ts')
  const pdf = picturesPdf()
  const reader = await fileReader(
    blockFile(pdf.length, (position, length) => pdf.subarray(position, position + length)),
    'pictures.pdf',
  )
  let most = 0
  for (let page = 0; page < reader.pageCount; page++) {
    const { pictures } = await reader.read(page, { watched: [], codes: [] })
    expect(pictures).toHaveLength(1)
    most = Math.max(most, instances.reduce((sum, { memory }) => sum + memory.buffer.byteLength, 0) / MEGABYTE)
  }
  expect(instances).toHaveLength(1)
  // 300 MB of pictures: a third of them, and what PDFium itself needs, with the fifth that it takes in advance.
  expect(most).toBeLessThan(200)
})

test('大きすぎて描けないページは、ページを名指して断る', async () => {
  const { fileReader } = await import('./file-reader.ts')
  const pdf = Buffer.from(
    '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n' +
      '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9000 9000] >>\nendobj\ntrailer << /Size 4 /Root 1 0 R >>\n%%EOF\n',
    'latin1',
  )
  const reader = await fileReader(
    blockFile(pdf.length, (position, length) => pdf.subarray(position, position + length)),
    'poster.pdf',
  )
  await expect(reader.read(0, { watched: [], codes: [], codesAnywhere: ['QRCode'] })).rejects.toMatchObject({
    reason: 'page_not_drawn',
    facts: { file: 'poster.pdf', page: 1 },
  })
})
