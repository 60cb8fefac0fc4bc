import { expect, test } from 'vitest'
import { readNumber } from './read-number.ts'

test.each([
  ['３', 3],
  [' 1,440 ', 1440],
  ['1.5', 1.5],
  ['', undefined],
  ['-1', undefined],
  ['1441', undefined],
  ['三', undefined],
  ['1e3', undefined],
])('「%s」は %s と読む', (text, value) => expect(readNumber(text, 0, 1440)).toBe(value))
