import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findUnit, namesIn } from './find-unit.ts'

const units = [
  ['自社'],
  ['自社', '開発部'],
  ['自社', '開発部', '第一課'],
  ['自社', '営業部'],
  ['自社', '営業部', '第一課'],
  ['自社', '営業部', '第二課'],
].map((names) => ({ id: names.join('/'), names }))
const find = (text: string) => findUnit(units, namesIn(text))

test.each([
  ['第二課', '自社/営業部/第二課'],
  ['開発部/第一課', '自社/開発部/第一課'],
  ['自社 ＞ 営業部 ＞ 第１課'.replace('１', '一'), '自社/営業部/第一課'],
  [' 営 業 部 ', '自社/営業部'],
])('%s', (text, id) => expect(find(text)).toEqual({ is: 'found', id }))

test('two of one name: the path must tell', () => {
  expect(find('第一課')).toEqual({ is: 'ambiguous', paths: ['自社/開発部/第一課', '自社/営業部/第一課'] })
})

test('an unknown one is placed under what is there of its path, else under the company', () => {
  expect(find('開発部/第三課/一係')).toEqual({ is: 'unknown', parentId: '自社/開発部', missing: ['第三課', '一係'] })
  expect(find('総務部')).toEqual({ is: 'unknown', parentId: '自社', missing: ['総務部'] })
})

test('a whole path always finds its unit, whatever the tree', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.array(fc.constantFrom('甲', '乙', '丙'), { minLength: 1, maxLength: 4 }), {
        selector: (names) => names.join('/'),
      }),
      (paths) => {
        const tree = paths.map((names) => ({ id: names.join('/'), names }))
        for (const names of paths) expect(findUnit(tree, names)).toEqual({ is: 'found', id: names.join('/') })
      },
    ),
  ))

test('no text makes it throw', () =>
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(['found', 'ambiguous', 'unknown']).toContain(find(text).is)
    }),
  ))
