import { expect, test } from 'vitest'
import { unitsInOrder } from './units-in-order.ts'

test('上の組織の下に、名称の順で並ぶ', () => {
  const units = [
    { id: '3', parentId: '2', name: '第一グループ' },
    { id: '2', parentId: '1', name: 'い部' },
    { id: '4', parentId: '1', name: 'あ部' },
    { id: '1', parentId: null, name: '本社' },
    { id: '9', parentId: 'gone', name: '委託先' },
  ]
  expect(unitsInOrder(units).map(({ unit, depth }) => [unit.id, depth])).toEqual([
    ['9', 0],
    ['1', 0],
    ['4', 1],
    ['2', 1],
    ['3', 2],
  ])
})
