import { expect, test } from 'vitest'
import { percent } from './percent.ts'

test('割合は、人が書くとおりに丸める', () => {
  const shares = [0.07, 0.02, 0.95, 0.999, 0.9995, 1]
  expect(shares.map((share) => percent(share, 'ja'))).toEqual(['7%', '2%', '95%', '99.9%', '100%', '100%'])
  expect(percent(0.001, 'en')).toBe('0.1%')
})
