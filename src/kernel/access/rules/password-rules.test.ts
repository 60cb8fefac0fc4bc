import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '../password-hash.ts'
import { newPassword } from '../secrets.ts'
import { COMMON_PASSWORDS, isCommonPassword } from './common-passwords.ts'
import { passwordFault } from './password-rules.ts'

const context = ['試験 花子', 'hanako.shiken@jisha.example', '株式会社自社']

test('ASVS 6.2.4: at least 3,000 common passwords are refused', () => {
  expect(COMMON_PASSWORDS.size).toBeGreaterThan(3000)
})

test.each([
  ['short', 'a7b3c9d', 'too_short'],
  ['long', 'x'.repeat(100) + 'yz9-'.repeat(60), 'too_long'],
  ['common', 'password1', 'common'],
  ['signs for letters', 'P@ssw0rd2024', 'common'],
  ['ローマ字', 'Sakura123!', 'common'],
  ['全角', 'ｐａｓｓｗｏｒｄ１', 'common'],
  ['a repetition', 'abcabcabc', 'common'],
  ['a run', '23456789', 'common'],
  ['a keyboard walk', 'qwertyuiop', 'common'],
  ['the name of the product', 'Sekisho-777', 'names_you'],
  ['the address', 'hanako.shiken1', 'names_you'],
  ['the organisation', '株式会社自社1234', 'names_you'],
])('refused: %s', (_, password, fault) => {
  expect(passwordFault(password, context)).toBe(fault)
})

test.each([
  'correct horse battery staple',
  'つきよのかめはさんすうがすき',
  '  leading and trailing  ',
  '🗝️🚪🏔️🌊🍵🐢📚🎏',
])('taken: any characters, no demanded mixture: %s', (password) =>
  expect(passwordFault(password, context)).toBeUndefined(),
)

test('our own generated passwords pass our own rules', () => {
  for (let i = 0; i < 200; i++) expect(passwordFault(newPassword(), context)).toBeUndefined()
})

test('the rules never throw and judge the same twice', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (password) => {
      expect(passwordFault(password, context)).toBe(passwordFault(password, context))
      isCommonPassword(password)
    }),
  ))

test('argon2id: nothing is cut off, and a changed end is another password', async () => {
  const long = '長い文章のパスワード'.repeat(12)
  const stored = await hashPassword(long)
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(stored, long)).toBe(true)
  expect(await verifyPassword(stored, `${long.slice(0, -1)}x`)).toBe(false)
  expect(await verifyPassword('$2b$10$not-ours', long)).toBe(false)
  expect(await hashPassword(long)).not.toBe(stored)
})
