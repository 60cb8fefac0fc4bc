// What a person reads: one sentence for each thing that happened, with the sheet on which to begin.
import { describe, expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import {
  type DrawnSheet,
  households,
  layoutOf,
  PLAIN_CHOICES,
  rightRun,
  seeded,
} from '../../../../test/harness/print-runs.ts'
import { faulty } from '../../../../test/harness/print-faults.ts'

const COUNT = 60
const LAYOUTS = {
  単票: {},
  '1件2枚の組': { secondSheet: true },
  '2面付け': { imposition: { columns: 2, rows: 1, order: 'row', turn: 'long_edge' } },
  断裁して重ねる4面付け: { imposition: { columns: 2, rows: 2, order: 'stack', turn: 'long_edge' } },
} as const
type Sheets = readonly DrawnSheet[]
const withBack = (sheet: DrawnSheet, of: DrawnSheet): DrawnSheet => ({
  ...sheet,
  sides: [sheet.sides[0]!, of.sides[1]!],
})

describe.each(Object.entries(LAYOUTS))('%s', (name, chosen) => {
  const run = layoutOf({ ...PLAIN_CHOICES, children: 'none', ...chosen }).draw(households(COUNT, seeded(5), 2))
  const size = run.sheets.length / COUNT
  /** Number of the first sheet of a record, from 0; and where its piece lies on the press. */
  const sheetOf = (record: number) => record * size + 1
  const press: Record<string, (sheet: number) => string> = {
    '2面付け': (sheet) => `${Math.ceil(sheet / 2)}枚目・${((sheet - 1) % 2) + 1}面目`,
    断裁して重ねる4面付け: (sheet) => `${((sheet - 1) % 15) + 1}枚目・${Math.ceil(sheet / 15)}面目`,
  }
  const said = async (sheets: Sheets) =>
    (await verifyDrawn({ ...run, sheets })).diagnosis.map(({ sentence }) => sentence.ja)
  const at = (sheet: number) => (press[name] ? `(${sheet}枚目は、面付けした用紙の${press[name](sheet)}です。)` : '')
  const backsFrom = (sheets: Sheets, from: number, until: number) =>
    sheets.map((sheet, i) =>
      i % size === 0 && i >= from * size && i < until * size ? withBack(sheet, sheets[i - size]!) : sheet,
    )
  const without = (sheets: Sheets, gone: (record: number) => boolean) =>
    sheets.filter((_, i) => !gone(Math.floor(i / size)))

  test('束の中のずれと、後の1件の抜け: 二つの文', async () => {
    const sentences = await said(without(backsFrom(run.sheets, 10, 20), (record) => record === 40))
    const after = sheetOf(40) - 1
    expect(sentences).toEqual([
      `${sheetOf(10)}枚目から${sheetOf(19)}枚目まで裏面が1件ずつずれています。表面の1件前の人の裏面が印刷されています(10枚)。${at(sheetOf(10))}`,
      `${after}枚目の次に、データ42行目(キー${run.data.records[40]!.key})の1件が抜けています。${at(after)}`,
    ])
  })

  test('途中からの刷り直しと、その後のずれ: 二重は二重と言い、順番の乱れとは言わない', async () => {
    const again = [...run.sheets.slice(0, 30 * size), ...run.sheets.slice(25 * size)]
    const { diagnosis, mismatches } = await verifyDrawn({ ...run, sheets: backsFrom(again, 41, 65) })
    expect(diagnosis.map(({ kind }) => kind)).toEqual(['backs_shifted', 'restarted'])
    expect(diagnosis[1]!.facts).toMatchObject({ sheet: sheetOf(30), line: 27, count: 5 * size })
    expect(mismatches.filter(({ kind }) => kind === 'order')).toEqual([])
  })

  test('あちこちの抜け、あちこちの二重は、一つの文に', async () => {
    const every6th = (record: number) => record % 6 === 3
    const missing = await said(without(run.sheets, every6th))
    expect(missing).toEqual([`10件が印刷されていません(最初はデータ5行目、キー${run.data.records[3]!.key})。`])
    const twice = run.sheets.flatMap((sheet, i) =>
      every6th(Math.floor(i / size)) && i % size === size - 1
        ? [sheet, ...run.sheets.slice(i - size + 1, i + 1)]
        : [sheet],
    )
    expect(await said(twice)).toEqual([
      `10か所で、既に印刷された人の用紙をもう一度印刷しています(最初は${sheetOf(4)}枚目、データ5行目、キー${run.data.records[3]!.key})。${at(sheetOf(4))}`,
    ])
  })

  test('裏面がすべてばらばら: ずれとは言わない', async () => {
    const random = run.sheets.map((sheet, i) =>
      i % size === 0 ? withBack(sheet, run.sheets[(((i / size) * 37 + 11) % COUNT) * size]!) : sheet,
    )
    const sentences = await said(random)
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toContain('ほか(60枚)の裏面が、表面とは別の人のものになっています。')
  })

  test('裏面が最後から最初へ一回りしてずれたら、一つのずれ', async () => {
    const turned = run.sheets.map((sheet, i) =>
      i % size === 0 ? withBack(sheet, run.sheets[(i + run.sheets.length - size) % run.sheets.length]!) : sheet,
    )
    expect(await said(turned)).toEqual([
      `1枚目から裏面が1件ずつずれています。表面の1件前の人の裏面が印刷されています(60枚)。${at(1)}`,
    ])
  })

  test('別の案件の1枚は、だれのものか分からないと言う', async () => {
    const other = layoutOf({ ...PLAIN_CHOICES, children: 'none', ...chosen }).draw(households(20, seeded(99), 2))
    const at15 = { ...run.sheets[15 * size]!, sides: other.sheets[3 * size]!.sides }
    const sentences = await said(run.sheets.with(15 * size, at15))
    expect(sentences[0]).toContain(`${sheetOf(15)}枚目は、データのどの人のものか分かりません。`)
  })
})

describe('組の用紙', () => {
  const run = layoutOf({ ...PLAIN_CHOICES, children: 'none', secondSheet: true }).draw(households(COUNT, seeded(5), 2))
  const said = async (sheets: Sheets) =>
    (await verifyDrawn({ ...run, sheets })).diagnosis.map(({ sentence }) => sentence)

  test('2枚目だけがずれたら、組のずれと言う', async () => {
    const sheets = run.sheets.map((sheet, i) => (i % 2 === 1 && i > 40 ? run.sheets[i - 2]! : sheet))
    expect(await said(sheets)).toEqual([
      {
        ja: '42枚目から、組の2枚目が1件ずつずれています。1枚目の人の1件前の人の用紙が入っています(40組)。',
        en: 'From sheet 42 on, sheet 2 of each set is shifted by 1 record: it belongs to the person 1 record before the one on the first sheet (40 sets).',
      },
    ])
    // The first sheets of the sets lie in their order.
    const { mismatches } = await verifyDrawn({ ...run, sheets })
    const marked = mismatches.flatMap(({ sheet }) => sheet ?? [])
    expect(marked.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => 42 + 2 * i))
  })

  test('組の1枚だけが抜けたら、1件が抜けたとは言わない', async () =>
    expect((await said(run.sheets.toSpliced(41, 1))).map(({ ja }) => ja)).toEqual([
      `41枚目の次に、データ22行目(キー${run.data.records[20]!.key})の組の用紙が1枚抜けています。`,
    ]))
})

test('抜けた1件の案内は、ほかの人の案内と取り違えない', async () => {
  const fault = faulty(rightRun(3_000_116), 'a record dropped', seeded(3_000_116 * 7919))!
  expect(fault.missed(await verifyDrawn(fault.run))).toBeUndefined()
})
