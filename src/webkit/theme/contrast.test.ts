import { describe, expect, test } from 'vitest'
import { contrast } from './contrast.ts'
import { dark, light, MARK_PAIRS, TEXT_PAIRS } from './tokens.ts'

test('the ratio is the one of the standard', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(() => contrast('red', '#ffffff')).toThrow(TypeError)
})

describe.each([
  ['明るい配色', light],
  ['暗い配色', dark],
] as const)('%s', (_, tokens) => {
  test.each(TEXT_PAIRS)('文字 %s は %s の上で 4.5:1 以上', (text, ground) => {
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(4.5)
  })
  test.each(MARK_PAIRS)('印 %s は %s の上で 3:1 以上', (mark, ground) => {
    expect(contrast(tokens[mark], tokens[ground])).toBeGreaterThanOrEqual(3)
  })
})
