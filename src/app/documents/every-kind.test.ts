import { readFile } from 'node:fs/promises'
import iconv from 'iconv-lite'
import officeCrypto from 'officecrypto-tool'
import PdfWriter from 'pdfkit'
import { expect, test } from 'vitest'
import { readAll, reasons, xlsxOf, zipOf } from '../../engines/documents/documents.fixture.ts'
import { openDocumentDesk } from './document-desk.ts'
import { line, listOf, madeUpNumber, officeFile, oldSlides, outlookMessage, winmailDat } from './every-kind.fixture.ts'

const desk = openDocumentDesk({})
const sample = (name: string) => readFile(new URL(`samples/${name}`, import.meta.url))
const list = (place: number) => Buffer.from(listOf(place))
const slide = (place: number, show = '') =>
  `<p:sld xmlns:p="p" xmlns:a="a"${show}><a:p><a:r><a:t>${line(place)}</a:t></a:r></a:p></p:sld>`
const paragraph = (place: number) => `<w:p><w:r><w:t>${line(place)}</w:t></w:r></w:p>`
const word = (place: number, more: Readonly<Record<string, string | Buffer>> = {}) =>
  officeFile({
    'word/document.xml': `<w:document xmlns:w="w"><w:body>${paragraph(place)}</w:body></w:document>`,
    ...more,
  })
const slides = () =>
  officeFile({
    'ppt/presentation.xml': '<p:presentation xmlns:p="p"/>',
    'ppt/slides/slide1.xml': slide(1),
    'ppt/slides/slide2.xml': slide(2, ' show="0"'),
    'ppt/notesSlides/notesSlide1.xml': slide(3),
    'ppt/slideMasters/slideMaster1.xml': slide(4),
    'ppt/comments/comment1.xml': `<p:cmLst xmlns:p="p"><p:cm><p:text>${line(5)}</p:text></p:cm></p:cmLst>`,
    'ppt/commentAuthors.xml': `<p:cmAuthorLst xmlns:p="p"><p:cmAuthor name="${line(6)}"/></p:cmAuthorLst>`,
    'docProps/core.xml': `<cp xmlns:dc="dc"><dc:title>${line(7)}</dc:title></cp>`,
    'docProps/custom.xml': `<Properties><property name="${line(8)}"/></Properties>`,
    'ppt/embeddings/sheet1.xlsx': xlsxOf([['個人番号'], [madeUpNumber(9)]]),
  })

const mail = Buffer.concat([
  Buffer.from(`From: a@a.example\r\nSubject: =?UTF-8?B?${Buffer.from(line(1)).toString('base64')}?=\r\n`),
  Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n'),
  // 個人番号 in ISO-2022-JP, as any Japanese program writes it.
  Buffer.from(
    `Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n\x1b$B8D?MHV9f\x1b(B ${madeUpNumber(2)}\r\n--q\r\n`,
    'latin1',
  ),
  Buffer.from("Content-Disposition: attachment; filename*=Shift_JIS''%96%BC%95%EB.csv\r\n"),
  Buffer.from(`Content-Transfer-Encoding: base64\r\n\r\n${list(3).toString('base64')}\r\n--q\r\n`),
  Buffer.from(
    `Content-Type: message/rfc822\r\n\r\nFrom: b@b.example\r\nSubject: x\r\n\r\nMyNumber ${madeUpNumber(4)}\r\n--q--\r\n`,
  ),
])

async function lockedPdf(password?: string): Promise<Buffer> {
  const document = new PdfWriter(password ? { userPassword: password } : {})
  document.text(`MyNumber ${madeUpNumber(1)} 0312345678`)
  document.end()
  const pieces: Buffer[] = []
  for await (const piece of document as unknown as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

const zipped = () =>
  zipOf([
    { name: iconv.encode('名簿ソ.csv', 'cp932'), content: list(1), flags: 0 },
    { name: '名簿.csv', content: list(2) },
    { name: 'ガ.csv'.normalize('NFD'), content: list(3) },
    { name: '中.zip', content: zipOf([{ name: '奥.zip', content: zipOf([{ name: 'a.csv', content: list(4) }]) }]) },
  ])

/** Name, content, the places whose numbers must be found, and what stays unread all the same. */
const KINDS: readonly (readonly [string, () => Buffer | Promise<Buffer>, readonly number[], readonly string[]])[] = [
  ['zip, 名前は CP932・UTF-8・NFD、入れ子.zip', zipped, [1, 2, 3, 4], []],
  ['LibreOffice の.xlsx', () => sample('new-sheets.xlsx'), [10, 20, 30, 40, 50, 60], []],
  ['LibreOffice の.xls', () => sample('old-sheets.xls'), [10, 20, 30, 40, 50, 60], []],
  ['LibreOffice の.docx', () => sample('new-word.docx'), [10, 20, 30, 40, 50, 60, 70, 80], []],
  ['LibreOffice の.doc', () => sample('old-word.doc'), [10, 20, 30, 40, 50, 60, 70, 80], []],
  ['LibreOffice の.pdf', () => sample('word.pdf'), [10, 20, 30, 40, 60, 80], []],
  ['埋め込み.docx', () => word(1, { 'word/embeddings/a.xlsx': xlsxOf([[line(2)]]) }), [1, 2], []],
  ['埋め込み.xlsx', () => xlsxOf([[line(1)]], { 'xl/embeddings/a.docx': word(2) }), [1, 2], []],
  ['発表.pptx', slides, [1, 2, 3, 4, 5, 6, 7, 8, 9], []],
  ['発表.ppt', oldSlides, [1, 2, 3, 4, 5, 6, 7], []],
  ['名簿.csv', () => iconv.encode(listOf(1), 'cp932'), [1], []],
  ['転送.eml', () => mail, [1, 2, 3, 4], []],
  ['転送.msg', outlookMessage, [1, 2, 3, 4, 5, 6], []],
  ['winmail.dat', winmailDat, [1, 2, 3, 4], []],
]

test.each(KINDS)('%s: each place is read, and its number is found', async (name, make, places, unread) => {
  const bytes = await make()
  const reading = await readAll(bytes, name)
  expect(places.filter((place) => !reading.text.includes(madeUpNumber(place)))).toEqual([])
  expect(reasons(reading)).toEqual(unread)
  const scan = await desk.scan(bytes, name)
  expect(scan.unread.map(({ reason }) => reason)).toEqual(unread)
  expect(scan.counts.MYNUMBER).toBeGreaterThanOrEqual(places.length)
})

test.each(KINDS)('%s with its second half lost: never clean', async (name, make) => {
  const bytes = await make()
  const cut = await readAll(bytes.subarray(0, Math.floor(bytes.length / 2)), name)
  const isText = ['csv', 'text'].includes(cut.files[0]?.type ?? '')
  expect(cut.unread.length > 0 || isText).toBe(true)
})

const locked = (make: () => Buffer) => () => officeCrypto.encrypt(make(), { password: 'himitsu', type: 'standard' })
test.each<[string, () => Buffer | Promise<Buffer>]>([
  ['a.docx', locked(() => word(1))],
  ['a.pptx', locked(slides)],
  ['a.xlsx', locked(() => xlsxOf([[line(1)]]))],
  ['a.pdf', () => lockedPdf('himitsu')],
])('%s, encrypted: opaque until its password is escrowed, then its number is found', async (name, make) => {
  const bytes = await make()
  for (const passwords of [[], ['まちがい']]) {
    const closed = await desk.scan(bytes, name, passwords)
    expect(closed).toMatchObject({ unread: [{ path: [name], reason: 'encrypted' }], counts: {} })
  }
  const open = await desk.scan(bytes, name, ['まちがい', 'himitsu'])
  expect(open.unread).toEqual([])
  expect(open.counts.MYNUMBER).toBeGreaterThanOrEqual(1)
})

// One list packed by 7-Zip, plain and with its names encrypted too; and as RAR 4 stores it.
const PACKED = {
  'list.7z':
    'N3q8ryccAASGtWscMgAAAAAAAABaAAAAAAAAAOnBj8YBAC3msI/lkI0s5YCL5Lq655Wq5Y+3CuS9kOiXpOWkqumDjiwxMjM0NTY3ODkwMTgKAAEEBgABCTIABwsBAAEhIQEADC4ACAoBlhtYIAAABQEZDAAAAAAAAAAAAAAAABETAGwAaQBzAHQALgBjAHMAdgAAABkAFAoBAKyeUghKe90BFQYBACCApIEAAA==',
  'locked.7z':
    'N3q8ryccAASzq5WQsAAAAAAAAAAuAAAAAAAAABezs2Gtp/4vUL75pCwForjNKpe3jSNvDrZs8PmJczP0S/2MDCu/vwYbjMuBxH61mRnWTS4OIhrVAR1VXnZ1/orj2tDwwTms22eatVDztdMHzXZqRtfNqp460x2L8KZN3uDX00LPvwSv9LIxbIz6LVLOxG4gNSN4blT8OZiHm51A50Fc+zzAkI37dPXpEV/8Exq1CoPLeoW0dZ2TRnZwBRVrIflTFiD4LaXk886nTR4OJRJkhBcGQAEJcAAHCwEAASQG8QcBElMP730WsBNecVprwUsHbbkYlgxqCgFBhWZFAAA=',
  'list.rar':
    'UmFyIRoHAM+QcwAADQAAAAAAAACopXQAgCgALgAAAC4AAAAClhtYIAAAd1sUMAgAIAAAAGxpc3QuY3N25rCP5ZCNLOWAi+S6uueVquWPtwrkvZDol6TlpKrpg44sMTIzNDU2Nzg5MDE4CsQ9ewBABwA=',
}
test.each(Object.entries(PACKED))(
  '%s is recognised, in a zip and under another name too, and opaque',
  async (name, base64) => {
    const bytes = Buffer.from(base64, 'base64')
    const inZip = await desk.scan(zipOf([{ name, content: bytes }]), 'a.zip')
    expect(inZip.unread).toEqual([{ path: ['a.zip', name], reason: 'unknown_archive' }])
    const renamed = await desk.scan(bytes, 'list.csv')
    expect(renamed.unread.map(({ reason }) => reason).toSorted()).toEqual(['unknown_archive', 'wrong_name'])
  },
)
