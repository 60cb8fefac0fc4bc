import { expect, test } from 'vitest'
import { type CheckDefinition, defineGate } from './define-gate.ts'

const define = (...checks: CheckDefinition[]) => defineGate({ id: 'trial-matter.release', version: 1, checks })
const selfCheck = { id: 'self-check', kind: 'attest', by: 'author' } as const

test('a definition that could never open, or opens for the wrong reason, does not load', () => {
  expect(() => define()).toThrow(/without checks/)
  expect(() => define({ id: 'approval', kind: 'approve', by: 'author' })).toThrow(/never approves/)
  expect(() => define({ id: 'approval', kind: 'approve' })).toThrow(/persons are asked/)
  expect(() => define({ id: 'content', kind: 'machine', by: 'supervisor' })).toThrow(/machines not/)
  expect(() => define(selfCheck, { ...selfCheck, id: 'second-look' })).toThrow(/at most one check/)
  expect(() => define(selfCheck, selfCheck)).toThrow(/two checks/)
  expect(() => define({ ...selfCheck, id: 'also-privacy-office' })).toThrow(/policy/)
  expect(() => define({ ...selfCheck, after: ['content'] })).toThrow(/content/)
  expect(() => define({ ...selfCheck, apartFrom: ['self-check'] })).toThrow(/self-check/)
  expect(() => defineGate({ id: 'release', version: 1, checks: [selfCheck] })).toThrow(/module.name/)
  expect(() => defineGate({ id: 'trial-matter.release', version: 0, checks: [selfCheck] })).toThrow(/version/)
})

test('an ordinary definition stays what it is', () => {
  expect(define(selfCheck).checks).toEqual([selfCheck])
})
