import { expect, test } from 'vitest'
import { holdsJoined, isJoined } from './joined-bytes.ts'

test.each([
  ['山本　桜', '}o0|', true],
  ['山本　桜', '} o|', true],
  ['見本　龍之介', '\uFFFDo0\uFFFDOÏ', true],
  ['山本　桜', 'w0n', false],
  ['山本　桜', '山本桜', false],
  ['K700001', 'K700001', false],
  ['', '', false],
])('%s は、2バイトを合わせた名前では %j: %s', (text, printed, isSame) => expect(isJoined(printed, text)).toBe(isSame))

test('面のどこかにある決まった文言も、同じように見分ける', () => {
  expect(holdsJoined('ßWº} 0', '仕切り紙')).toBe(true)
  expect(holdsJoined('仕切り紙 0', '仕切り紙')).toBe(false)
  expect(holdsJoined('A } B', '山')).toBe(false)
  expect(holdsJoined('SNW 3', '一切')).toBe(false)
})
