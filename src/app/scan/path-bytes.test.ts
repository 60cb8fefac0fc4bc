import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { pathBytes, pathText, shownPath } from './path-bytes.ts'

const bytesOf = (path: string) => {
  const bytes = pathBytes(path)
  return typeof bytes === 'string' ? Buffer.from(bytes) : bytes
}

test('every name has one text, and every text leads back to its bytes', () => {
  const byte = fc.oneof(
    fc.nat({ max: 254 }).map((one) => Buffer.of(one + 1)),
    fc.uint8Array({ maxLength: 4 }).map((some) => Buffer.from(some.filter((one) => one > 0))),
    fc.constantFrom('\uef80', '\uefff', '名簿').map((text) => Buffer.from(text)),
  )
  fc.assert(
    fc.property(fc.array(byte), (pieces) => {
      const bytes = Buffer.concat(pieces)
      const text = pathText(bytes)
      expect(bytesOf(text)).toEqual(bytes)
      expect(text.isWellFormed()).toBe(true)
      expect(shownPath(text).isWellFormed()).toBe(true)
    }),
  )
})

test('names in the encodings of old servers are shown as they were written, each name for itself', () => {
  const path = (...names: Buffer[]) =>
    pathText(Buffer.concat(names.flatMap((name, i) => (i === 0 ? [name] : [Buffer.from('/'), name]))))
  const [sjis, euc] = [iconv.encode('顧客表―予算.csv', 'cp932'), iconv.encode('名簿一覧', 'euc-jp')]
  expect(shownPath(path(Buffer.from('共有'), sjis))).toBe('共有/顧客表―予算.csv')
  expect(shownPath(path(euc, Buffer.from('新しい.txt')))).toMatch(/\/新しい\.txt$/)
  expect(shownPath(path(Buffer.of(0x41, 0xff, 0xfe)))).toContain('A\ufffd')
  expect(pathBytes('共有/名簿.csv')).toBe('共有/名簿.csv')
})
