import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import officeCrypto from 'officecrypto-tool'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { readAll, reasons, xlsxOf, zipOf } from './documents.fixture.ts'

configure({ useWebWorkers: false })

const csv = Buffer.from('氏名,電話\n見本太郎,03-0000-0000\n見本花子,03-0000-0001\n')

describe('圧縮ファイル', () => {
  test('members in any encoding of names, nested, each with its path and fingerprint', async () => {
    const inner = zipOf([{ name: '名簿.csv', content: csv }])
    const outer = zipOf([
      { name: iconv.encode('表示ソ_名簿.csv', 'cp932'), content: csv, flags: 0 },
      { name: 'が.csv'.normalize('NFD'), content: csv },
      { name: 'inner.zip', content: inner },
    ])
    const { text, unread, files } = await readAll(outer, 'a.zip')
    expect(unread).toEqual([])
    expect(files.map(({ path, type }) => [path.join(' > '), type])).toEqual([
      ['a.zip', 'zip'],
      ['a.zip > 表示ソ_名簿.csv', 'csv'],
      [`a.zip > ${'が.csv'.normalize('NFD')}`, 'csv'],
      ['a.zip > inner.zip', 'zip'],
      ['a.zip > inner.zip > 名簿.csv', 'csv'],
    ])
    expect(text.split('見本花子')).toHaveLength(4)
  })

  test.each([
    ['AES-256', 'ひみつ-1', { encryptionStrength: 3 as const }],
    ['AES-128', 'himitsu', { encryptionStrength: 1 as const }],
    ['ZipCrypto', 'himitsu', { zipCrypto: true }],
  ])('%s opens with an escrowed password, and is unread without one', async (_, password, options) => {
    const writer = new ZipWriter(new Uint8ArrayWriter(), { password, ...options })
    await writer.add('名簿.csv', new Uint8ArrayReader(csv))
    const zip = await writer.close()
    expect(reasons(await readAll(zip, 'a.zip'))).toEqual(['a.zip > 名簿.csv: encrypted'])
    expect(reasons(await readAll(zip, 'a.zip', { passwords: ['まちがい'] }))).toEqual(['a.zip > 名簿.csv: encrypted'])
    const opened = await readAll(zip, 'a.zip', { passwords: ['まちがい', password] })
    expect(opened.unread).toEqual([])
    expect(opened.text).toContain('見本花子')
    expect(opened.files[1]?.wasEncrypted).toBe(true)
  })

  test('two programs that would see different archives: told, and both are read', async () => {
    const honest = zipOf([{ name: 'a.csv', content: csv }])
    const renamed = Buffer.from(honest)
    renamed.write('b', 30)
    expect(reasons(await readAll(renamed, 'a.zip'))).toEqual(['a.zip: disagreeing'])
    const before = Buffer.concat([Buffer.from('secret before'), csv])
    expect(reasons(await readAll(zipOf([{ name: 'a.csv', content: csv }], before), 'a.zip'))).toContain(
      'a.zip: disagreeing',
    )
    const between = zipOf([{ name: 'a.csv', content: csv, after: Buffer.from('between the members') }])
    expect(reasons(await readAll(between, 'a.zip'))).toEqual(['a.zip: hidden_data'])
    expect(reasons(await readAll(Buffer.concat([honest, csv]), 'a.zip'))).toEqual(['a.zip: damaged'])
    const sizes = Buffer.from(honest)
    sizes.writeUInt32LE(3, 22)
    expect(reasons(await readAll(sizes, 'a.zip'))).toEqual(['a.zip: disagreeing'])
  })

  test('a picture that is an archive too, a mail that begins like a PDF', async () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\n0000000000000000', 'latin1')
    const hidden = await readAll(zipOf([{ name: 'a.csv', content: csv }], png), '写真.png')
    expect(reasons(hidden)).toContain('写真.png: disagreeing')
    expect(hidden.text).toContain('見本花子')
    const mail = Buffer.from('From: a@a.example\r\nSubject: %PDF-1.7\r\n\r\n%PDF-1.7\r\n')
    expect(reasons(await readAll(mail, 'a.eml'))).toContain('a.eml: disagreeing')
  })

  test('bombs end at their limits: dense, nested, many, deep', async () => {
    const zeros = Buffer.alloc(4 * 1024 * 1024)
    expect(reasons(await readAll(zipOf([{ name: '0', content: zeros }]), 'a.zip'))).toEqual(['a.zip > 0: too_large'])
    // As 42.zip: archives of archives of archives, sixteen of each.
    let bomb = zipOf([{ name: '0.txt', content: Buffer.alloc(900_000, 'a') }])
    for (let level = 0; level < 4; level++)
      bomb = zipOf(Array.from({ length: 16 }, (_, i) => ({ name: `${level}-${i}.zip`, content: bomb })))
    const limits = { totalBytes: 20_000_000, members: 500 }
    const found = new Set((await readAll(bomb, '42.zip', { limits })).unread.map(({ reason }) => reason))
    expect([...found].filter((reason) => !['too_large', 'too_many_members'].includes(reason))).toEqual([])
    expect(found.size).toBeGreaterThan(0)
    let deep = zipOf([{ name: 'a.csv', content: csv }])
    for (let level = 0; level < 8; level++) deep = zipOf([{ name: 'a.zip', content: deep }])
    expect((await readAll(deep, 'a.zip')).unread.map(({ reason }) => reason)).toEqual(['too_deep'])
    const gzip = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    expect(reasons(await readAll(gzip, 'a.gz'))).toEqual(['a.gz: too_large'])
  })

  test('an archive that holds itself ends at the depth', async () => {
    // The known quine: an end record whose one member is stored and begins at the archive's own beginning.
    const { unread } = await readAll(selfContained(), 'r.zip')
    expect(unread.length).toBeGreaterThan(0)
  })

  test('names that climb out of the folder are names', async () => {
    const { files, unread } = await readAll(zipOf([{ name: '../../etc/passwd', content: csv }]), 'a.zip')
    expect(unread).toEqual([])
    expect(files[1]?.path).toEqual(['a.zip', '../../etc/passwd'])
  })

  test.each([
    ['7z', '7z\xbc\xaf\x27\x1c\0\x04'],
    ['rar', 'Rar!\x1a\x07\x01\0'],
    ['lzh', '\x22\x00-lh5-'],
  ])('%s is recognised and not opened', async (extension, head) => {
    const bytes = Buffer.from(head.padEnd(64, '\0'), 'latin1')
    expect(reasons(await readAll(bytes, `a.${extension}`))).toEqual([`a.${extension}: unknown_archive`])
  })
})

describe('Excel', () => {
  test('hidden sheets, comments, headers, properties, names, texts in formulas, merged heads', async () => {
    const book = new ExcelJS.Workbook()
    book.creator = '作成者の見本'
    const sheet = book.addWorksheet('一覧', { headerFooter: { oddHeader: '&Lヘッダーの見本&R&P' } })
    sheet.addRow(['氏名', '', '連絡先', ''])
    sheet.addRow(['姓', '名', '電話', '住所'])
    sheet.addRow(['見本', '太郎', '03-0000-0000', '東京都'])
    sheet.mergeCells('A1:B1')
    sheet.mergeCells('C1:D1')
    sheet.getCell('A3').note = 'コメントの見本'
    sheet.getCell('F3').value = { formula: 'IF(A3="式の見本",1,2)', result: 2 }
    book.addWorksheet('裏', { state: 'veryHidden' }).addRow(['隠れた見本'])
    book.definedNames.add('一覧!$A$1', '名前の見本')
    const bytes = Buffer.from(await book.xlsx.writeBuffer())
    const { parts, unread, text } = await readAll(bytes, 'a.xlsx')
    expect(unread).toEqual([])
    const table = parts.find(({ path }) => path[1] === '一覧')!
    expect(table.rows?.[0]).toEqual(['氏名', '氏名', '連絡先', '連絡先'])
    expect(parts.find(({ path }) => path[1] === '裏')).toMatchObject({ note: 'hidden', rows: [['隠れた見本']] })
    expect(parts.find(({ note }) => note === 'header')?.text).toContain('ヘッダーの見本')
    expect(parts.find(({ note }) => note === 'comment')?.text).toContain('コメントの見本')
    for (const hidden of ['作成者の見本', '名前の見本']) expect(text).toContain(hidden)
  })

  test('an embedded file is read, a picture is told', async () => {
    const bytes = xlsxOf([['氏名'], ['見本太郎']], {
      'xl/embeddings/oleObject1.bin': zipOf([{ name: '中.csv', content: csv }]),
      'xl/media/image1.png': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    })
    const { text, unread } = await readAll(bytes, 'a.xlsx')
    expect(text).toContain('見本花子')
    expect(unread).toEqual([{ path: ['a.xlsx'], reason: 'picture' }])
  })

  test('entities that would grow to billions are refused', async () => {
    const bomb =
      '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    for (const part of ['xl/worksheets/sheet1.xml', 'docProps/app.xml', 'xl/comments9.xml']) {
      const { unread } = await readAll(xlsxOf([['a']], { [part]: Buffer.from(bomb) }), 'a.xlsx')
      expect(unread.map(({ reason }) => reason)).toEqual(['damaged'])
    }
  })

  test('old .xls, as SheetJS writes it: sheets, dates, numbers, long tables of texts', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => [`見本${i}`, i / 4, 'シケン'.repeat(i % 40), i % 2 === 0])
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['氏名', '数', '文字', '旗'], ...rows]), '一覧')
    const bytes = XLSX.write(book, { type: 'buffer', bookType: 'biff8', bookSST: true }) as Buffer
    const { parts, unread, files } = await readAll(bytes, '名簿.xls')
    expect(files[0]?.type).toBe('xls')
    expect(unread).toEqual([])
    const table = parts.find(({ rows: found }) => found)!
    expect(table.rows).toHaveLength(3001)
    expect(table.rows?.[2999]).toEqual(['見本2998', '749.5', 'シケン'.repeat(38), 'TRUE'])
  })

  test('encrypted by Office: opened with the escrowed password, unread without it', async () => {
    const bytes = officeCrypto.encrypt(xlsxOf([['見本太郎']]), { password: 'himitsu', type: 'standard' })
    expect(reasons(await readAll(bytes, 'a.xlsx'))).toEqual(['a.xlsx: encrypted'])
    const opened = await readAll(bytes, 'a.xlsx', { passwords: ['himitsu'] })
    expect(opened.unread).toEqual([])
    expect(opened.text).toContain('見本太郎')
  })
})

describe('Word・PowerPoint・メールなど', () => {
  const word = (body: string) => `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`
  const run = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`

  test('docx: runs joined, tables as tables, hidden and deleted text, headers, comments, links', async () => {
    const bytes = zipOf(
      Object.entries({
        '[Content_Types].xml': '<Types/>',
        '_rels/.rels': '<Relationships/>',
        'word/document.xml': word(
          `<w:p>${run('見本')}${run('太郎')}</w:p><w:tbl><w:tr><w:tc><w:p>${run('氏名')}</w:p></w:tc></w:tr><w:tr><w:tc><w:p>${run('見本花子')}</w:p></w:tc></w:tr></w:tbl><w:p>${run('隠し', '<w:vanish/>')}<w:r><w:delText>消した</w:delText></w:r></w:p>`,
        ),
        'word/header1.xml': `<w:hdr xmlns:w="w"><w:p>${run('ヘッダー')}</w:p></w:hdr>`,
        'word/comments.xml': `<w:comments xmlns:w="w"><w:comment w:author="記入者"><w:p>${run('コメント')}</w:p></w:comment></w:comments>`,
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Id="a" Type="x/hyperlink" Target="mailto:mihon@a.example" TargetMode="External"/></Relationships>',
      }).map(([name, content]) => ({ name, content: Buffer.from(content) })),
    )
    const { parts, unread, text } = await readAll(bytes, 'a.docx')
    expect(unread).toEqual([])
    expect(parts.find(({ note, text: found }) => !note && found)?.text).toBe('見本太郎\n')
    expect(parts.find(({ rows }) => rows)?.rows).toEqual([['氏名'], ['見本花子']])
    expect(parts.find(({ note }) => note === 'hidden')?.text).toBe('隠し\n消した')
    for (const said of ['ヘッダー', 'コメント', 'mihon@a.example']) expect(text).toContain(said)
  })

  test('pptx: slides by number, hidden ones, notes', async () => {
    const slide = (text: string, show = '') =>
      `<p:sld xmlns:p="p" xmlns:a="a"${show}><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`
    const bytes = zipOf(
      Object.entries({
        '[Content_Types].xml': '<Types/>',
        '_rels/.rels': '<Relationships/>',
        'ppt/presentation.xml': '<p:presentation xmlns:p="p"/>',
        'ppt/slides/slide1.xml': slide('一枚目'),
        'ppt/slides/slide2.xml': slide('二枚目', ' show="0"'),
        'ppt/notesSlides/notesSlide1.xml': slide('ノート').replaceAll('p:sld', 'p:notes'),
      }).map(([name, content]) => ({ name, content: Buffer.from(content) })),
    )
    const { parts, unread } = await readAll(bytes, 'a.pptx')
    expect(unread).toEqual([])
    const said = parts.map(({ path, note, text }) => [path.at(-1), note, text?.trim()])
    expect(said).toContainEqual(['slide 1', undefined, '一枚目'])
    expect(said).toContainEqual(['slide 2', 'hidden', '二枚目'])
    expect(said.some(([, , text]) => text === 'ノート')).toBe(true)
  })

  test('eml: header, text, files in it; html: text, tables, what it does not show', async () => {
    const mail = [
      'From: mihon@a.example',
      'Subject: =?ISO-2022-JP?B?GyRCTD5KbRsoQg==?=',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>本文の見本</p><table><tr><td>見本太郎</td></tr></table><!-- 隠した見本 -->',
      '--b',
      "Content-Disposition: attachment; filename*=UTF-8''%E5%90%8D%E7%B0%BF.csv",
      'Content-Transfer-Encoding: base64',
      '',
      csv.toString('base64'),
      '--b--',
      '',
    ].join('\r\n')
    const { text, unread, files } = await readAll(Buffer.from(mail), '転送.eml')
    expect(unread).toEqual([])
    expect(files.map(({ type }) => type)).toEqual(['eml', 'html', 'csv'])
    for (const said of ['名簿', '本文の見本', '見本太郎', '隠した見本', '見本花子']) expect(text).toContain(said)
  })

  test('rtf: CP932, Unicode, joined across tags', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{\\rtf1\\ansi\\ansicpg932{\\fonttbl{\\f0 Font;}}'),
      Buffer.from([...iconv.encode('見本', 'cp932')].map((byte) => `\\'${byte.toString(16)}`).join('')),
      Buffer.from('\\u22826?\\u37070?\\par{\\pict 00}}'),
    ])
    const { text, unread } = await readAll(bytes, 'a.rtf')
    expect(text).toContain('見本太郎')
    expect(unread).toEqual([{ path: ['a.rtf'], reason: 'picture' }])
  })

  test.each(['utf8', 'utf16le', 'cp932', 'euc-jp'])('text in %s', async (encoding) => {
    const text = '氏名：見本太郎\n住所：東京都千代田区\nひらがなとカタカナを含む文章です。\n'
    const bom = encoding === 'utf16le' ? Buffer.from([0xff, 0xfe]) : Buffer.alloc(0)
    const found = await readAll(Buffer.concat([bom, iconv.encode(text, encoding)]), 'a.txt')
    expect(found.unread).toEqual([])
    expect(found.text).toContain('東京都千代田区')
  })

  test('a name that lies is told, and what it really is is read', async () => {
    const found = await readAll(zipOf([{ name: 'a.csv', content: csv }]), '名簿.txt')
    expect(reasons(found)).toEqual(['名簿.txt: wrong_name'])
    expect(found.text).toContain('見本花子')
    expect(found.files[0]).toMatchObject({ type: 'zip', hasWrongName: true })
  })

  test('an empty file is empty; bytes of no known kind are unread', async () => {
    expect((await readAll(Buffer.alloc(0), 'a.txt')).unread).toEqual([])
    expect(reasons(await readAll(Buffer.alloc(100, 0), 'a.dat'))).toEqual(['a.dat: unknown_type'])
  })
})

// Starting another office takes a minute on a busy machine: with SEKISHO_DEEP=1, where one is installed.
const soffice = process.env.SEKISHO_DEEP ? ['/usr/bin/soffice', '/usr/local/bin/soffice'].find(existsSync) : undefined
describe('他のプログラムが書いたファイル (SEKISHO_DEEP, LibreOffice)', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-office-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.skipIf(!soffice)('Word 97, PDF and docx of one page hold the same text', async () => {
    const page =
      '<html><head><meta charset="utf-8"></head><body><p>社外秘 見本太郎</p><table><tr><td>見本花子</td><td>03-0000-0000</td></tr></table></body></html>'
    writeFileSync(join(folder, 'a.html'), page)
    for (const target of ['doc:MS Word 97', 'docx:MS Word 2007 XML', 'pdf'])
      execFileSync(
        soffice!,
        [
          '--headless',
          `-env:UserInstallation=file://${folder}/profile`,
          '--convert-to',
          target,
          '--infilter=HTML (StarWriter)',
          '--outdir',
          folder,
          join(folder, 'a.html'),
        ],
        { stdio: 'ignore' },
      )
    for (const extension of ['doc', 'docx', 'pdf']) {
      const { text, unread, files } = await readAll(readFileSync(join(folder, `a.${extension}`)), `a.${extension}`)
      expect(unread, extension).toEqual([])
      expect(files[0]?.type).toBe(extension)
      for (const said of ['社外秘 見本太郎', '見本花子', '03-0000-0000']) expect(text).toContain(said)
    }
  })
})

/** One stored member whose bytes are the archive itself, by an offset of 0 and a size of everything. */
function selfContained(): Buffer {
  const body = Buffer.alloc(200)
  const local = zipOf([{ name: 'r.zip', content: body, stored: true }])
  const directory = local.indexOf('PK\x01\x02', 0, 'latin1')
  local.writeUInt32LE(local.length, directory + 20)
  local.writeUInt32LE(local.length, directory + 24)
  local.writeUInt32LE(crc32(local), directory + 16)
  return Buffer.concat([deflateRawSync(Buffer.alloc(0)).subarray(0, 0), local])
}
