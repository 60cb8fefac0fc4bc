import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isCorporateNumber, readCorporateNumber } from './corporate-number.ts'

test.each(['1180301018771', '7000012050002'])('a real number passes: %s', (number) =>
  expect(isCorporateNumber(number)).toBe(true),
)

test('every single wrong digit is found, but for 0 and 9 in one place, which weigh the same', () =>
  fc.assert(
    fc.property(fc.nat({ max: 12 }), fc.integer({ min: 1, max: 8 }), (place, shift) => {
      const digits = Array.from('7000012050002')
      const before = Number(digits[place])
      digits[place] = String((before + shift) % 10)
      const [low, high] = [before, Number(digits[place])].sort((a, b) => a - b)
      if (place > 0 && low === 0 && high === 9) return
      expect(isCorporateNumber(digits.join(''))).toBe(false)
    }),
  ))

test('the check digit stands first: with it at the end the number does not pass', () => {
  expect(isCorporateNumber('1803010187711')).toBe(false)
})

test('as people write it', () => {
  expect(readCorporateNumber('Ｔ７０００‐０１２０－５０００２ ')).toBe('7000012050002')
})
