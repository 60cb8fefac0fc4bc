import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addField, changePage, type Draft, isKnown, pagesWithoutField, withPages, wordAt } from './made-draft.ts'

const field = (name: string) => ({
  name,
  columns: [name],
  of: 'record' as const,
  as: 'text' as const,
  before: '',
  after: '',
  identifies: false,
  variants: 'exact' as const,
})
const empty: Draft = { title: '', duplex: true, readsText: false, pages: [] }
const two = withPages(empty, 2, (at) => `${at + 1}ページ目`)

test('ページ数を変えても、加えた項目は残る', () => {
  const draft = addField(two, 0, field('氏名'))
  expect(
    withPages(draft, 4, (at) => `${at + 1}ページ目`).pages.map(({ name, fields }) => [name, fields.length]),
  ).toEqual([
    ['1ページ目', 1],
    ['2ページ目', 0],
    ['3ページ目', 0],
    ['4ページ目', 0],
  ])
})

test('同じ名前の項目は、別の名前になる', () => {
  const names = ['氏名', '氏名', '氏名'].reduce((draft, name) => addField(draft, 0, field(name)), two).pages[0]!.fields
  expect(names.map(({ name }) => name)).toEqual(['氏名', '氏名 (2)', '氏名 (3)'])
  expect(isKnown(addField(two, 1, field('氏名')).pages[1], field('氏名'))).toBe(true)
  expect(isKnown(two.pages[0], field('氏名'))).toBe(false)
})

test('項目のない面は、白紙と言うまで保存できない。定型文だけでは足りない', () => {
  const front = addField(two, 0, field('氏名'))
  expect(pagesWithoutField(two)).toEqual([1, 2])
  expect(pagesWithoutField(front)).toEqual([2])
  expect(pagesWithoutField(changePage(front, 1, { marks: ['裏面 第1版'] }))).toEqual([2])
  expect(pagesWithoutField(changePage(front, 1, { blank: true }))).toEqual([])
  expect(pagesWithoutField(addField(front, 1, field('児童氏名')))).toEqual([])
})

test('押した所にいちばん近い文字を選ぶ。離れすぎていれば、何も選ばない', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(200), fc.nat(280), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2, max: 6 }))),
      fc.nat(210),
      fc.nat(297),
      (boxes, x, y) => {
        const far = ([left, top, width, height]: readonly [number, number, number, number]) =>
          Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height))
        const found = wordAt(
          boxes.map((box) => ({ box })),
          x,
          y,
        )
        const distances = boxes.map(far)
        const nearest = Math.min(...distances)
        expect(found === undefined ? Infinity : distances[found]).toBe(nearest < 6 ? nearest : Infinity)
      },
    ),
  ))
