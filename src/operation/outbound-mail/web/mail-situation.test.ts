import { expect, test } from 'vitest'
import { mayWithdraw } from './mail-situation.ts'

const frozen = (cause: 'lawsuit' | 'restore') => ({
  custody: 'frozen' as const,
  authorName: '試験 花子',
  freeze: { cause, frozenAt: '2026-11-24T00:00:00.000Z', wasHeld: true },
})
const held = { custody: 'held' as const, authorName: '試験 花子' }

test.each([
  ['the author of a held mail', { ...held, standing: 'author' as const }, true],
  ['the privacy office, of a mail with an author', { ...held, standing: 'privacy_office' as const }, false],
  [
    'the privacy office, where nobody knows one',
    { custody: 'held' as const, standing: 'privacy_office' as const },
    true,
  ],
  ['an approver', { ...held, standing: 'approver' as const }, false],
  ['the privacy office, after a restore', { ...frozen('restore'), standing: 'privacy_office' as const }, true],
  ['the author, after a restore', { ...frozen('restore'), standing: 'author' as const }, true],
  ['an approver, after a restore', { ...frozen('restore'), standing: 'approver' as const }, false],
  ['the author of what a lawsuit keeps', { ...frozen('lawsuit'), standing: 'author' as const }, false],
  ['the author of what has left', { custody: 'released' as const, standing: 'author' as const }, false],
])('取下げ: %s', (_, mail, may) => {
  expect(mayWithdraw(mail)).toBe(may)
})
