import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvBytes } from '../../documents/index.ts'
import { proposeDataShape, readPrintData } from '../index.ts'
import { readDataRows } from '../read-print-data.ts'

const rows = (...lines: string[]) => {
  const [head, ...rest] = lines.map((line) => line.split(','))
  return { columns: head!, rows: rest }
}

describe('データの読み方を、データから提案する', () => {
  test('1件1行: 名前が番号らしく、重ならない列がキー', () =>
    expect(proposeDataShape(rows('氏名,宛名番号,金額', '試験 花子,A1,100', '見本 太郎,A2,100'))).toEqual({
      key: ['宛名番号'],
      children: { in: 'none' },
    }))

  test('1人1行: 同じ世帯の行が続くときは、違う列が子のもの', () =>
    expect(
      proposeDataShape(
        rows(
          '世帯番号,宛名,児童氏名,生年月日',
          'K1,試験,花子,2019-05-01',
          'K1,試験,桜,2020-02-29',
          'K2,見本,葵,2019-05-01',
        ),
      ),
    ).toEqual({ key: ['世帯番号'], children: { in: 'rows', columns: ['児童氏名', '生年月日'] } }))

  test('番号の付いた列', () =>
    expect(
      proposeDataShape(
        rows(
          '世帯番号,児童1_氏名,児童1_生年月日,児童2_氏名,児童2_生年月日',
          'K1,花子,2019-05-01,,',
          'K2,葵,2019-05-01,蓮,2020-01-01',
        ),
      ),
    ).toEqual({
      key: ['世帯番号'],
      children: { in: 'columns', columns: { 児童氏名: '児童{n}_氏名', 児童生年月日: '児童{n}_生年月日' }, most: 2 },
    }))

  test('子が別のファイルにある', () =>
    expect(proposeDataShape(rows('世帯番号,宛名', 'K1,試験'), rows('世帯番号,児童氏名', 'K1,花子', 'K1,桜'))).toEqual({
      key: ['世帯番号'],
      children: { in: 'file', key: ['世帯番号'] },
    }))

  test('キーになる列がなければ、提案しない', () =>
    expect(proposeDataShape(rows('氏名,区分', '試験 花子,1', '試験 花子,1', '見本,2', '試験 花子,1'))).toBeUndefined())
})

test('提案した読み方で、そのデータがいつも読める', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 }),
      fc.constantFrom('rows' as const, 'columns' as const),
      async (counts, form) => {
        const most = Math.max(2, ...counts)
        const children = (household: number, count: number) =>
          Array.from({ length: count }, (_, n) => [`児童${household}の${n}`, `20${10 + n}-01-01`])
        const table =
          form === 'rows'
            ? {
                headers: ['世帯番号', '宛名', '児童氏名', '生年月日'],
                rows: counts.flatMap((count, i) =>
                  (count === 0 ? [['', '']] : children(i, count)).map((child) => [`K${i}`, `宛名${i}`, ...child]),
                ),
              }
            : {
                headers: [
                  '世帯番号',
                  '宛名',
                  ...Array.from({ length: most }, (_, n) => [`児童${n + 1}_氏名`, `児童${n + 1}_生年月日`]).flat(),
                ],
                rows: counts.map((count, i) => [
                  `K${i}`,
                  `宛名${i}`,
                  ...Array.from({ length: most }, (_, n) => children(i, count)[n] ?? ['', '']).flat(),
                ]),
              }
        const parts: Uint8Array[] = []
        for await (const part of csvBytes(table)) parts.push(part)
        const file = { name: 'data.csv', bytes: Buffer.concat(parts) }
        const shape = proposeDataShape(await readDataRows(file))!
        const read = await readPrintData({ data: shape }, [file])
        expect(read.records.map(({ key }) => key)).toEqual(counts.map((_, i) => `K${i}`))
        // Where no household has two children, nobody can tell that a row is a child's.
        const isTold = form === 'columns' || counts.some((count) => count > 1)
        expect(isTold ? read.records.map((record) => record.children.length) : counts).toEqual(counts)
      },
    ),
    { numRuns: process.env['SEKISHO_DEEP'] ? 1000 : 60 },
  ))
