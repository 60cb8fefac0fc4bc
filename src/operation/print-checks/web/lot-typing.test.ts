import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBatches, readCounts } from './lot-typing.ts'

test('巻ごとの件を、全角でも読点でも読む', () =>
  expect(readBatches('1巻, 1, 350\n\n２巻、３５１、７００', 'roll')).toEqual({
    batches: [
      { kind: 'roll', name: '1巻', from: 1, until: 350 },
      { kind: 'roll', name: '2巻', from: 351, until: 700 },
    ],
  }))

test('行ごとに種類を書けば、ロールと束を一度に書ける', () =>
  expect(readBatches('1巻, 1, 350\n2巻, 351, 700\n束：朝の分, 1, 500\nBatch: 夜: 分, 501, 700', 'roll')).toEqual({
    batches: [
      { kind: 'roll', name: '1巻', from: 1, until: 350 },
      { kind: 'roll', name: '2巻', from: 351, until: 700 },
      { kind: 'batch', name: '朝の分', from: 1, until: 500 },
      { kind: 'batch', name: '夜: 分', from: 501, until: 700 },
    ],
  }))

test.each([
  ['束:, 1, 2', 1],
  ['1巻 1 350', 1],
  ['1巻, 1, 350\n2巻, 700, 351', 2],
  [', 1, 2', 1],
  ['1巻, 0, 2', 1],
  ['1巻, いち, 2', 1],
])('%s: 直す行を言う', (text, wrongLine) => expect(readBatches(text, 'batch')).toEqual({ wrongLine }))

test('再開した件', () => {
  expect(readCounts('351、702, ９００')).toEqual([351, 702, 900])
  expect(readCounts('')).toEqual([])
  expect(readCounts('三百')).toBeUndefined()
  expect(readCounts('0')).toBeUndefined()
})

test('書いたとおりに読める', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          name: fc.stringMatching(/^[A-Za-z0-9巻束]{1,20}$/),
          from: fc.integer({ min: 1, max: 9999 }),
          more: fc.nat(9999),
        }),
      ),
      (typed) => {
        const text = typed.map(({ name, from, more }) => `${name}, ${from}, ${from + more}`).join('\n')
        expect(readBatches(text, 'file')).toEqual({
          batches: typed.map(({ name, from, more }) => ({ kind: 'file', name, from, until: from + more })),
        })
      },
    ),
  ))
