import { expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import { households, layoutOf, PLAIN_CHOICES, seeded } from '../../../../test/harness/print-runs.ts'

const run = layoutOf(PLAIN_CHOICES).draw(households(6, seeded(2)))
const [front, ...others] = run.specification.pages

/** A run whose fronts carry this text, held against a specification that asks for that mark. */
async function outcomeOf(printed: string, mark: string) {
  const specification = { ...run.specification, pages: [{ ...front!, marks: [{ text: mark }] }, ...others] }
  const sheets = run.sheets.map((sheet) => {
    const [own, ...rest] = sheet.sides
    const texts = [...own!.texts, { text: printed, x: 20, y: 280, sizePt: 9 }]
    return { ...sheet, sides: [{ ...own!, texts }, ...rest] }
  })
  const { outcome, mismatches } = await verifyDrawn({ ...run, specification, sheets })
  return mismatches[0]?.kind ?? outcome
}

test.each([
  ['様式 V10', '様式 V1'],
  ['様式 V1.2', '様式 V1'],
  ['2026-10 様式', '2026-1'],
  ['第12版', '2版'],
  ['REV12', 'V12'],
  ['児童手当不支給決定のお知らせ', '支給決定のお知らせ'],
])('%s は、目印「%s」の版ではありません', async (printed, mark) => {
  expect(await outcomeOf(printed, mark)).toBe('wrong_template')
})

test.each([
  ['様式 V1', '様式 V1'],
  ['様式　Ｖ１', '様式V1'],
  ['様式 V1 123-4567', '様式 V1'],
  ['様式 V10 と様式 V1', '様式 V1'],
  ['様式 V1.', '様式 V1'],
  ['見本の支給決定のお知らせです', '支給決定のお知らせ'],
])('%s には、目印「%s」があります', async (printed, mark) => {
  expect(await outcomeOf(printed, mark)).toBe('right')
})
