import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../base/clock.ts'
import { csvRows } from './csv-rows.ts'
import { csvBytes } from './csv-writer.ts'
import type { SheetRow } from './sheet-row.ts'
import { xlsxRows } from './xlsx-rows.ts'
import { xlsxBytes } from './xlsx-writer.ts'
import { zipMembers } from './zip-entries.ts'

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

async function cellsOf(batches: AsyncIterable<readonly SheetRow[]>) {
  const rows: (readonly string[])[] = []
  for await (const batch of batches) rows.push(...batch.map((row) => row.cells))
  return rows
}

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('=1+1', "'=x", '0090', '髙﨑𠮷', 'a\r\nb', '"', '_x0041_', ' x ', '-1', '\t', 'ｶﾞ', '1,2', '\uFEFFa'),
)
/** The last cell is never empty, so that no row is empty and no trailing cell falls away. */
const tables = fc.array(fc.tuple(texts, texts, fc.constantFrom('終', '0', '=A1')), { maxLength: 20 })
const headers = ['氏名', '=メモ', '印']

describe('書き出したものを読み込むと同じ', () => {
  test('CSV (UTF-8)', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        fc.pre(!rows.some((row) => row.some((text) => text.includes('\0') || !text.isWellFormed())))
        const bytes = await joined(csvBytes({ headers, rows }))
        expect(await cellsOf(csvRows(bytes).batches)).toEqual([headers, ...rows])
      }),
    )
  })

  test('CSV (CP932): what it lacks is refused with its line, or shown as 〓', async () => {
    const rows = [['髙﨑①', '～－', '終']]
    const bytes = await joined(csvBytes({ headers, rows }, { encoding: 'cp932' }))
    expect(csvRows(bytes).encoding).toBe('cp932')
    expect(await cellsOf(csvRows(bytes).batches)).toEqual([headers, ...rows])
    const lacking = { headers, rows: [...rows, ['𠮷野家', '😀', '終']] }
    await expect(joined(csvBytes(lacking, { encoding: 'cp932' }))).rejects.toMatchObject({ line: 3, code: 'U+20BB7' })
    const shown = await joined(csvBytes(lacking, { encoding: 'cp932', missing: 'geta' }))
    expect((await cellsOf(csvRows(shown).batches))[2]).toEqual(['〓野家', '〓', '終'])
  })

  test('xlsx', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        const bytes = await joined(xlsxBytes('一覧', { headers, rows }))
        expect(await cellsOf((await xlsxRows(bytes)).batches)).toEqual([headers, ...rows])
      }),
    )
  })

  test('numbers, flags and days', async () => {
    const days = fc.integer({ min: 0, max: 80_000 }).map((offset) => addDays('1890-01-01', offset))
    const numbers = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((n) => Number(n.toPrecision(15))),
    )
    await fc.assert(
      fc.asyncProperty(numbers, fc.boolean(), days, async (number, flag, day) => {
        const table = { headers: ['数', '可否', '日'], rows: [[number, flag, { day }]] }
        const [xlsx, csv] = [await joined(xlsxBytes('a', table)), await joined(csvBytes(table))]
        const inXlsx = (await cellsOf((await xlsxRows(xlsx)).batches))[1]!
        const inCsv = (await cellsOf(csvRows(csv).batches))[1]!
        for (const cells of [inXlsx, inCsv])
          expect([Number(cells[0]), cells[1], cells[2]]).toEqual([number + 0, flag ? 'TRUE' : 'FALSE', day])
      }),
    )
  })

  test('the zip that is written has the names, sizes and checksums that a reader expects', async () => {
    const members = await zipMembers(await joined(xlsxBytes('名簿 [1]', { headers, rows: [] })))
    expect(members.map((member) => member.name)).toContain('xl/worksheets/sheet1.xml')
    for (const member of members) {
      let count = 0
      for await (const chunk of member.content()) count += chunk.length
      expect(count).toBe(member.byteCount)
    }
  })

  test('rows stream: the first bytes leave before the last row is asked for', async () => {
    let asked = 0
    async function* rows() {
      for (; asked < 20_000; asked++) yield [`氏名${asked}`, '東京都千代田区霞が関', asked]
    }
    for (const pieces of [csvBytes({ headers, rows: rows() }), xlsxBytes('a', { headers, rows: rows() })]) {
      asked = 0
      let [count, atHalf] = [0, 0]
      for await (const piece of pieces) if ((count += piece.length) > 20_000 && atHalf === 0) atHalf = asked
      expect(atHalf).toBeLessThan(20_000)
      expect(asked).toBe(20_000)
    }
  })
})
