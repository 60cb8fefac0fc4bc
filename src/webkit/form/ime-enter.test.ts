import { expect, test } from 'vitest'
import { isImeEnter } from './ime-enter.ts'

test('変換を確定する Enter は送信ではない', () => {
  expect(isImeEnter({ key: 'Enter', isComposing: true, keyCode: 13 })).toBe(true)
  expect(isImeEnter({ key: 'Enter', isComposing: false, keyCode: 229 })).toBe(true)
})
test('ふつうの Enter とほかのキーは妨げない', () => {
  expect(isImeEnter({ key: 'Enter', isComposing: false, keyCode: 13 })).toBe(false)
  expect(isImeEnter({ key: 'a', isComposing: true, keyCode: 229 })).toBe(false)
})
