import { expect, test } from 'vitest'
import { hasLicenceCheckDigit, isCardNumber, isCorporateNumber, isInsurerNumber, isMyNumber } from './check-digits.ts'

/** Published examples and numbers of the rules themselves. */
test.each([
  [isMyNumber, '123456789018', true],
  [isMyNumber, '983205673214', true],
  [isMyNumber, '123456789012', false],
  [isMyNumber, '12345678901', false],
  [isCorporateNumber, '1180301018771', true],
  [isCorporateNumber, '7000012050002', true],
  [isCorporateNumber, '7000012050003', false],
  [isInsurerNumber, '33120015', true],
  [isInsurerNumber, '01130012', true],
  [isInsurerNumber, '01130013', false],
  [isCardNumber, '4111111111111111', true],
  [isCardNumber, '4111111111111112', false],
  [isCardNumber, '9111111111111111', false],
] as const)('%o %s → %s', (check, digits, isGood) => {
  expect(check(digits)).toBe(isGood)
})

test('each rule passes about one in ten of random numbers', () => {
  const share = (check: (digits: string) => boolean, length: number) => {
    let passed = 0
    for (let n = 0; n < 5000; n++) if (check(String((n * 7_919_000_003) % 10 ** length).padStart(length, '1'))) passed++
    return passed / 5000
  }
  expect(share(isMyNumber, 12)).toBeGreaterThan(0.05)
  expect(share(isMyNumber, 12)).toBeLessThan(0.2)
  expect(share(hasLicenceCheckDigit, 12)).toBeGreaterThan(0.05)
  expect(share(hasLicenceCheckDigit, 12)).toBeLessThan(0.2)
})
