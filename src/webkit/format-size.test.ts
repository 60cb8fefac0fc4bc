import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatSize } from './format-size.ts'

test('大きさを読みやすい単位で示す', () => {
  expect(formatSize(0, 'ja')).toBe('0バイト')
  expect(formatSize(1, 'en')).toBe('1 byte')
  expect(formatSize(1536, 'ja')).toBe('1.5 KB')
  expect(formatSize(52_428_800, 'ja')).toBe('50 MB')
  expect(formatSize(1_048_575, 'ja')).toBe('1.0 MB')
})

test('1024 という数字は出さない', () =>
  fc.assert(
    fc.property(fc.nat(2 ** 48), (bytes) => {
      expect(Number.parseFloat(formatSize(bytes, 'en'))).toBeLessThan(1024)
    }),
  ))
