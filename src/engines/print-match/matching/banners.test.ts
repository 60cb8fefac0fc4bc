import { expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import {
  type DrawnPage,
  type DrawnSheet,
  households,
  layoutOf,
  PLAIN_CHOICES,
  seeded,
} from '../../../../test/harness/print-runs.ts'

const run = layoutOf({ ...PLAIN_CHOICES, children: 'none', banners: true }).draw(households(20, seeded(3)))
const page = (...texts: string[]): DrawnPage => ({
  texts: texts.map((text, at) => ({ text, x: 20, y: 40 + 10 * at, sizePt: 14 })),
})
const BANNER = page('仕切り紙 17')
const verdictOf = async (sheets: readonly DrawnSheet[]) => {
  const { outcome, mismatches, diagnosis } = await verifyDrawn({ ...run, sheets })
  return {
    outcome,
    found: mismatches.map(({ kind, sheet, side, record }) => [kind, sheet, side, record]),
    said: diagnosis.map(({ sentence }) => sentence.ja),
  }
}
const replaced = (at: number, sides: readonly DrawnPage[]) =>
  run.sheets.with(at, { record: run.sheets[at]!.record, sides })
const own = (at: number) => run.sheets[at]!

test('表面が仕切り紙でも、裏面が誰かのものなら仕切り紙ではありません', async () => {
  const { outcome, found } = await verdictOf(replaced(5, [BANNER, own(5).sides[1]!]))
  expect(outcome).toBe('mismatches')
  expect(found).toEqual([['unknown_record', 6, 'front', run.data.records[own(5).record]!.key]])
})

test('仕切り紙の裏に誰かの裏面があれば、誰のものかを言います', async () => {
  const { outcome, found } = await verdictOf(run.sheets.with(0, { record: -1, sides: [BANNER, own(8).sides[1]!] }))
  expect(outcome).toBe('mismatches')
  expect(found.filter(([, sheet]) => sheet === 1).length).toBeGreaterThan(0)
})

test('仕切り紙の裏の、誰のものとも分からない印刷も見過ごしません', async () => {
  const { outcome, found, said } = await verdictOf(
    run.sheets.with(0, { record: -1, sides: [BANNER, page('別の案件の宛名')] }),
  )
  expect([outcome, found]).toEqual(['mismatches', [['not_blank', 1, 'back', undefined]]])
  expect(said).toEqual(['1枚目で、「白紙のはずの面」に印刷があります。'])
})

test('表にも裏にも決まった文言がある仕切り紙、束の先頭のキーがある仕切り紙は、仕切り紙です', async () => {
  const first = run.data.records[0]!
  for (const sides of [
    [BANNER, BANNER],
    [page('仕切り紙', `先頭 ${first.key} ${first.values[3]}`), page()],
    [page(), BANNER],
  ])
    expect(await verdictOf(run.sheets.with(0, { record: -1, sides }))).toMatchObject({ outcome: 'right' })
})

test('仕切り紙の字がファイルで失われていても、仕切り紙として数え、後の用紙はその場所にある', async () => {
  const lost = (text: string) => text.replace('り', '~')
  const sheets = run.sheets.map((sheet) =>
    sheet.record >= 0
      ? sheet
      : { ...sheet, sides: sheet.sides.map(({ texts }) => page(...texts.map(({ text }) => lost(text)))) },
  )
  const summary = await verifyDrawn({ ...run, sheets })
  expect([summary.outcome, summary.unverified, summary.ok]).toEqual(['unverified', 2, 20])
  expect(summary.mismatches.map(({ kind, sheet, field }) => [kind, sheet, field])).toEqual([
    ['unverified', 1, '仕切り'],
    ['unverified', 19, '仕切り'],
  ])
})
