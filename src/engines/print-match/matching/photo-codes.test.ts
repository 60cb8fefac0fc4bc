import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeCodes, PrintSpecification } from '../index.ts'

const COUNT = 6
const numberOf = (item: number) => String(1000 + item)
const numbers = Array.from({ length: COUNT }, (_, item) => numberOf(item))
const code = (name: string, column: string, before = '', more: object = {}) => ({
  name,
  columns: [column],
  read: 'code',
  before,
  ...more,
})
const key = (before: string, more: object = {}) => code('世帯コード', '世帯番号', before, more)
/** The same on every sheet: the form's own code. */
const form = code('様式コード', '様式')
const CONSTANT = 'FORM-A4-01'
const specificationOf = (front: readonly object[], back: readonly object[], more: object = {}) =>
  PrintSpecification.parse({
    version: 1,
    title: '見本',
    data: { key: ['世帯番号'] },
    duplex: true,
    pages: [
      { name: '表', fields: front },
      { name: '裏', fields: back },
    ],
    ...more,
  })
const tableOf = (records: readonly string[] = numbers) => ({
  columns: ['世帯番号', '様式'],
  childColumns: [],
  records: () =>
    records.map((number, at) => ({ key: String(at), line: at + 2, values: [number, CONSTANT], children: [] })),
})
const sided = specificationOf([form, key('F')], [key('B')])
const judge = (item: number, at: number, codes: readonly string[], of = sided, table = tableOf()) =>
  judgeCodes(of, table, { item, at }, codes)
const strangers = fc.uniqueArray(fc.constantFrom(CONSTANT, '4901234567894', 'https://x-city.example/2026', 'F', 'B'))
const items = fc.nat(COUNT - 1)

describe('写真のコードの判定', () => {
  test('その面のコードがあれば、決まったコードがいくつ写っていても正しい', () =>
    fc.assert(
      fc.asyncProperty(items, fc.constantFrom(0, 1), strangers, async (item, at, others) => {
        const own = `${'FB'[at]!}${numberOf(item)}`
        for (const codes of [
          [own, ...others],
          [...others, own],
        ])
          expect(await judge(item, at, codes)).toBe('right')
      }),
    ))

  test('どの紙でも同じコードや、だれのものでもないコードだけでは、正しいとも違うとも言わない', () =>
    fc.assert(
      fc.asyncProperty(items, fc.constantFrom(0, 1), strangers, async (item, at, others) => {
        expect(await judge(item, at, others)).toBeUndefined()
        // Where the constant code is the only one that the specification declares, too.
        expect(await judge(item, at, others, specificationOf([form], [key('B')]))).toBeUndefined()
      }),
    ))

  test('別のものだけのコードは不一致で、決まったコードが並んでいても同じ', () =>
    fc.assert(
      fc.asyncProperty(items, items, fc.constantFrom(0, 1), strangers, async (item, other, at, others) => {
        fc.pre(item !== other)
        for (const side of 'FB')
          expect(await judge(item, at, [...others, `${side}${numberOf(other)}`])).toBe('other_record')
      }),
    ))

  test('その面のコードと別のもののコードが一緒に写っていれば、どちらとも言わない', async () => {
    expect(await judge(0, 0, ['F1000', 'F1001'])).toBe('illegible')
    expect(await judge(0, 0, ['F1000', 'B1001', CONSTANT])).toBe('illegible')
    // On an uncut sheet the neighbours are always in view.
    const imposition = { columns: 2, rows: 2, order: 'row', turn: 'long_edge' }
    const imposed = specificationOf([form, key('F')], [key('B')], { imposition })
    // Its back may lie on the neighbour's place.
    expect(await judge(0, 0, ['F1001', 'F1000', 'F1002'], imposed)).toBe('illegible')
    expect(await judge(0, 0, ['F1000'], imposed)).toBe('right')
    expect(await judge(0, 0, ['F1001', 'F1002'], imposed)).toBe('other_record')
  })

  test('同じものの反対の面のコードは、その面のものではない', async () => {
    expect(await judge(2, 1, ['F1002'])).toBe('other_record')
    expect(await judge(2, 1, ['F1002', 'B1002']), 'both sides in view').toBe('right')
    // The same code on both sides tells whose it is, and not which side.
    const both = specificationOf([key('')], [key('')])
    expect(await judge(2, 1, ['1002'], both)).toBeUndefined()
    expect(await judge(2, 1, ['1003'], both)).toBe('other_record')
  })

  test('2件が同じコードなら、どちらのものかは言えない', async () => {
    const twins = tableOf(['1000', '1000', '1002'])
    expect(await judge(0, 0, ['F1000'], sided, twins)).toBeUndefined()
    expect(await judge(0, 0, ['F1002'], sided, twins)).toBe('other_record')
    expect(await judge(2, 0, ['F1000'], sided, twins)).toBe('other_record')
  })

  test('コードの内容は、仕様のパターンと意味で読む', async () => {
    const link = specificationOf([key('', { pattern: 'id=(\\d+)' })], [key('B')])
    expect(await judge(3, 0, ['https://x-city.example/?id=1003&v=2'], link)).toBe('right')
    expect(await judge(3, 0, ['https://x-city.example/?id=1004&v=2'], link)).toBe('other_record')
    expect(await judge(3, 0, ['https://x-city.example/'], link)).toBeUndefined()
    const digits = specificationOf([key('', { as: 'digits' })], [key('B')])
    expect(await judge(3, 0, ['10-03'], digits)).toBe('right')
    // Digits in an address are nobody's number.
    expect(await judge(3, 0, ['https://x-city.example/1004'], digits)).toBeUndefined()
  })

  test('空欄のコードは、前後の文字だけでは照合しない', async () => {
    const gaps = tableOf(['1000', '', '1002'])
    expect(await judge(1, 0, ['F'], sided, gaps)).toBeUndefined()
    expect(await judge(0, 0, ['F'], sided, gaps)).toBeUndefined()
    expect(await judge(1, 0, ['F1000'], sided, gaps)).toBe('other_record')
    expect(await judge(9, 0, ['F1000'])).toBeUndefined()
    expect(await judge(0, 9, ['F1000'])).toBeUndefined()
  })
})
