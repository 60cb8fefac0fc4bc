import { describe, expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import { FAULTS, faulty } from '../../../../test/harness/print-faults.ts'
import { households, layoutOf, PLAIN_CHOICES, rightRun, seeded } from '../../../../test/harness/print-runs.ts'

const isDeep = process.env.SEKISHO_DEEP === '1'
const PER_FAULT = isDeep ? 500 : 20

test.each(Object.keys(FAULTS))('見つけて名指す: %s', { timeout: 600_000 }, async (name) => {
  let done = 0
  const missed: string[] = []
  for (let seed = 1; done < PER_FAULT && seed < PER_FAULT * 12; seed++) {
    const fault = faulty(rightRun(seed), name, seeded(seed * 7919))
    if (!fault) continue
    done++
    const why = fault.missed(await verifyDrawn(fault.run))
    if (why !== undefined) missed.push(`seed ${seed}: ${why}`)
  }
  expect(missed).toEqual([])
  expect(done).toBeGreaterThan(PER_FAULT / 2)
})

test('見出しの字も失われた子の面は、そこにあるべき世帯の面であって、子のない別の世帯の面ではない', async () => {
  const fault = faulty(rightRun(167), 'a glyph lost', seeded(167 * 7919))!
  const summary = await verifyDrawn(fault.run)
  expect(fault.missed(summary)).toBeUndefined()
  expect(new Set(summary.mismatches.map(({ sheet, record }) => `${sheet} ${record}`))).toEqual(new Set(['170 K700392']))
})

test.each([1000235, 1000313])(
  '何も書かれていない用紙(案内、子のない世帯の一覧)が入れ替わったら、二重と欠けではなく順番の違い: %i',
  async (seed) => {
    const fault = faulty(rightRun(seed), 'two batches swapped', seeded(seed * 7919))!
    const summary = await verifyDrawn(fault.run)
    expect(fault.missed(summary)).toBeUndefined()
    expect(new Set(summary.mismatches.map(({ kind }) => kind))).toEqual(new Set(['order']))
    expect(summary.diagnosis.map(({ kind }) => kind)).not.toContain('record_dropped')
  },
)

test.each([
  ['a record dropped', 2000007],
  ['two batches swapped', 2000049],
] as const)('案内のある組でも、起きたことをその名で言う: %s', async (name, seed) => {
  const fault = faulty(rightRun(seed, 12), name, seeded(seed * 7919))!
  expect(fault.missed(await verifyDrawn(fault.run))).toBeUndefined()
})

test('値が隠れてほかに何もない面は、白紙ではなく、隠れている', async () => {
  const fault = faulty(rightRun(3_000_171), 'a value covered', seeded(3_000_171 * 7919))!
  expect(fault.missed(await verifyDrawn(fault.run))).toBeUndefined()
})

test.each([
  ['a group reversed', 3_000_321],
  ['a page dropped', 3_000_041],
] as const)('目印のない空の面に別のページがあれば、そのページとして読む: %s', async (name, seed) => {
  const fault = faulty(rightRun(seed), name, seeded(seed * 7919))!
  const summary = await verifyDrawn(fault.run)
  expect(fault.missed(summary)).toBeUndefined()
  expect(summary.mismatches.map(({ kind }) => kind)).not.toContain('unexpected_text')
})

describe('一文で言う: どこで、何が', () => {
  const layout = layoutOf({ ...PLAIN_CHOICES, children: 'rows' })
  const data = households(60, seeded(5), 2)
  const childless = (at: number) => data.records[at]!.children.length === 0
  const run = layout.draw(data)
  const sentences = async (sheets: typeof run.sheets) =>
    (await verifyDrawn({ ...run, sheets })).diagnosis.map(({ sentence }) => sentence.ja)
  const withBackOf = (at: number, of: number) => ({
    ...run.sheets[at]!,
    sides: [run.sheets[at]!.sides[0]!, run.sheets[of]!.sides[1]!],
  })

  test('子のない世帯の裏面からずれ始めても、その用紙から', async () => {
    const from = run.sheets.findIndex((_, at) => at > 20 && childless(at - 1) && !childless(at))
    const sheets = run.sheets.map((sheet, at) => (at < from ? sheet : withBackOf(at, at - 1)))
    const said = await sentences(sheets)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(new RegExp(`^${from + 1}枚目から裏面が1件ずつずれています。`))
  })

  test('2枚の裏面が入れ替わった', async () => {
    const [a, b] = [3, 30].map((near) => run.sheets.findIndex((_, at) => at >= near && !childless(at))) as [
      number,
      number,
    ]
    const sheets = run.sheets.map((sheet, at) => (at === a ? withBackOf(a, b) : at === b ? withBackOf(b, a) : sheet))
    expect(await sentences(sheets)).toEqual([`${a + 1}枚目と${b + 1}枚目の裏面が入れ替わっています。`])
  })

  test('最初の1件が抜けた', async () =>
    expect(await sentences(run.sheets.slice(1))).toEqual([
      `1枚目の前に、データ2行目(キー${data.records[0]!.key})の1件が抜けています。`,
    ]))

  test('1ページ抜けたら、その先の食い違いはすべてそのため', async () => {
    const sides = run.sheets.flatMap(({ record, sides: both }) => both.map((page) => ({ page, record })))
    sides.splice(41, 1)
    const sheets = run.sheets.map(({ record }, at) => ({
      record,
      sides: [0, 1].map((side) => sides[at * 2 + side]?.page ?? { texts: [] }),
    }))
    const said = await sentences(sheets)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^2[1-3]枚目で1ページ抜け、そこから表と裏が別の人の組合せになっています/)
  })

  test('何枚かの白紙は、その場所を言う', async () => {
    const blank = [...run.sheets.keys()].filter((at) => !childless(at)).slice(3, 10)
    const sheets = run.sheets.map((sheet, at) =>
      blank.includes(at) ? { ...sheet, sides: [sheet.sides[0]!, { texts: [] }] } : sheet,
    )
    const first = blank.slice(0, 5).map((at) => at + 1)
    expect(await sentences(sheets)).toEqual([`${first.join('・')}枚目ほか(7枚)で、印刷されるはずの面が白紙です。`])
  })
})
