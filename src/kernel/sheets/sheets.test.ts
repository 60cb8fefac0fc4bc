import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { SystemActor } from '../../base/actor.ts'
import type { Tx } from '../db/database.ts'
import { dayCell, integerCell, textCell } from './cell-parsers.ts'
import { defineImport, type RowOf } from './define-import.ts'
import { applyImport } from './operations/apply-import.ts'
import { previewImport } from './operations/preview-import.ts'
import type { ImportMapping, RowChange } from './contract.ts'
import { writeCsv, writeXlsx } from './write-sheets.ts'

const db = useTestDatabase()

const rosterImport = defineImport({
  id: 'test.roster',
  columns: [
    { key: 'number', headers: ['社員番号'], required: true, parse: z.string().regex(/^\d{3}$/, 'not_a_number') },
    { key: 'name', headers: ['氏名', '名前'], required: true, parse: textCell({ maxLength: 20 }) },
    { key: 'bornOn', headers: ['生年月日'], parse: dayCell() },
    { key: 'floor', headers: ['階'], parse: integerCell({ min: 1, max: 60 }) },
  ],
  rowKey: (row) => row.number,
  check: (row) => (row.floor === 13 ? [{ key: 'floor', code: 'no_thirteen' }] : []),
  words: { no_thirteen: { ja: '13階はありません。', en: 'There is no floor 13.' } },
})
type Row = RowOf<typeof rosterImport.columns>

/** Stands for the tables of a module that imports: one row a number. */
beforeAll(() =>
  db.asOwner(`create table test_roster (
      org_id uuid not null default current_org(), number text not null, name text not null, born_on date, floor integer,
      primary key (org_id, number));
    alter table test_roster enable row level security;
    create policy own_organisation on test_roster using (org_id = current_org());
    grant select, insert, update on test_roster to public`),
)

const stored = async (tx: Tx) =>
  (
    await sql<{
      number: string
      name: string
      born_on: string | null
      floor: number | null
    }>`select * from test_roster order by number`.execute(tx)
  ).rows

const target = (tx: Tx) => ({
  async compare(rows: readonly Row[]): Promise<RowChange[]> {
    const before = new Map(
      (await stored(tx)).map((row) => [row.number, `${row.name} ${row.born_on ?? ''} ${row.floor ?? ''}`]),
    )
    return rows.map((row) => {
      const was = before.get(row.number)
      return was === undefined
        ? 'new'
        : was === `${row.name} ${row.bornOn ?? ''} ${row.floor ?? ''}`
          ? 'unchanged'
          : 'changed'
    })
  },
  countMissing: async (keys: ReadonlySet<string>) => (await stored(tx)).filter((row) => !keys.has(row.number)).length,
  async write(rows: readonly { row: Row }[]) {
    for (const { row } of rows)
      await sql`insert into test_roster (number, name, born_on, floor)
        values (${row.number}, ${row.name}, ${row.bornOn ?? null}, ${row.floor ?? null})
        on conflict (org_id, number) do update set name = excluded.name, born_on = excluded.born_on, floor = excluded.floor`.execute(
        tx,
      )
  },
})

const actorOf = (orgId: string): SystemActor => ({ orgId, kind: 'system', part: 'test' })
const csv = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`)
const good = csv(
  '従事者一覧',
  '',
  '社員番号,氏名,生年月日,備考',
  '001,山田,S50.4.1,x',
  '002,佐藤,,',
  '003,髙橋,平成元年1月8日,',
)

async function preview(bytes: Uint8Array, mapping?: ImportMapping, org?: string) {
  return db.inOrganisation(org ?? (await db.newOrganisation()), (tx) =>
    previewImport(rosterImport, bytes, { ...target(tx), ...(mapping && { mapping }) }),
  )
}
const apply = (org: string, bytes: Uint8Array, more: { mapping?: ImportMapping; previewedHash?: string } = {}) =>
  db.inOrganisation(org, (tx) => applyImport(tx, rosterImport, bytes, { ...target(tx), actor: actorOf(org), ...more }))
const rowsIn = (org: string) => db.inOrganisation(org, stored)

describe('取り込みの下見', () => {
  test('どの列を何と読んだかを示し、何も書かない', async () => {
    const org = await db.newOrganisation()
    const shown = await preview(good, undefined, org)
    expect(shown.mapping).toEqual({ headerLine: 3, columns: { number: 0, name: 1, bornOn: 2 } })
    expect(shown.columns.map((column) => [column.key, column.header, column.how])).toEqual([
      ['number', '社員番号', 'exact'],
      ['name', '氏名', 'exact'],
      ['bornOn', '生年月日', 'exact'],
      ['floor', undefined, undefined],
    ])
    expect(shown).toMatchObject({
      unused: [{ index: 3, header: '備考' }],
      rowCount: 3,
      errorCount: 0,
      counts: { new: 3, changed: 0, unchanged: 0, missing: 0 },
      mayApply: true,
    })
    expect(shown.rows[2]).toMatchObject({ line: 6, values: { bornOn: '平成元年1月8日' }, change: 'new' })
    expect(await rowsIn(org)).toEqual([])
  })

  test('誤りは行、セル、理由を付けて、その場に出す', async () => {
    const shown = await preview(
      csv(
        '社員番号,氏名,生年月日,階',
        '1,山田,,',
        '002,,2026/2/30,',
        '003,高橋,,99',
        '003,髙橋,,1',
        '003,再,,1',
        '004,鈴木,,13',
        ',,,',
        '005,伊藤,,12',
      ),
    )
    const errors = shown.rows.flatMap((row) =>
      row.errors.map((each) => [each.cell, each.header, each.code, each.facts]),
    )
    expect(errors).toEqual([
      ['A2', '社員番号', 'not_a_number', {}],
      ['B3', '氏名', 'required', {}],
      ['C3', '生年月日', 'no_such_day', {}],
      ['D4', '階', 'out_of_range', { min: 1, max: 60 }],
      ['A6', '社員番号', 'duplicate_row', { line: 5 }],
      ['D7', '階', 'no_thirteen', {}],
    ])
    expect(shown).toMatchObject({ rowCount: 7, errorRowCount: 5, errorCount: 6, counts: { new: 2 }, mayApply: false })
  })

  test('見出しが分からないときは、人が行と列を指定できる', async () => {
    const bytes = csv('001,山田', '002,佐藤')
    const shown = await preview(bytes)
    expect(shown).toMatchObject({ missingColumns: ['number', 'name'], rowCount: 0, mayApply: false })
    expect(shown.head).toEqual([
      { line: 1, cells: ['001', '山田'] },
      { line: 2, cells: ['002', '佐藤'] },
    ])
    const chosen = await preview(bytes, { headerLine: 0, columns: { number: 0, name: 1 } })
    expect(chosen).toMatchObject({ rowCount: 2, counts: { new: 2 }, mayApply: true })
    expect(chosen.columns[0]).toMatchObject({ how: 'chosen' })
  })

  test('数式の誤りと制御文字', async () => {
    const shown = await preview(Buffer.from('社員番号,氏名\n001,山\u0007田\n'))
    expect(shown.rows[0]!.errors).toMatchObject([{ code: 'bad_character', cell: 'B2' }])
  })

  test.each([
    [
      'file_encrypted',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    ['file_old_excel', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['file_damaged', Buffer.from('PK\u0003\u0004 not a zip')],
    ['file_damaged', Buffer.from('社員番号,氏名\n001,"山田\n')],
    ['file_no_rows', Buffer.from('\n\n')],
    ['file_unknown_encoding', Buffer.from([0x8e, 0xff, 0xff, 0x0a])],
  ])('読めないファイル: %s', async (code, bytes) => {
    await expect(preview(bytes)).rejects.toMatchObject({ name: 'Refusal', code })
  })
})

describe('取り込み', () => {
  test('同じファイルを2回取り込んでも、何も変わらず記録も増えない', async () => {
    const org = await db.newOrganisation()
    const first = await apply(org, good)
    expect(first).toMatchObject({ rowCount: 3, counts: { new: 3 }, wasRepeated: false })
    const before = await rowsIn(org)
    const second = await apply(org, good)
    expect(second).toEqual({
      importId: first.importId,
      rowCount: 3,
      counts: { new: 0, changed: 0, unchanged: 3, missing: 0 },
      wasRepeated: true,
    })
    expect(await rowsIn(org)).toEqual(before)
    const records = await db.inOrganisation(org, (tx) => tx.selectFrom('sheet_import').selectAll().execute())
    expect(records).toMatchObject([
      { definition: 'test.roster', row_count: 3, new_count: 3, actor_kind: 'system', imported_by: null },
    ])
    expect(records[0]!.mapping).toEqual({ headerLine: 3, columns: { number: 0, name: 1, bornOn: 2 } })
    const events = await db.inOrganisation(org, (tx) => tx.selectFrom('event').select(['type', 'subject_id']).execute())
    expect(events).toEqual([{ type: 'sheet_import.applied', subject_id: first.importId }])
  })

  test('変更、変更なし、ファイルにない記録を数える', async () => {
    const org = await db.newOrganisation()
    await apply(org, good)
    const bytes = csv('社員番号,名前,生年月日', '001,山田 太郎,1975-04-01', '003,髙橋,H1.1.8', '004,鈴木,')
    expect((await preview(bytes, undefined, org)).counts).toEqual({ new: 1, changed: 1, unchanged: 1, missing: 1 })
    expect((await apply(org, bytes)).counts).toEqual({ new: 1, changed: 1, unchanged: 1, missing: 1 })
    expect((await rowsIn(org)).map((row) => row.name)).toEqual(['山田 太郎', '佐藤', '髙橋', '鈴木'])
  })

  test('誤りが1つでもあれば何も書かない', async () => {
    const org = await db.newOrganisation()
    const lines = Array.from({ length: 998 }, (_, i) => `${String(i + 1).padStart(3, '0')},従事者${i}`)
    await expect(apply(org, csv('社員番号,氏名', ...lines, 'x,誤り'))).rejects.toMatchObject({
      code: 'import_has_errors',
      facts: { count: 1, line: 1000 },
    })
    expect(await rowsIn(org)).toEqual([])
    await expect(apply(org, csv('社員番号,住所', '001,東京'))).rejects.toMatchObject({ code: 'import_column_missing' })
    await expect(apply(org, csv('社員番号,氏名'))).rejects.toMatchObject({ code: 'file_no_rows' })
  })

  test('書き込みの途中で失敗しても、書いたことと比べて違っていても、何も残らない', async () => {
    const org = await db.newOrganisation()
    const failing = (write: (tx: Tx) => Promise<void>) =>
      db.inOrganisation(org, (tx) =>
        applyImport(tx, rosterImport, good, {
          ...target(tx),
          actor: actorOf(org),
          async write(rows) {
            await target(tx).write(rows.slice(0, 1))
            await write(tx)
          },
        }),
      )
    await expect(failing(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
    await expect(failing(() => Promise.resolve())).rejects.toThrow('did not write what it compares')
    expect(await rowsIn(org)).toEqual([])
    expect(await db.inOrganisation(org, (tx) => tx.selectFrom('sheet_import').select('id').execute())).toEqual([])
  })

  test('下見と違うファイルは断る', async () => {
    const org = await db.newOrganisation()
    const { fileHash, mapping } = await preview(good, undefined, org)
    await expect(
      apply(org, csv('社員番号,氏名', '001,山田'), { mapping, previewedHash: fileHash }),
    ).rejects.toMatchObject({ code: 'import_other_file' })
    expect(await apply(org, good, { mapping, previewedHash: fileHash })).toMatchObject({ counts: { new: 3 } })
  })

  test('同時の2回は1回分だけ書く', async () => {
    const org = await db.newOrganisation()
    const receipts = await Promise.all([apply(org, good), apply(org, good), apply(org, good)])
    expect(receipts.filter((each) => !each.wasRepeated)).toHaveLength(1)
    expect(new Set(receipts.map((each) => each.importId)).size).toBe(1)
  })
})

describe('書き出しと取り込みは裏表', () => {
  const rows: Row[] = [
    { number: '001', name: '=SUM(A1)', bornOn: '1975-04-01', floor: 12 },
    { number: '002', name: "'@髙﨑", bornOn: undefined, floor: undefined },
  ]
  const columns = [
    { header: '社員番号', value: (row: Row) => row.number },
    { header: '氏名', value: (row: Row) => row.name },
    { header: '生年月日', value: (row: Row) => (row.bornOn === undefined ? null : { day: row.bornOn }) },
    { header: '階', value: (row: Row) => row.floor },
  ]
  test.each([
    ['csv', () => writeCsv(columns, rows)],
    ['csv cp932', () => writeCsv(columns, rows, { encoding: 'cp932' })],
    ['xlsx', () => writeXlsx('名簿', columns, rows)],
  ] as const)('%s', async (_, write) => {
    const org = await db.newOrganisation()
    const bytes = Buffer.concat(await write().toArray())
    expect(await apply(org, bytes)).toMatchObject({ counts: { new: 2 } })
    expect((await rowsIn(org)).map((row) => [row.number, row.name, row.born_on, row.floor])).toEqual([
      ['001', '=SUM(A1)', '1975-04-01', 12],
      ['002', "'@髙﨑", null, null],
    ])
    expect(await apply(org, bytes)).toMatchObject({ wasRepeated: true })
  })

  test('CP932 の名簿', async () => {
    const org = await db.newOrganisation()
    const bytes = iconv.encode('社員番号\t氏名\r\n001\t髙橋①\r\n', 'cp932')
    expect((await preview(bytes, undefined, org)).source).toEqual({ kind: 'csv', encoding: 'cp932', delimiter: '\t' })
    await apply(org, bytes)
    expect((await rowsIn(org))[0]!.name).toBe('髙橋①')
  })
})
