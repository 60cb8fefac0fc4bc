import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PII_TYPES } from '../../../engines/pii/index.ts'
import { textFindingWords } from '../attachments/words.ts'
import { judgeText, type TextScan } from './judge-text.ts'

const clean: TextScan = { engine: 'test', isWhole: true, counts: {}, personCount: 0 }
const rulesOf = (scan: Partial<TextScan>, mustBeFree = false) =>
  judgeText({ ...clean, ...scan }, mustBeFree).findings.map(({ rule }) => rule)

describe('件名・本文の判定', () => {
  test('a letter between a few people says nothing', () => {
    expect(rulesOf({ counts: { PERSON: 3, PHONE: 2, EMAIL: 2, ADDRESS: 1 }, personCount: 9 }, true)).toEqual([])
  })

  test('a number of somebody’s own is told, and stops general business', () => {
    const scan = { ...clean, counts: { MYNUMBER: 1 } }
    expect(judgeText(scan, false)).toMatchObject({ isStopped: false, findings: [{ severity: 'warning' }] })
    expect(judgeText(scan, true)).toMatchObject({
      isStopped: true,
      findings: [{ rule: 'text-holds-MYNUMBER', severity: 'stop', facts: { count: 1 } }],
    })
  })

  test('an account, an illness and ten persons are told, and stop nothing', () => {
    const scan = { ...clean, counts: { ACCOUNT: 1, SC_MEDICAL: 2 }, personCount: 10 }
    expect(rulesOf(scan)).toEqual(['text-persons', 'text-holds-ACCOUNT', 'text-holds-SC_MEDICAL'])
    expect(judgeText(scan, true).isStopped).toBe(false)
  })

  test('what could not be searched is never clean', () => {
    expect(judgeText({ ...clean, isWhole: false }, false)).toMatchObject({
      isUnread: true,
      findings: [{ rule: 'text-not-searched' }],
    })
  })

  test('more found never makes it milder, and every finding has its words', () => {
    const counts = fc.dictionary(fc.constantFrom(...PII_TYPES), fc.nat({ max: 20 }))
    fc.assert(
      fc.property(counts, counts, fc.nat(30), fc.boolean(), (some, more, personCount, mustBeFree) => {
        const sum = { ...some }
        for (const [type, count] of Object.entries(more))
          sum[type as keyof typeof sum] = (sum[type as keyof typeof sum] ?? 0) + count
        const less = judgeText({ ...clean, counts: some, personCount }, mustBeFree)
        const all = judgeText({ ...clean, counts: sum, personCount }, mustBeFree)
        expect(all.findings.length).toBeGreaterThanOrEqual(less.findings.length)
        expect(all.isStopped || !less.isStopped).toBe(true)
        for (const { rule } of all.findings) expect(textFindingWords[rule], rule).toBeDefined()
      }),
    )
  })
})
