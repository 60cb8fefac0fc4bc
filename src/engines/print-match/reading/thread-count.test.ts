import { expect, test } from 'vitest'
import { threadCountFor } from './thread-count.ts'

test('ページが多いほど、読むスレッドは少ない。なくなることも、頼んだより増えることもない', () => {
  expect(threadCountFor([], 4)).toBe(4)
  expect(threadCountFor([30_000], 2)).toBe(2)
  expect(threadCountFor([100_000], 2)).toBe(2)
  expect(threadCountFor([200_000], 2)).toBe(1)
  expect(threadCountFor([10_000_000], 8)).toBe(1)
})

test('同時に開くファイルだけを数える', () => {
  expect(
    threadCountFor(
      Array.from({ length: 40 }, () => 5000),
      8,
    ),
  ).toBe(8)
  expect(threadCountFor([70_000, 5000, 70_000], 2)).toBe(1)
})
