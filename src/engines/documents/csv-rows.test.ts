import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { csvRows, harmlessCell, originalCell } from './csv-rows.ts'
import type { SheetRow } from './sheet-row.ts'
import { UnreadableFile } from './unreadable-file.ts'

async function rowsOf(bytes: Uint8Array): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const batch of csvRows(bytes).batches) rows.push(...batch)
  return rows
}

async function rowsOrReason(bytes: Uint8Array) {
  try {
    return await rowsOf(bytes)
  } catch (cause) {
    if (cause instanceof UnreadableFile) return cause.reason
    throw cause
  }
}

describe('CSV を読む', () => {
  const text = '氏名,住所\r\n髙橋 花子,"東京都\r\n千代田区"\r\n\r\n﨑山①,"a""b,c"\r\n'
  const expected = [
    { line: 1, cells: ['氏名', '住所'] },
    { line: 2, cells: ['髙橋 花子', '東京都\r\n千代田区'] },
    { line: 5, cells: ['﨑山①', 'a"b,c'] },
  ]

  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['cp932', iconv.encode(text, 'cp932')],
    ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['utf-16be', iconv.encode(text, 'utf-16be', { addBOM: true })],
  ] as const)('文字コードを見分ける: %s', async (encoding, bytes) => {
    expect(csvRows(bytes).encoding).toBe(encoding)
    expect(await rowsOf(bytes)).toEqual(expected)
  })

  test('区切りを見分ける: タブ、セミコロン、引用の中の区切りは数えない', async () => {
    expect(csvRows(Buffer.from('a\tb\n"1,2,3,4"\t5\n')).delimiter).toBe('\t')
    expect(csvRows(Buffer.from('a;b;c\n1;2,5;3\n')).delimiter).toBe(';')
    expect(csvRows(Buffer.from('"a;b;c",d\n"x;y;z",e\n')).delimiter).toBe(',')
    expect(csvRows(Buffer.from('ひとつだけ\n')).delimiter).toBe(',')
    expect(await rowsOf(Buffer.from('a\rb\rc'))).toHaveLength(3)
    expect(await rowsOf(Buffer.from('画面24"型,1\n'))).toEqual([{ line: 1, cells: ['画面24"型', '1'] }])
  })

  test('a letter cut by the edge of a piece stays whole', async () => {
    const long = `${'あ'.repeat(30_000)}髙,${'い'.repeat(30_001)}𠮷\n`
    for (const lead of ['', 'x', 'xx'])
      expect((await rowsOf(Buffer.from(lead + long)))[0]!.cells).toEqual((lead + long).trimEnd().split(','))
    const cp932 = `${'あ'.repeat(40_000)}髙\n`
    for (const lead of ['', 'x'])
      expect((await rowsOf(iconv.encode(lead + cp932, 'cp932')))[0]!.cells).toEqual([(lead + cp932).trimEnd()])
  })

  test('読めないものは理由を付けて断る', async () => {
    expect(await rowsOrReason(Buffer.from(''))).toBe('no_rows')
    expect(await rowsOrReason(Buffer.from('氏名,"住所\n山田,東京\n'))).toBe('damaged')
    expect(await rowsOrReason(Buffer.from([0x8e, 0x52, 0xfd, 0xff, 0x0a]))).toBe('unknown_encoding')
    expect(await rowsOrReason(Buffer.from([0x41, 0, 0, 0, 0x42]))).toBe('not_a_sheet')
    expect(await rowsOrReason(Buffer.from(`${'a'.repeat(10_000)}\0b\n`))).toBe('not_a_sheet')
    expect(await rowsOrReason(Buffer.from(`"${'a'.repeat(1_100_000)}"\n`))).toBe('too_large')
    expect(await rowsOrReason(Buffer.from(`${','.repeat(1500)}x\n`))).toBe('too_many_columns')
  })

  test('any bytes: rows or a typed error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await rowsOrReason(bytes)).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  test('mutated bytes: no record is lost that its line breaks and quotes still mark', async () => {
    const bytes = Buffer.from(Array.from({ length: 30 }, (_, i) => `氏名${i},東京都${i},${i}`).join('\r\n'))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, byte) => {
        const isMark = (value: number) => [0x0a, 0x0d, 0x22].includes(value)
        fc.pre(!isMark(byte) && !isMark(bytes[at]!))
        const broken = Buffer.from(bytes)
        broken[at] = byte
        const rows = await rowsOrReason(broken)
        expect(typeof rows === 'string' ? 30 : rows.length).toBe(30)
      }),
      { numRuns: 400 },
    )
  })
})

test('式として動く文字列を無害にし、元に戻せる', () => {
  for (const text of ['=1+1', '+81', '-5', '@SUM', '\t=1', '\r', '＝1', "'=1"])
    expect(harmlessCell(text)).toBe(`'${text}`)
  for (const text of ['山田', "'山田", 'a=b', '', "O'Neil"]) expect(harmlessCell(text)).toBe(text)
  const pieces = fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\n', 'a', '＝', '1'), { maxLength: 6 })
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('')
      expect(originalCell(harmlessCell(text))).toBe(text)
      expect(harmlessCell(text)).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/)
    }),
  )
})
