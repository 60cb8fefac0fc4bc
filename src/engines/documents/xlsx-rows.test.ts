import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { UnreadableFile } from './unreadable-file.ts'
import { xlsxRows, type XlsxOptions } from './xlsx-rows.ts'
import { xlsxBytes } from './xlsx-writer.ts'
import { type NewMember, zipBytes } from './zip-writer.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

async function rowsOf(bytes: Uint8Array, options?: XlsxOptions) {
  const { batches } = await xlsxRows(bytes, options)
  const rows = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

/** The rows, or why there are none; anything else that is thrown fails the test. */
async function rowsOrReason(bytes: Uint8Array) {
  try {
    return await rowsOf(bytes)
  } catch (cause) {
    if (cause instanceof UnreadableFile) return cause.reason
    throw cause
  }
}

interface Parts {
  readonly sheets: readonly { readonly name: string; readonly state?: string; readonly data: string }[]
  readonly strings?: string
  readonly styles?: string
  readonly properties?: string
}

/** A workbook of hand-written parts, under names that are not the customary ones. */
async function workbook({ sheets, strings, styles, properties = '' }: Parts): Promise<Buffer> {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`
  const relations = (content: string) => [`<Relationships>${content}</Relationships>`]
  const members: NewMember[] = [
    { name: '_rels/.rels', content: relations(relation('r', 'officeDocument', '/book/main.xml')) },
    {
      name: 'book/main.xml',
      content: [
        `<workbook xmlns:r="r">${properties}<sheets>${sheets
          .map(({ name, state = 'visible' }, i) => `<sheet name="${name}" state="${state}" r:id="s${i}"/>`)
          .join('')}</sheets></workbook>`,
      ],
    },
    {
      name: 'book/_rels/main.xml.rels',
      content: relations(
        sheets.map((_, i) => relation(`s${i}`, 'worksheet', `tables/${i}.xml`)).join('') +
          (strings === undefined ? '' : relation('t', 'sharedStrings', 'texts.xml')) +
          (styles === undefined ? '' : relation('f', 'styles', '../formats.xml')),
      ),
    },
    ...sheets.map(({ data }, i) => ({
      name: `book/tables/${i}.xml`,
      content: [`<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData></worksheet>`],
    })),
  ]
  if (strings !== undefined) members.push({ name: 'book/texts.xml', content: [`<sst>${strings}</sst>`] })
  if (styles !== undefined) members.push({ name: 'formats.xml', content: [`<styleSheet>${styles}</styleSheet>`] })
  return joined(zipBytes(members))
}

const one = (data: string, more: Omit<Parts, 'sheets'> = {}) => workbook({ sheets: [{ name: '一覧', data }], ...more })

describe('xlsx を読む', () => {
  test('別のプログラムが書いたファイル', async () => {
    const bytes = await writeXlsxFile([
      [{ value: '氏名' }, { value: '生年月日' }, { value: '番号' }],
      [
        { value: '髙橋 & <﨑>' },
        { value: new Date(Date.UTC(1975, 3, 1)), type: Date, format: 'yyyy/mm/dd' },
        { value: 1e10 },
      ],
      [null, null, { value: 7, type: Number, format: '0000' }],
    ]).toBuffer()
    expect(await rowsOf(bytes)).toEqual([
      { line: 1, cells: ['氏名', '生年月日', '番号'] },
      { line: 2, cells: ['髙橋 & <﨑>', '1975-04-01', '10000000000'] },
      { line: 3, cells: ['', '', '0007'] },
    ])
  })

  test('装飾付きの文字はつなぎ、ふりがなは入れない', async () => {
    const strings =
      '<si><t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="1"/></si><si><r><t>佐</t></r><r><rPr><b/></rPr><t xml:space="preserve">藤 </t></r><rPh><t>サトウ</t></rPh></si>'
    const data =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>鈴</t></r><r><t>木</t></r><rPh><t>スズキ</t></rPh></is></c><c r="D1" t="inlineStr"><is><t>a_x000D_&#10;b</t></is></c></row>'
    expect(await rowsOf(await one(data, { strings }))).toEqual([
      { line: 1, cells: ['山田', '佐藤 ', '鈴木', 'a\r\nb'] },
    ])
  })

  test('数式は計算済みの値、エラーと未計算は「読めない」', async () => {
    const data =
      '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>A1</f><v>甲</v></c><c r="C2" t="e"><v>#N/A</v></c><c r="D2"><f>B9</f></c><c r="E2" t="b"><v>1</v></c></row>'
    expect(await rowsOf(await one(data))).toEqual([{ line: 2, cells: ['2', '甲', '#N/A', '', 'TRUE'], unsure: [2, 3] }])
  })

  test('日付は書式で分かる: 和暦の書式、1904年方式、時刻、存在しない1900年2月29日', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="165" formatCode="000000"/><numFmt numFmtId="166" formatCode="0.00E+00"/><numFmt numFmtId="167" formatCode="[h]:mm"/><numFmt numFmtId="168" formatCode="G/標準"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/></cellXfs>'
    const cell = (style: number, value: number) => `<c s="${style}"><v>${value}</v></c>`
    const values = [
      cell(1, 46349),
      cell(2, 1),
      cell(2, 60),
      cell(3, 46349.75),
      cell(4, 123),
      cell(5, 1500),
      cell(6, 0.375),
      cell(7, 46349),
      cell(2, 61),
    ]
    const [row] = await rowsOf(await one(`<row>${values.join('')}</row>`, { styles }))
    expect(row!.cells).toEqual([
      '2026-11-23',
      '1900-01-01',
      '60',
      '2026-11-23 18:00:00',
      '000123',
      '1500',
      '09:00:00',
      '46349',
      '1900-03-01',
    ])
    expect(row!.unsure).toEqual([2])
    const [mac] = await rowsOf(
      await one(`<row>${cell(1, 44887)}</row>`, { styles, properties: '<workbookPr date1904="1"/>' }),
    )
    expect(mac!.cells).toEqual(['2026-11-23'])
  })

  test('非表示のシートと空のシートは選ばれない。名前で選べば読める', async () => {
    const data = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`
    const bytes = await workbook({
      sheets: [
        { name: '裏', state: 'veryHidden', data: data('裏') },
        { name: '空', data: '<row r="1"><c r="A1" s="1"/></row>' },
        { name: '表', data: data('表') },
      ],
    })
    expect((await xlsxRows(bytes)).sheets).toEqual([
      { name: '裏', visibility: 'very_hidden' },
      { name: '空', visibility: 'visible' },
      { name: '表', visibility: 'visible' },
    ])
    expect(await rowsOf(bytes)).toEqual([{ line: 1, cells: ['表'] }])
    expect(await rowsOf(bytes, { sheet: '裏' })).toEqual([{ line: 1, cells: ['裏'] }])
    await expect(rowsOf(bytes, { sheet: '無い' })).rejects.toMatchObject({ reason: 'no_such_sheet' })
    await expect(rowsOf(await one(''))).rejects.toMatchObject({ reason: 'no_rows' })
  })

  test('a name with a namespace prefix is the same name', async () => {
    const bytes = await joined(
      zipBytes([
        {
          name: '_rels/.rels',
          content: [
            '<p:Relationships xmlns:p="x"><p:Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="w.xml"/></p:Relationships>',
          ],
        },
        {
          name: 'w.xml',
          content: [
            '<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets><x:sheet name="a" r:id="a"/></x:sheets></x:workbook>',
          ],
        },
        {
          name: '_rels/w.xml.rels',
          content: ['<Relationships><Relationship Id="a" Type="y/worksheet" Target="s.xml"/></Relationships>'],
        },
        {
          name: 's.xml',
          content: [
            '<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>あ</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
          ],
        },
      ]),
    )
    expect(await rowsOf(bytes)).toEqual([{ line: 1, cells: ['あ'] }])
  })
})

describe('hostile workbooks end in a typed error', () => {
  const cell = '<c t="inlineStr"><is><t>x</t></is></c>'
  test.each([
    ['a reference out of the table of texts', '<row><c t="s"><v>7</v></c></row>', 'damaged'],
    ['rows that run backwards', '<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>', 'damaged'],
    ['the same cell twice', '<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', 'damaged'],
    ['a column beyond Excel', '<row><c r="ZZZ1"><v>1</v></c></row>', 'damaged'],
    ['a number that is none', '<row><c><v>0x1G</v></c></row>', 'damaged'],
    ['elements that do not close', `<row>${cell}`, 'damaged'],
    ['deep nesting', '<row>'.repeat(200), 'too_large'],
    ['an unknown entity', '<row><c t="str"><v>&boom;</v></c></row>', 'damaged'],
    ['more columns than allowed', '<row><c r="ABC1"><v>1</v></c><c r="AZZ1"><v>1</v></c></row>', 'too_many_columns'],
  ])('%s', async (_, data, reason) => {
    await expect(one(data).then((bytes) => rowsOf(bytes))).rejects.toMatchObject({ reason })
  })

  test('a document type is refused, so no entity can grow', async () => {
    const bytes = await joined(
      zipBytes([{ name: '_rels/.rels', content: ['<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'] }]),
    )
    await expect(rowsOf(bytes)).rejects.toMatchObject({ reason: 'damaged', facts: { part: 'doctype' } })
  })

  test('a bomb ends at its ratio, a long one at the total, too many rows at the limit', async () => {
    const zeros = async function* () {
      for (let i = 0; i < 300; i++) yield ' '.repeat(65_536)
    }
    const bomb = await joined(zipBytes([{ name: '_rels/.rels', content: zeros() }]))
    await expect(rowsOf(bomb)).rejects.toMatchObject({ reason: 'too_large' })
    const big = await one(`<row>${cell}</row>`.repeat(50))
    await expect(rowsOf(big, { zipLimits: { members: 100, totalBytes: 1000, ratio: 100 } })).rejects.toMatchObject({
      reason: 'too_large',
    })
    await expect(rowsOf(big, { zipLimits: { members: 2, totalBytes: 1e6, ratio: 100 } })).rejects.toMatchObject({
      reason: 'too_many_members',
    })
    await expect(rowsOf(big, { limits: { bytes: 1e6, rows: 49, columns: 10 } })).rejects.toMatchObject({
      reason: 'too_many_rows',
    })
  })

  test('a file that is no workbook', async () => {
    await expect(rowsOf(Buffer.from('氏名,住所'))).rejects.toMatchObject({ reason: 'damaged' })
    const zip = await joined(zipBytes([{ name: 'a.txt', content: ['a'] }]))
    await expect(rowsOf(zip)).rejects.toMatchObject({ reason: 'not_a_sheet' })
  })

  test('mutated bytes: a typed error, or exactly the rows that were written', async () => {
    const whole = Array.from({ length: 40 }, (_, i) => [`氏名${i}`, i, { day: '2026-11-23' }] as const)
    const bytes = await joined(xlsxBytes('一覧', { headers: ['氏名', '番号', '日'], rows: whole }))
    const good = JSON.stringify(await rowsOf(bytes))
    const mutations = fc.array(fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(mutations, fc.option(fc.nat(bytes.length)), async (changes, cut) => {
        const broken = Buffer.from(bytes.subarray(0, cut ?? bytes.length))
        for (const { at, byte } of changes) if (at < broken.length) broken[at] = byte
        const rows = await rowsOrReason(broken)
        expect([good, 'unreadable']).toContain(typeof rows === 'string' ? 'unreadable' : JSON.stringify(rows))
      }),
      { numRuns: 600 },
    )
  })

  test('mutated parts behind a right checksum: a typed error, or rows, and never a hang', async () => {
    const data = '<row r="1"><c r="A1" t="inlineStr"><is><t>氏名</t></is></c><c r="B1" s="1"><v>46349</v></c></row>'
    const text = `${data}<row r="2">${data.slice(11, -6).replaceAll('1"', '2"')}</row>`
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length),
        fc.nat(12),
        fc.constantFrom('', '<', '>', '"', '&', '</row>', '<c r="A1">', ']]>', '<!--'),
        async (at, length, put) => {
          const bytes = await one(text.slice(0, at) + put + text.slice(at + length))
          expect(await rowsOrReason(bytes)).toBeDefined()
        },
      ),
      { numRuns: 300 },
    )
  })
})
