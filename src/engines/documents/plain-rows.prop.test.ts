import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UnreadableFile } from './unreadable-file.ts'
import { xlsxRows } from './xlsx-rows.ts'
import { zipBytes } from './zip-writer.ts'

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`

async function rowsOrReason(data: string, strings: string) {
  const members = [
    ['_rels/.rels', `<Relationships>${relation('r', 'officeDocument', '/book.xml')}</Relationships>`],
    ['book.xml', '<workbook xmlns:r="r"><sheets><sheet name="一覧" r:id="s"/></sheets></workbook>'],
    [
      '_rels/book.xml.rels',
      `<Relationships>${relation('s', 'worksheet', 'sheet.xml')}${relation('t', 'sharedStrings', 'texts.xml')}</Relationships>`,
    ],
    ['sheet.xml', `<worksheet><sheetData>${data}</sheetData></worksheet>`],
    ['texts.xml', `<sst>${strings}</sst>`],
  ] as const
  const pieces: Uint8Array[] = []
  for await (const piece of zipBytes(members.map(([name, content]) => ({ name, content: [content] }))))
    pieces.push(piece)
  try {
    const rows = []
    for await (const batch of (await xlsxRows(Buffer.concat(pieces))).batches) rows.push(...batch)
    return rows
  } catch (cause) {
    if (cause instanceof UnreadableFile) return cause.reason
    throw cause
  }
}

const text = fc.constantFrom(
  '見本',
  'a',
  '𠮷田 一郎',
  '&amp;',
  '_x0041_',
  'ｶﾅ &#x3042;',
  'é',
  '長い'.repeat(40),
  ' 空 ',
)
const opening = fc.constantFrom('<t>', '<t xml:space="preserve">', '<t  xml:space="preserve">')
const item = fc.oneof(
  fc.tuple(opening, text).map(([open, value]) => `<si>${open}${value}</t></si>`),
  text.map((value) => `<si><r><t>${value}</t></r><r><t>二</t></r><rPh sb="0" eb="1"><t>よみ</t></rPh></si>`),
  fc.constantFrom('<si/>', '<si><t/></si>', '<si></si>', '\n<si><t></t></si>', '<!-- <si> -->'),
)
const value = fc.oneof(
  fc.tuple(opening, text).map(([open, shown]) => ({ t: 'inlineStr', inside: `<is>${open}${shown}</t></is>` })),
  fc.nat(12).map((index) => ({ t: 's', inside: `<v>${index}</v>` })),
  fc
    .constantFrom('0', '7', '007', '-3.50', '1e3', '123456789012345', '1234567890123456', '４', '')
    .map((number) => ({ t: 'n', inside: `<v>${number}</v>` })),
  fc.constantFrom(
    { t: 'str', inside: '<f>A1&amp;"&gt;"</f><v>式</v>' },
    { t: 'str', inside: '<f t="shared" si="0"/><v>共</v>' },
    { t: 'n', inside: '<f>1+1</f>' },
    { t: 'b', inside: '<v>1</v>' },
    { t: 'e', inside: '<v>#N/A</v>' },
    { t: 'x', inside: '<v>1</v>' },
    { t: 'n', inside: '' },
    { t: 'n', inside: '<v/>' },
    { t: 'n', inside: '<!-- </row> --><v>5</v>' },
    { t: 'inlineStr', inside: '<is><r><t>装</t></r><r><t>飾</t></r></is>' },
  ),
)
const cell = fc
  .tuple(fc.option(fc.nat(30)), fc.constantFrom('', ' s="0"', ' s="1"', ' s="x"', ' cm="1"'), value)
  .map(([skip, style, { t, inside }]) => ({ skip, tag: `${style}${t === 'n' ? '' : ` t="${t}"`}>${inside}</c>` }))
const row = fc
  .tuple(fc.constantFrom('', ' spans="1:3"', " ht='9'", ' x:r="9"'), fc.boolean(), fc.array(cell, { maxLength: 6 }))
  .map(([attributes, isNumbered, cells]) => (line: number) => {
    let column = 0
    const inside = cells.map(({ skip, tag }) => {
      column += 1 + (skip ?? 0)
      const letter = column <= 26 ? String.fromCharCode(64 + column) : `A${String.fromCharCode(64 + (column % 26) + 1)}`
      return skip === null || column > 50 ? `<c${tag}` : `<c r="${letter}${line}"${tag}`
    })
    return `<row${isNumbered ? ` r="${line}"` : ''}${attributes}>${inside.join('')}</row>`
  })

test('rows and texts of any form are read as the strict scanner reads them', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.array(item, { maxLength: 14 }),
      fc.constantFrom('', '\n', '<row/>', '<rows/>'),
      async (rows, items, between) => {
        const data = rows.map((make, i) => make(2 * i + 1)).join(between)
        const strings = items.join('')
        // A comment before the first row, or text, leaves everything to the strict scanner.
        expect(await rowsOrReason(data, strings)).toEqual(await rowsOrReason(`<!-- -->${data}`, `<!-- -->${strings}`))
      },
    ),
    { numRuns: process.env['SEKISHO_DEEP'] ? 5000 : 120 },
  ))
