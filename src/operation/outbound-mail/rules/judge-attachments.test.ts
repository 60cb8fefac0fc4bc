import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNREAD_DOCUMENT_REASONS } from '../../../engines/documents/index.ts'
import { PII_TYPES } from '../../../engines/pii/index.ts'
import type { AttachmentScan } from '../attachments/contract.ts'
import { attachmentFindingWords } from '../attachments/words.ts'
import { judgeAttachments } from './judge-attachments.ts'
import { judgeContent } from './judge-content.ts'

const clean: AttachmentScan = {
  engine: 'test',
  unread: [],
  unreadCount: 0,
  counts: {},
  persons: { min: 0, best: 0, max: 0 },
  hashes: [],
}
const attached = (scan?: Partial<AttachmentScan>) => ({
  name: '名簿.xlsx',
  byteCount: 10,
  ...(scan && { scan: { ...clean, ...scan } }),
})
const persons = (max: number) => ({ persons: { min: 0, best: max, max } })

describe('添付の判定', () => {
  test('what was read and holds nothing personal says nothing', () => {
    expect(judgeAttachments([attached({})], true)).toEqual({ findings: [], isUnread: false, isStopped: false })
  })

  test('what a camera wrote into pictures is told: the place before all else', () => {
    const rules = (photos: AttachmentScan['photos']) =>
      judgeAttachments([attached({ photos })], false).findings.map(({ rule, severity, facts }) => [
        rule,
        severity,
        facts['count'],
      ])
    expect(rules({ count: 3, placeCount: 2 })).toEqual([['attachment-photo-place', 'warning', 2]])
    expect(rules({ count: 3, placeCount: 0 })).toEqual([['attachment-photo-details', 'warning', 3]])
    for (const [rule] of [...rules({ count: 1, placeCount: 1 }), ...rules({ count: 1, placeCount: 0 })])
      expect(attachmentFindingWords).toHaveProperty(String(rule))
  })

  test('what nothing has opened, and what nobody could read, is told one by one and is never clean', () => {
    const unread = [
      { path: ['a.zip'], reason: 'encrypted' },
      { path: ['a.zip', '名簿.pdf', 'p.1'], reason: 'picture' },
    ]
    const { findings, isUnread } = judgeAttachments([attached(), attached({ unread, unreadCount: 9 })], false)
    expect(isUnread).toBe(true)
    expect(findings.map(({ rule, facts }) => [rule, facts['number'], facts['place'], facts['count']])).toEqual([
      ['attachment-not-opened', 1, undefined, undefined],
      ['attachment-unread-encrypted', 2, undefined, undefined],
      ['attachment-unread-picture-in', 2, '名簿.pdf › p.1', undefined],
      ['attachment-unread-more', 2, undefined, 7],
    ])
  })

  test('a virus stops every mail', () => {
    const { findings, isStopped } = judgeAttachments([attached({ virus: 'Eicar-Test' })], false)
    expect(isStopped).toBe(true)
    expect(findings).toMatchObject([{ rule: 'attachment-virus', severity: 'stop' }])
  })

  test.each([
    ['a name in a letter', { counts: { PERSON: 1 }, ...persons(1) }, false],
    ['a list', { counts: { PERSON: 12 }, ...persons(12) }, true],
    ['a My Number', { counts: { MYNUMBER: 1 } }, true],
    ['special care', { counts: { SC_MEDICAL: 1 } }, true],
  ])('general business with %s', (_, scan, isStopped) => {
    expect(judgeAttachments([attached(scan)], true).isStopped).toBe(isStopped)
    expect(judgeAttachments([attached(scan)], false).isStopped).toBe(false)
  })

  test('every finding has its words', () => {
    for (const reason of UNREAD_DOCUMENT_REASONS) {
      const unread = [
        { path: ['a'], reason },
        { path: ['a', 'b'], reason },
      ]
      const { findings } = judgeAttachments([attached({ unread, unreadCount: 2 })], false)
      for (const { rule } of findings) expect(attachmentFindingWords[rule], rule).toBeDefined()
    }
    for (const type of PII_TYPES) expect(attachmentFindingWords[`attachment-holds-${type}`]).toBeDefined()
  })

  test('no scan ever makes a mail pass that holds something unread', () => {
    const scans = fc.record({
      unreadCount: fc.nat(3),
      max: fc.nat(20),
      counts: fc.dictionary(fc.constantFrom(...PII_TYPES), fc.nat(3)),
    })
    const holds = fc.check(
      fc.property(fc.array(fc.option(scans)), fc.boolean(), (list, mustBeFree) => {
        const attachments = list.map((one) =>
          one
            ? attached({
                unread: Array.from({ length: one.unreadCount }, () => ({ path: ['a'], reason: 'damaged' })),
                unreadCount: one.unreadCount,
                counts: one.counts,
                ...persons(one.max),
              })
            : attached(),
        )
        const content = {
          unread: [],
          attachments,
          hasBccHeader: false,
          unreadableAddressCount: 0,
          shownAddresses: new Set<string>(),
        }
        const mailClass = mustBeFree ? 'general_business' : 'engagement'
        const { verdict } = judgeContent(content, [], { mailClass, unopenedAttachments: 'people_look' })
        const isUnread = list.some((one) => one === null || one.unreadCount > 0)
        const allowed = [
          'fail',
          'unread',
          ...(isUnread && mustBeFree ? [] : ['findings']),
          ...(isUnread ? [] : ['pass']),
        ]
        return allowed.includes(verdict)
      }),
    )
    expect(holds.counterexample).toBeNull()
  })
})
