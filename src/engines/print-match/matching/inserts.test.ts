import { describe, expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import {
  type DrawnPage,
  type DrawnRun,
  type DrawnSheet,
  type DrawnText,
  households,
  layoutOf,
  PLAIN_CHOICES,
  seeded,
} from '../../../../test/harness/print-runs.ts'
import { PrintSpecification } from '../specification.ts'

const page = (text: string): DrawnPage => ({ texts: [{ text, x: 20, y: 40, sizePt: 14 }] })
const LEAFLET: DrawnSheet = { record: -1, sides: [page('見本のお知らせ 2026年版'), page('裏面のお知らせ 2026年版')] }
const COUNT = 12

/** Every notice is followed by the same leaflet. */
function rightSets(seed: number): DrawnRun {
  const run = layoutOf(PLAIN_CHOICES).draw(households(COUNT, seeded(seed)))
  const leaflet = (name: string, mark: string) => ({ name, constant: true, marks: [{ text: mark }] })
  const specification = PrintSpecification.parse({
    ...run.specification,
    pages: [
      ...run.specification.pages,
      leaflet('チラシ表', '見本のお知らせ 2026年版'),
      leaflet('チラシ裏', '裏面のお知らせ 2026年版'),
    ],
    counts: { inserts: COUNT * 2 },
  })
  return { ...run, specification, sheets: run.sheets.flatMap((sheet) => [sheet, LEAFLET]) }
}

type Change = (sheets: DrawnSheet[], at: number) => DrawnSheet[]
const replaced = (sheets: DrawnSheet[], at: number, by: DrawnSheet) => sheets.with(at, by)
/** `at` is the place of a leaflet. */
const CHANGES: Readonly<Record<string, Change>> = {
  チラシが1枚ない: (sheets, at) => sheets.toSpliced(at, 1),
  チラシが2枚ある: (sheets, at) => sheets.toSpliced(at, 0, LEAFLET),
  昨年のチラシ: (sheets, at) =>
    replaced(sheets, at, { record: -1, sides: [page('見本のお知らせ 2025年版'), LEAFLET.sides[1]!] }),
  裏が違うチラシ: (sheets, at) => replaced(sheets, at, { record: -1, sides: [LEAFLET.sides[0]!, page('別の紙')] }),
  別の人の名前があるチラシ: (sheets, at) =>
    replaced(sheets, at, {
      record: -1,
      sides: [
        { texts: [...LEAFLET.sides[0]!.texts, { text: '見本 隆行 様', x: 20, y: 60, sizePt: 12 }] },
        LEAFLET.sides[1]!,
      ],
    }),
  裏が白いチラシ: (sheets, at) => replaced(sheets, at, { record: -1, sides: [LEAFLET.sides[0]!, { texts: [] }] }),
  表裏が逆のチラシ: (sheets, at) => replaced(sheets, at, { record: -1, sides: LEAFLET.sides.toReversed() }),
  チラシの代わりに白紙: (sheets, at) => replaced(sheets, at, { record: -1, sides: [{ texts: [] }, { texts: [] }] }),
  チラシの代わりに別の人の通知: (sheets, at) => replaced(sheets, at, sheets[(at + 1) % sheets.length]!),
  通知の代わりにチラシ: (sheets, at) => replaced(sheets, at - 1, LEAFLET),
  裏にチラシの裏がある通知: (sheets, at) =>
    replaced(sheets, at - 1, { ...sheets[at - 1]!, sides: [sheets[at - 1]!.sides[0]!, LEAFLET.sides[1]!] }),
}

describe('どの組にも同じチラシ', () => {
  test('正しい組では何も報告しません', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { outcome, mismatches, sheets } = await verifyDrawn(rightSets(seed))
      expect({ outcome, mismatches, sheets }).toEqual({ outcome: 'right', mismatches: [], sheets: COUNT * 2 })
    }
  })

  test('通し番号だけが違うチラシは同じチラシです', async () => {
    const run = rightSets(2)
    const sheets = run.sheets.map((sheet, at) => {
      if (sheet !== LEAFLET) return sheet
      const number: DrawnText = { text: `No. ${at + 1000}`, x: 20, y: 280, sizePt: 8 }
      return { ...sheet, sides: [{ texts: [...sheet.sides[0]!.texts, number] }, sheet.sides[1]!] }
    })
    const { outcome, mismatches } = await verifyDrawn({ ...run, sheets })
    expect([outcome, mismatches]).toEqual(['right', []])
  })

  const withText = (at: number, text: string, sheets: readonly DrawnSheet[]) =>
    sheets.with(at, {
      record: -1,
      sides: [{ texts: [...sheets[at]!.sides[0]!.texts, { text, x: 20, y: 60, sizePt: 12 }] }, sheets[at]!.sides[1]!],
    })

  test('初めの1枚だけが違えば、その1枚が違うのであって、ほかではありません', async () => {
    const run = rightSets(4)
    const { mismatches, diagnosis } = await verifyDrawn({ ...run, sheets: withText(1, '見本 隆行 様', run.sheets) })
    expect(mismatches.map(({ kind, sheet, side, field }) => [kind, sheet, side, field])).toEqual([
      ['not_same', 2, 'front', 'チラシ表'],
    ])
    expect(diagnosis.map(({ sentence }) => sentence.ja)).toEqual(['2枚目の差し込みが、ほかの組と同じではありません。'])
  })

  test.each([1, 3, 13])('数字だけが違うチラシも、違うチラシです(%i枚目の次)', async (at) => {
    const run = rightSets(5)
    const numbered = (of: (at: number) => string) =>
      run.sheets.reduce<readonly DrawnSheet[]>(
        (sheets, sheet, i) => (sheet === LEAFLET ? withText(i, of(i), sheets) : sheets),
        run.sheets,
      )
    for (const usual of [() => '電話 00-1234-5678', (i: number) => `通し番号 ${1000 + i}`]) {
      const sheets = numbered((i) => (i === at ? usual(i).replace(/\d+$/, '9999') : usual(i)))
      const { mismatches } = await verifyDrawn({ ...run, sheets })
      expect(mismatches.map(({ kind, sheet }) => [kind, sheet])).toEqual([['not_same', at + 1]])
    }
  })

  test.each(Object.keys(CHANGES))('%s: どこで起きても見つかり、その紙を示します', async (name) => {
    const run = rightSets(7)
    for (let leaflet = 1; leaflet < COUNT * 2; leaflet += 2) {
      const changed = { ...run, sheets: CHANGES[name]!([...run.sheets], leaflet) }
      const { outcome, mismatches } = await verifyDrawn(changed)
      const near = mismatches.filter(({ sheet }) => sheet !== undefined && Math.abs(sheet - leaflet - 1) <= 2)
      const isNamed = near.length > 0 || mismatches.some(({ kind }) => kind === 'missing_page')
      expect({ leaflet, outcome, isNamed }).toEqual({ leaflet, outcome: 'mismatches', isNamed: true })
    }
  })

  test('取り決めた差し込みの数と合わなければ、数で言います', async () => {
    const run = rightSets(3)
    const specification = { ...run.specification, counts: { inserts: COUNT * 2 + 2 } }
    const { outcome, mismatches } = await verifyDrawn({ ...run, specification })
    expect([outcome, mismatches.map(({ kind, field }) => [kind, field])]).toEqual([
      'mismatches',
      [['count', '差し込み(inserts)']],
    ])
  })

  test('目印のないチラシ、項目のあるチラシは、仕様として受け取りません', () => {
    const { pages, ...rest } = rightSets(1).specification
    const parse = (change: object) =>
      PrintSpecification.safeParse({ ...rest, pages: pages.with(2, { ...pages[2]!, ...change }) }).success
    expect([parse({}), parse({ marks: [] }), parse({ fields: pages[0]!.fields }), parse({ blank: true })]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})
