import { expect, test } from 'vitest'
import { readSpecification } from '../../../engines/print-match/index.ts'
import { madeFrom } from './read-back.ts'
import { specificationText } from './save-specification.ts'

const field = {
  name: '氏名',
  columns: ['氏名'],
  of: 'record' as const,
  area: [8, 28, 84, 8] as [number, number, number, number],
  as: 'text' as const,
  before: '',
  after: '様',
  identifies: false,
  variants: 'exact' as const,
}

test.each([true, false])('印刷物の文字を読み取るかどうかは、作った仕様に残る (%s)', (readsText) => {
  const text = specificationText({
    title: '通知書',
    data: { key: ['番号'], children: { in: 'none' } },
    duplex: false,
    readsText,
    pages: [{ name: '表面', marks: [], blank: false, fields: [field], free: [] }],
  })
  expect(readSpecification(text).readsText).toBe(readsText)
})

const made = {
  title: '通知書',
  data: { key: ['番号'], children: { in: 'none' as const } },
  duplex: true,
  readsText: true,
  pages: [
    {
      name: '表面',
      marks: ['通知書 第3版'],
      blank: false,
      fields: [field],
      free: [{ area: [20, 250, 60, 8] as [number, number, number, number], reason: '印刷会社の管理記号のため' }],
    },
    { name: '裏面', marks: [], blank: true, fields: [], free: [] },
  ],
}

test('自由領域は理由とともに仕様に残り、仕様を開くと続きから作れる', () => {
  const specification = readSpecification(specificationText(made))
  expect(specification.pages.map(({ free }) => free)).toEqual([made.pages[0]!.free, []])
  expect(madeFrom(specification)).toEqual(made)
})

test.each([
  ['面付け', 'imposition: { columns: 2, rows: 1 }\n'],
  ['仕切り紙', 'banners: [{ name: 仕切り, text: 仕切り紙 }]\n'],
  ['外字', 'gaiji: { E000: 髙 }\n'],
])('画面で作れない設定 (%s) のある仕様は、続きを作らない: 保存すると失われる', (_, setting) => {
  expect(madeFrom(readSpecification(specificationText(made) + setting))).toBeUndefined()
})

test('場所の決まった定型文のある仕様は、続きを作らない', () => {
  const specification = readSpecification(specificationText(made))
  specification.pages[0]!.marks[0]!.area = [10, 10, 60, 8]
  expect(madeFrom(specification)).toBeUndefined()
})
