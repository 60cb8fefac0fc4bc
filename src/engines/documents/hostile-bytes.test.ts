import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import PdfWriter from 'pdfkit'
import { expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { readAll, type WholeReading, xlsxOf, zipOf } from './documents.fixture.ts'

const runs = process.env.SEKISHO_DEEP ? 5000 : 120
const csv = Buffer.from('氏名,電話\n見本太郎,03-0000-0000\n見本花子,03-0000-0001\n')

async function pdf(): Promise<Buffer> {
  const document = new PdfWriter({ compress: false })
  document.text('Mihon Taro 03-0000-0000')
  document.end()
  const pieces: Buffer[] = []
  for await (const piece of document as unknown as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

function xls(): Buffer {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['氏名'], ['見本太郎'], [1.5]]), '一覧')
  return XLSX.write(book, { type: 'buffer', bookType: 'biff8', bookSST: true }) as Buffer
}

const word = (body: string) => ({
  '[Content_Types].xml': '<Types/>',
  '_rels/.rels': '<Relationships/>',
  'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
})
const officeOf = (parts: Readonly<Record<string, string>>) =>
  zipOf(Object.entries(parts).map(([name, content]) => ({ name, content: Buffer.from(content), stored: true })))

/** winmail.dat with one attachment. */
function tnef(): Buffer {
  const attribute = (level: number, id: number, type: number, data: Buffer) => {
    const head = Buffer.alloc(9)
    head.writeUInt8(level, 0)
    head.writeUInt16LE(id, 1)
    head.writeUInt16LE(type, 3)
    head.writeUInt32LE(data.length, 5)
    const sum = Buffer.alloc(2)
    sum.writeUInt16LE(data.reduce((total, byte) => (total + byte) & 0xffff, 0))
    return Buffer.concat([head, data, sum])
  }
  return Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 0, 0]),
    attribute(2, 0x9002, 6, Buffer.alloc(14)),
    attribute(2, 0x8010, 1, Buffer.from('list.csv\0')),
    attribute(2, 0x800f, 6, csv),
  ])
}

const mail = Buffer.from(
  `From: a@a.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\n見本\r\n--b\r\nContent-Disposition: attachment; filename="list.csv"\r\nContent-Transfer-Encoding: base64\r\n\r\n${csv.toString('base64')}\r\n--b--\r\n`,
)

const corpus: Record<string, Buffer> = {
  'a.zip': zipOf([{ name: '名簿.csv', content: csv, stored: true }]),
  'a.xlsx': xlsxOf([['氏名'], ['見本太郎']]),
  'a.docx': officeOf(word('<w:p><w:r><w:t>見本太郎</w:t></w:r></w:p>')),
  'a.xls': xls(),
  'a.pdf': await pdf(),
  'a.eml': mail,
  'winmail.dat': tnef(),
  'a.rtf': Buffer.from("{\\rtf1\\ansi\\ansicpg932 \\'8c\\'a9\\'96\\'7b {\\b bold}\\par}"),
  'a.html': Buffer.from('<html><body><table><tr><td>見本</td></tr></table></body></html>'),
  'a.csv': csv,
  'a.gz': gzipSync(csv),
}

test('the corpus is read to its end: each kind by its own reader', async () => {
  for (const [name, bytes] of Object.entries(corpus)) {
    const { unread, files, text } = await readAll(bytes, name)
    // The head of a gzip may say more than is read of it.
    expect(
      unread.filter(({ reason }) => reason !== 'hidden_data'),
      name,
    ).toEqual([])
    expect(files.length).toBeGreaterThan(0)
    expect(text.length, name).toBeGreaterThan(1)
  }
})

test.each(Object.keys(corpus))(
  '%s with broken bytes: always an answer, and only reasons that are known',
  async (name) => {
    const whole = corpus[name]!
    const checked = await fc.check(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat(whole.length)),
        async (changes, end) => {
          const bytes = Buffer.from(whole)
          for (const [at, value] of changes) bytes[at] = value
          const { files, unread } = await readAll(end === null ? bytes : bytes.subarray(0, end), name)
          return files.length + unread.length > 0
        },
      ),
      { numRuns: runs },
    )
    expect([checked.counterexample, checked.errorInstance]).toEqual([null, null])
  },
)

test.each(['a.zip', 'a.xlsx', 'a.docx', 'winmail.dat', 'a.xls'])(
  '%s cut off at any byte is never clean, unless it still says everything',
  async (name) => {
    const whole = corpus[name]!
    const all = await readAll(whole, name)
    const step = process.env.SEKISHO_DEEP ? 1 : Math.max(1, Math.floor(whole.length / 60))
    // Before its first eight bytes nobody knows what it was going to be.
    for (let end = 8; end < whole.length; end += step) {
      const cut = await readAll(whole.subarray(0, end), name)
      const isTold = cut.unread.length > 0 || saysAll(cut, all)
      expect(isTold, `${name} cut at ${end}`).toBe(true)
    }
  },
)

const saysAll = (cut: WholeReading, whole: WholeReading) => {
  const said = new Set(cut.text.split(/[\n\t]/))
  return whole.text.split(/[\n\t]/).every((line) => said.has(line))
}

test('adding a member, a row or a level of nesting never lowers what is read', async () => {
  const rows = fc.array(fc.array(fc.stringMatching(/^[a-z見本]{1,8}$/), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 5,
  })
  const checked = await fc.check(
    fc.asyncProperty(rows, rows, async (one, other) => {
      const small = await readAll(zipOf([{ name: 'a.xlsx', content: xlsxOf(one) }]), 'a.zip')
      const more = zipOf([
        { name: 'a.xlsx', content: xlsxOf([...one, ...other]) },
        { name: 'b.xlsx', content: xlsxOf(other) },
      ])
      const deeper = await readAll(zipOf([{ name: 'c.zip', content: more }]), 'a.zip')
      return small.unread.length === 0 && deeper.unread.length === 0 && saysAll(deeper, small)
    }),
    { numRuns: 30 },
  )
  expect([checked.counterexample, checked.errorInstance]).toEqual([null, null])
})
