import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PiiType } from './finding.ts'
import { detectText } from './index.ts'
import { normalise } from './text/normalise.ts'

const PIECES = [
  '氏名:山田 花子',
  '佐藤さん',
  'ﾔﾏﾀﾞ ﾊﾅｺ',
  '０９０-００００-１１１１',
  '〒100-0001',
  '東京都千代田区千代田1-1',
  '昭和50年4月1日生まれ',
  '個人番号 1234-5678-9018',
  'カード番号4111111111111111',
  'hanako@example.jp',
  'うつ病で通院',
  '見本銀行本店 普通 0000001',
  '㈱見本',
  'が\u3099',
  '\ud800',
  '𠮷田',
  '👩‍👩‍👧',
  'e\u0301\u0301\u0301',
  '\u200b',
  '\n',
  '。',
  ' ',
]
const text = fc
  .array(
    fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ maxLength: 8 })),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''))

const SHAPES: Partial<Record<PiiType, RegExp>> = {
  EMAIL: /^[^@\s]+@[^@\s]+$/,
  MYNUMBER: /^(\d\D?){12}$/,
  PHONE: /^\D{0,3}(\d\D{0,3}){10,13}$/,
}

test('any text: findings lie inside it, in order, apart, none empty, and point at what was found', () => {
  fc.assert(
    fc.property(text, (given) => {
      let last = 0
      for (const { type, start, end, score } of detectText(given)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(given.length)
        expect(score).toBeGreaterThanOrEqual(0.5)
        expect(score).toBeLessThanOrEqual(1)
        const value = normalise(given.slice(start, end)).text
        expect(value).toMatch(SHAPES[type] ?? /./s)
        last = end
      }
    }),
    { numRuns: 300 },
  )
})

test('the map of offsets: every normalised unit comes from where it says, in order', () => {
  fc.assert(
    fc.property(text, (given) => {
      const normal = normalise(given)
      let last = 0
      for (let at = 0; at < normal.text.length; at++) {
        expect(normal.sourceStart(at)).toBeGreaterThanOrEqual(last)
        expect(normal.sourceEnd(at)).toBeGreaterThan(normal.sourceStart(at))
        last = normal.sourceStart(at)
      }
      expect(last).toBeLessThanOrEqual(given.length)
    }),
    { numRuns: 300 },
  )
})

test('what is appended takes nothing away that stands far from it', () => {
  fc.assert(
    fc.property(text, text, (given, more) => {
      const head = `${given}。${'間を空けるための文です。'.repeat(60)}`
      const far = (whole: string) => detectText(whole).filter(({ end }) => end <= given.length)
      expect(far(head + more)).toEqual(far(head))
    }),
    { numRuns: 60 },
  )
})

test('width, the written hyphen and invisible letters make no difference to what is found', () => {
  const plain = '氏名:山田 花子 電話 090-0000-1111 個人番号 1234-5678-9018'
  const wide = plain
    .replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    .replaceAll('－', '‐')
  const split = plain.replaceAll('0', '0\u200b')
  const types = (given: string) => detectText(given).map(({ type }) => type)
  expect(types(plain)).toEqual(['PERSON', 'PHONE', 'MYNUMBER'])
  expect(types(wide)).toEqual(types(plain))
  expect(types(split)).toEqual(types(plain))
})

test.each([
  ['digits', '1'],
  ['four digits and a hyphen', '1234-'],
  ['kanji', '山'],
  ['katakana', 'ア'],
  ['labels', '個人番号'],
  ['a city', '市'],
  ['Latin words', 'Sato '],
  ['at signs', 'a@'],
  ['combining marks', '\u0301'],
  ['names', '山田花子様、'],
  ['an illness', 'うつ病'],
])('a quarter of a million letters of %s take no more than linear time', (_, piece) => {
  const of = (letters: number) => {
    const given = piece.repeat(Math.ceil(letters / piece.length))
    const before = process.cpuUsage()
    detectText(given)
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  of(1 << 12)
  // Sixteen times the letters: a quadratic step would take 256 times as long.
  const small = Math.max(of(1 << 14), 2_000)
  expect(of(1 << 18) / small).toBeLessThan(100)
})
