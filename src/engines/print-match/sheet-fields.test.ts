import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentOf } from '../../../test/harness/print-contents.ts'
import { layoutOf, PLAIN_CHOICES, rightRun } from '../../../test/harness/print-runs.ts'
import { differingFields, type PrintedWord } from './index.ts'
import { printedWords } from './reading/printed-words.ts'

const CHOSEN = { ...PLAIN_CHOICES, identity: 'area' as const }
const wordsOf = (page: Parameters<typeof contentOf>[0]): readonly PrintedWord[] => printedWords(contentOf(page))

test('正しい面には、違うところがない。2枚目でも、子の多い面でも', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.boolean(), fc.boolean(), (seed, secondSheet, era) => {
      const { specification, data, sheets } = rightRun(seed, 12, { ...CHOSEN, secondSheet, era })
      for (const [at, { record, sides }] of sheets.entries()) {
        const { key } = data.records[record]!
        const sheetOfRecord = sheets.slice(0, at).filter((sheet) => sheet.record === record).length
        for (const side of [0, 1] as const)
          expect(differingFields(specification, data, { key, sheetOfRecord, side }, wordsOf(sides[side]!))).toEqual([])
      }
    }),
    { numRuns: process.env['SEKISHO_DEEP'] ? 300 : 30 },
  ))

test('ほかの世帯の裏面では、違う項目を場所と値で示す', () => {
  const { specification, data, sheets } = rightRun(3, 12, CHOSEN)
  const [mine, other] = data.records.flatMap(({ children }, at) => (children.length > 0 ? [at] : []))
  const back = sheets.find(({ record }) => record === other)!.sides[1]!
  const { key, children } = data.records[mine!]!
  const found = differingFields(specification, data, { key, sheetOfRecord: 0, side: 1 }, wordsOf(back))
  expect(found.find(({ field }) => field === '児童氏名')).toMatchObject({
    expected: children[0]![0],
    box: [8, 20, 42, 8],
  })
  expect(found.every(({ expected, printed }) => expected !== printed)).toBe(true)
})

test('面付けや、データにないキーでは、何も言わない', () => {
  const { specification, draw } = layoutOf(CHOSEN)
  const { data } = draw(rightRun(1, 4, CHOSEN).data)
  const looked = { key: 'ない', sheetOfRecord: 0, side: 0 as const }
  expect(differingFields(specification, data, looked, [])).toEqual([])
  const imposed = {
    ...specification,
    imposition: { columns: 2, rows: 1, order: 'row' as const, turn: 'long_edge' as const },
  }
  expect(differingFields(imposed, data, { ...looked, key: data.records[0]!.key }, [])).toEqual([])
})
