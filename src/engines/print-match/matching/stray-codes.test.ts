import { expect, test } from 'vitest'
import { codePng, pdfkitPdf } from '../../../../test/harness/print-pdfs.ts'
import { verifyHere } from '../../../../test/harness/print-reading.ts'
import { type DrawnRun, households, layoutOf, PLAIN_CHOICES, seeded } from '../../../../test/harness/print-runs.ts'
import { PrintSpecification } from '../specification.ts'

const run = layoutOf({ ...PLAIN_CHOICES, children: 'none' }).draw(households(8, seeded(11)))
const keyOf = (sheet: number) => run.data.records[sheet]!.key
const points = (mm: number) => (mm * 72) / 25.4

/** The run with a code on each front, 150 mm from the left and 200 mm from the top; what it says is asked for each sheet. */
async function verified(textOf: (sheet: number) => string, specification = run.specification, atMm = 200) {
  const codes = await Promise.all(run.sheets.map((_, sheet) => codePng(textOf(sheet), 'datamatrix')))
  const pdf = await pdfkitPdf(run, (document, page) => {
    if (page % 2 === 0) document.image(Buffer.from(codes[page / 2]!), points(150), points(atMm), { width: points(15) })
  })
  return verifyHere({ ...run, specification } satisfies DrawnRun, pdf)
}
const told = ({ outcome, mismatches }: Awaited<ReturnType<typeof verified>>) => ({
  outcome,
  found: mismatches.map(({ kind, sheet, field, otherRecord }) => ({ kind, sheet, field, otherRecord })),
})
const UNDECLARED = { kind: 'undeclared_code', sheet: 1, field: '世帯番号', otherRecord: undefined }
const RIGHT = { outcome: 'right', found: [] }

test('項目にないコードに本人の値があれば、照合されていないと言い、どうするかを言う', async () => {
  const summary = await verified((sheet) => `https://koko.example/?k=${keyOf(sheet)}`)
  expect(told(summary)).toEqual({ outcome: 'mismatches', found: [UNDECLARED] })
  expect(summary.diagnosis.map(({ kind, facts }) => [kind, facts['page'], facts['field']])).toEqual([
    ['code_undeclared', '表面', '世帯番号'],
  ])
})

test('そのコードが1枚だけ別の人のものなら、その用紙を名指す', async () => {
  const summary = await verified((sheet) => keyOf(sheet === 2 ? 5 : sheet))
  const other = { kind: 'unexpected_text', sheet: 3, field: undefined, otherRecord: keyOf(5) }
  expect(told(summary)).toEqual({ outcome: 'mismatches', found: [UNDECLARED, other] })
})

test('項目か自由領域にすれば、言わない', async () => {
  const pages = run.specification.pages.map((page, at) => {
    const area = [145, 195, 30, 30]
    return at === 0 ? { ...page, free: [{ area, reason: '封入の管理コード' }] } : page
  })
  const free = PrintSpecification.parse({ ...run.specification, pages })
  expect(told(await verified(keyOf, free))).toEqual(RIGHT)
  const declared = run.specification.pages.map((page, at) => {
    const code = { name: 'コード', columns: ['世帯番号'], read: 'code', area: [145, 195, 30, 30] }
    return at === 0 ? { ...page, fields: [...page.fields, code] } : page
  })
  const field = PrintSpecification.parse({ ...run.specification, pages: declared })
  expect(told(await verified(keyOf, field))).toEqual(RIGHT)
})

test('面付けした用紙でも、隣の人のコードと取り違えない', async () => {
  const imposition = { columns: 2, rows: 1, order: 'row', turn: 'long_edge' } as const
  const imposed = layoutOf({ ...PLAIN_CHOICES, children: 'none', imposition }).draw(run.data)
  const codes = await Promise.all(run.sheets.map((_, sheet) => codePng(keyOf(sheet), 'qrcode')))
  const pdf = await pdfkitPdf(imposed, (document, page) => {
    for (const cell of page % 2 === 0 ? [0, 1] : [])
      document.image(Buffer.from(codes[page + cell]!), points(70 + cell * 105), points(200), { width: points(15) })
  })
  expect(told(await verifyHere(imposed, pdf))).toEqual({ outcome: 'mismatches', found: [UNDECLARED] })
})

test('だれの値でもないコードは、言わない: どの用紙でも同じもの、通し番号、値の一部と重なる番号', async () => {
  expect(told(await verified(() => `https://koko.example/${keyOf(3)}`))).toEqual(RIGHT)
  expect(told(await verified((sheet) => `${2000 + sheet}/8`))).toEqual(RIGHT)
  expect(told(await verified((sheet) => keyOf(sheet).slice(-4)))).toEqual(RIGHT)
  const { values } = run.data.records[2]!
  expect(told(await verified((sheet) => (sheet === 2 ? `10${values[4]}` : `10${77_777 + sheet}`)))).toEqual(RIGHT)
})
