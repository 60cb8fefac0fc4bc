import { expect, test } from 'vitest'
import { totpKey } from './totp-key.ts'

test('鍵は4文字ずつに分けて示す', () => {
  expect(totpKey('otpauth://totp/Sekisho:a%40example.jp?secret=JBSWY3DPEHPK3PXP2&issuer=Sekisho')).toBe(
    'JBSW Y3DP EHPK 3PXP 2',
  )
  expect(totpKey('nothing')).toBe('')
})
