import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PrintSpecification, type PrintTable } from '../../../engines/print-match/index.ts'
import { askedSides, withoutSharedCodes } from './asked-sides.ts'
import { batchesOf, coversLot } from './check-batches.ts'
import { typedMatches } from './typed-matches.ts'

const specification = PrintSpecification.parse({
  version: 1,
  title: '支払通知書',
  data: { key: ['世帯番号'], children: { in: 'rows', columns: ['児童氏名', '生年月日'] } },
  pages: [
    {
      name: '表',
      fields: [
        { name: '世帯番号', columns: ['世帯番号'], area: [10, 10, 40, 8] },
        { name: '氏名', columns: ['氏名'], area: [10, 30, 80, 8], after: '様', identifies: true },
      ],
    },
    {
      name: '裏',
      fields: [
        {
          name: '生年月日',
          columns: ['生年月日'],
          of: 'child',
          as: 'date',
          area: [90, 20, 40, 8],
          rows: { count: 9, pitch: 10 },
        },
        { name: '児童氏名', columns: ['児童氏名'], of: 'child', area: [10, 20, 60, 8], rows: { count: 9, pitch: 10 } },
      ],
    },
  ],
})
const table = (children: readonly (readonly string[])[]): PrintTable => ({
  columns: ['世帯番号', '氏名'],
  childColumns: ['児童氏名', '生年月日'],
  records: [{ key: '1', line: 2, values: ['1', '試験 花子'], children }],
  files: [],
})

test('開封では、表は宛名を、裏は児童の氏名を読み戻す', () => {
  const data = table([['見本 太郎', '2020-04-01']])
  expect(askedSides(specification, data, data.records[0]!)).toEqual([
    { page: 0, pageName: '表', side: 'front', field: '氏名', as: 'text', expected: '試験 花子' },
    { page: 1, pageName: '裏', side: 'back', field: '児童氏名', as: 'text', expected: '見本 太郎' },
  ])
})

test('何人もの児童が載る面では、最初の1人を尋ねていると言う', () => {
  const child = (name: string) => [name, '2020-04-01']
  const data = table([child('見本 太郎'), child('見本 花子'), child('見本 次郎')])
  const firstOf = (...more: readonly object[]) => {
    const [front, back] = specification.pages
    const pages = [front!, { ...back!, ...Object.assign({}, ...more) }]
    return askedSides({ ...specification, pages }, data, data.records[0]!).map(
      ({ expected, isFirstOfSeveral }) => [expected, isFirstOfSeveral ?? false] as const,
    )
  }
  expect(firstOf()).toEqual([
    ['試験 花子', false],
    ['見本 太郎', true],
  ])
  // Two on the first back, and one alone on the second.
  expect(firstOf({ repeatFor: 2 })).toEqual([
    ['試験 花子', false],
    ['見本 太郎', true],
    ['見本 次郎', false],
  ])
})

test('2人目からの児童の裏も、白い面を数えて尋ねる', () => {
  const [front, back] = specification.pages
  const rows = { count: 1, pitch: 10, direction: 'down' as const }
  const child = { ...back!.fields[1]!, rows }
  const pages = [
    front!,
    { ...front!, name: '白', blank: true, fields: [] },
    { ...back!, fields: [child], repeatFor: 1 },
  ]
  const data = table([
    ['見本 太郎', '2020-04-01'],
    ['見本 花子', '2021-04-01'],
    ['見本 次郎', '2022-04-01'],
  ])
  const asked = askedSides({ ...specification, pages }, data, data.records[0]!)
  expect(asked.map(({ page, side, pageName, expected }) => [page, side, pageName, expected])).toEqual([
    [0, 'front', '表', '試験 花子'],
    [2, 'front', '裏', '見本 太郎'],
    [3, 'back', '裏 (2)', '見本 花子'],
    [4, 'front', '裏 (3)', '見本 次郎'],
  ])
})

test('表と裏に同じコードがある物は、写真だけでは確かめない', () => {
  const data = table([['見本 太郎', '2020-04-01']])
  const withCodes = (...sides: readonly string[]) =>
    PrintSpecification.parse({
      ...specification,
      pages: specification.pages.map((page, at) => {
        const code = { name: 'コード', columns: ['世帯番号'], read: 'code', before: sides[at] }
        return { ...page, fields: [...page.fields, code] }
      }),
    })
  const codes = (front: string, back: string) =>
    askedSides(withCodes(front, back), data, data.records[0]!).map(({ code }) => code)
  expect(codes('', '')).toEqual([undefined, undefined])
  expect(codes('F', 'B')).toEqual(['F1', 'B1'])
})

test('どの面にも同じコードがあっても、その面だけのコードを写真で確かめる', () => {
  const data = table([['見本 太郎', '2020-04-01']])
  const code = (name: string, column: string, before = '') => ({ name, columns: [column], read: 'code', before })
  const codesOf = (number: string) =>
    askedSides(
      PrintSpecification.parse({
        ...specification,
        pages: specification.pages.map((page, at) => ({
          ...page,
          fields: [...page.fields, code('様式', '氏名'), code('世帯', '世帯番号', 'FB'[at])],
        })),
      }),
      data,
      { ...data.records[0]!, values: [number, '様式1'] },
    ).map(({ code }) => code)
  expect(codesOf('1')).toEqual(['F1', 'B1'])
  // Where the household has no number, none is printed.
  expect(codesOf('')).toEqual([undefined, undefined])
})

test('抽選した2件が同じコードなら、そのコードはだれのものとも言わず、写真では確かめない', () => {
  const side = { page: 0, pageName: '表', side: 'front', field: '氏名', as: 'text', expected: '試験' } as const
  const items = [
    { item: 1, sides: [{ ...side, code: '様式1' }] },
    { item: 2, sides: [{ ...side, code: '様式1' }] },
    { item: 3, sides: [{ ...side, code: 'F3' }] },
  ]
  expect(withoutSharedCodes(items).map(({ sides }) => sides[0]!.code)).toEqual([undefined, undefined, 'F3'])
  expect(withoutSharedCodes(items.slice(1))).toEqual(items.slice(1))
})

test('値のない面は尋ねない', () => {
  const data = table([])
  expect(askedSides(specification, data, data.records[0]!).map(({ side }) => side)).toEqual(['front'])
})

describe('値の読めない物', () => {
  const data = table([])
  const nobody = { ...data, records: [{ ...data.records[0]!, values: ['', ''] }] }
  const asked = (pages: readonly object[], of: PrintTable = nobody) =>
    askedSides(PrintSpecification.parse({ ...specification, pages }), of, of.records[0]!)
  const code = { name: 'コード', columns: ['世帯番号'], read: 'code' }

  test('コードだけの面は、コードの内容を尋ねる', () =>
    expect(asked([{ name: '表', fields: [code] }], data)).toEqual([
      { page: 0, pageName: '表', side: 'front', field: 'コード', as: 'text', expected: '1', code: '1' },
    ]))

  test('値が一つもない物は、決まった文言を尋ねる', () =>
    expect(asked([{ ...specification.pages[0], marks: [{ text: '支払通知書' }] }, specification.pages[1]!])).toEqual([
      { page: 0, pageName: '表', side: 'front', field: '支払通知書', as: 'text', expected: '支払通知書' },
    ]))

  test('決まった文言もなければ、尋ねることがない', () => expect(asked(specification.pages)).toEqual([]))
})

test('幅、空白、敬称、和暦の書き方は問わず、別の字と空欄は一致しない', () => {
  const name = { expected: '髙橋 花子', as: 'text' as const }
  expect(['髙橋花子', '髙橋 花子', '髙橋花子様'].every((typed) => typedMatches(typed, name))).toBe(true)
  expect(['高橋花子', '髙橋 桃子', '', ' ', '様'].some((typed) => typedMatches(typed, name))).toBe(false)
  // 隆 and 隆行 are two persons: 行 is no title.
  expect(typedMatches('見本 隆行', { expected: '見本 隆', as: 'text' })).toBe(false)
  expect(typedMatches('令和2年4月1日', { expected: '2020-04-01', as: 'date' })).toBe(true)
  expect(typedMatches('令和2年4月2日', { expected: '2020-04-01', as: 'date' })).toBe(false)
})

test('別の文字列は一致しない', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^[ぁ-ん]{1,8}$/), fc.stringMatching(/^[ぁ-ん]{1,8}$/), (typed, expected) => {
      expect(typedMatches(typed, { expected, as: 'text' })).toBe(typed === expected)
    }),
  ))

/** Cuts 1 to `count` at the given places. */
const cut = (count: number, places: readonly number[]) => {
  const ends = [...new Set(places.map((at) => 1 + (at % count)))].sort((a, b) => a - b)
  if (ends.at(-1) !== count) ends.push(count)
  return ends.map((until, at) => ({
    kind: 'roll' as const,
    name: `R${at}`,
    from: at === 0 ? 1 : ends[at - 1]! + 1,
    until,
  }))
}
const lot = fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.array(fc.nat(), { maxLength: 10 }))

test('区切りは、抜けも重なりもなくロットを覆う', () =>
  fc.assert(
    fc.property(lot, ([count, places]) => {
      const batches = cut(count, places)
      expect(coversLot(batches, count)).toBe(true)
      expect(coversLot([...batches].reverse(), count)).toBe(true)
      expect(coversLot(batches, count + 1)).toBe(false)
      expect(coversLot([...batches, batches[0]!], count)).toBe(false)
      // A roll ends where no file does; each kind covers all of it.
      const file = { kind: 'file' as const, name: 'F', from: 1, until: count }
      expect(coversLot([...batches, file], count)).toBe(true)
      expect(coversLot([...batches, { ...file, from: 2 }], count)).toBe(false)
      expect(batchesOf(batches, 1)[0]?.name).toBe('R0')
      expect(batchesOf(batches, count)[0]?.until).toBe(count)
    }),
  ))
