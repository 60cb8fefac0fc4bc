import { expect, test } from 'vitest'
import { addressesIn } from './addresses-in.ts'

test('改行、読点、全角のどれで書いても読める', () => {
  expect(addressesIn('a@example.jp\nｂ＠example.jp、c@example.jp, a@example.jp\n')).toEqual([
    'a@example.jp',
    'b@example.jp',
    'c@example.jp',
  ])
  expect(addressesIn(' 　\n')).toEqual([])
})
