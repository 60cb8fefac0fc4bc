import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesMissing } from './lines-missing.ts'

const line = fc.constantFrom('見本 太郎', '見本', '太郎', '電話 03', 'abc', '', ' 本 太', '様')

test('what is missing is what can be found nowhere', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (text, from) => {
      const whole = from.join('').replace(/\s/g, '')
      const missing = text.filter((one) => /[見太電本様]/.test(one) && !whole.includes(one.replace(/\s/g, '')))
      expect(linesMissing(text.join('\n'), from.join('\n'))).toEqual(missing)
    }),
  )
})

test('a long text costs one look at it, whether it is there as it is, with other line ends, or not at all', () => {
  const lines = Array.from({ length: 40_000 }, (_, n) => `見本 太郎 ${n} 東京都千代田区の見本の住所 ${'〇'.repeat(60)}`)
  const text = lines.join('\n')
  expect(linesMissing(text, text)).toEqual([])
  expect(linesMissing(text, lines.join('\u3000'))).toEqual([])
  expect(linesMissing(text, text.replaceAll('見本', '別の'))).toHaveLength(40_000)
})
