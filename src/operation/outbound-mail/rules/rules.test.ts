import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeAuthor } from './judge-author.ts'
import { judgeContent, type ReadContent } from './judge-content.ts'
import type { DatasetMatch } from '../../../kernel/vault/index.ts'
import { judgeRegisteredRows } from './judge-registered-rows.ts'
import { type JudgedCandidate, judgeOtherClient, judgeRecipients, judgeRoster } from './judge-engagement.ts'
import { nextTryAt } from './next-try.ts'
import { proposeEngagement } from './propose-engagement.ts'
import { readReply } from './read-reply.ts'
import { type MailRevision, revisionContent } from './revision-content.ts'
import { hashOf } from '../../../base/canonical-json.ts'

const tanaka = { personId: 'tanaka', isActive: true, unitId: 'u' }

const NOTHING_FOREIGN = { attachments: [], rows: [] }

test('起案者: one active person owns both the envelope sender and From', () => {
  expect(judgeAuthor(tanaka, tanaka)).toEqual({ authorId: 'tanaka', unitId: 'u' })
  expect(judgeAuthor(null, tanaka)).toEqual({ problem: 'no_sender' })
  expect(judgeAuthor(tanaka, null)).toEqual({ problem: 'no_from' })
  expect(judgeAuthor(tanaka, undefined)).toEqual({ problem: 'not_a_person' })
  expect(judgeAuthor(undefined, tanaka)).toEqual({ problem: 'not_a_person' })
  expect(judgeAuthor(tanaka, { ...tanaka, personId: 'sato' })).toEqual({ problem: 'sender_and_from_differ' })
  const left = { ...tanaka, isActive: false }
  expect(judgeAuthor(left, left)).toEqual({ problem: 'not_active' })
  const nowhere = { ...tanaka, unitId: undefined }
  expect(judgeAuthor(nowhere, nowhere)).toEqual({ problem: 'no_unit' })
})

const recipient = (
  domain: string,
  reason: 'unknown_recipient' | 'client_of_other_engagement' | 'party_of_engagement',
) => ({ address: `a@${domain}`, domain, parties: [], reason })
const judged = (over: Partial<JudgedCandidate['candidate']> = {}, onRoster = true): JudgedCandidate => ({
  candidate: {
    engagementId: 'x-pref',
    name: 'X県 教職員用パソコン更改',
    isRunning: true,
    isExplained: (over.unexplained ?? []).length + (over.otherClient ?? []).length === 0,
    explained: [],
    unexplained: [],
    otherClient: [],
    ...over,
  },
  isRosterOverdue: false,
  roster: onRoster ? { onRoster, reason: 'on_roster' } : { onRoster, reason: 'never_listed' },
})

test('ケースA: 従事者一覧に載っていない人が他の関係先へ送ると、それぞれの確認が理由を述べて止まる', () => {
  const caseA = judged(
    {
      unexplained: [recipient('a-sha.example', 'unknown_recipient')],
      otherClient: [recipient('y-city.example', 'client_of_other_engagement')],
    },
    false,
  )
  expect(judgeRoster(undefined, [caseA])).toMatchObject({
    verdict: 'fail',
    findings: [{ rule: 'engagement-not-named' }, { rule: 'author-never-listed' }],
  })
  expect(judgeRecipients(undefined, [caseA]).findings).toContainEqual(
    expect.objectContaining({
      rule: 'recipient-unknown-recipient',
      facts: { engagement: 'X県 教職員用パソコン更改', domain: 'a-sha.example' },
    }),
  )
  expect(judgeOtherClient(undefined, [caseA], NOTHING_FOREIGN).findings).toMatchObject([
    { rule: 'recipient-client-of-other-engagement', facts: { domain: 'y-city.example' } },
  ])
  expect(proposeEngagement([caseA])).toBeUndefined()
})

test('a named engagement that explains everybody and lists the author passes all three, and is the one proposed', () => {
  const fits = judged()
  expect([judgeRoster(fits, []), judgeRecipients(fits, []), judgeOtherClient(fits, [], NOTHING_FOREIGN)]).toEqual(
    Array.from({ length: 3 }, () => ({ verdict: 'pass', findings: [] })),
  )
  expect(proposeEngagement([fits, judged({}, false)])).toBe('x-pref')
  expect(proposeEngagement([fits, judged()])).toBeUndefined()
})

test('an attachment that another client entrusted stops, whatever the recipients', () => {
  const foreign = { attachments: [{ name: '名簿.zip', party: 'Y市' }], rows: [] }
  expect(judgeOtherClient(judged(), [], foreign)).toMatchObject({
    verdict: 'fail',
    findings: [{ rule: 'attachment-of-other-client' }],
  })
})

test('名簿の照合: another client’s persons stop, a few are for people to look at, nobody known is no pass', () => {
  const match = (partyId: string, persons: readonly number[]): DatasetMatch => ({
    datasetId: partyId,
    partyId,
    engagementId: 'e',
    name: '名簿',
    receivedOn: '2025-04-01',
    persons: new Set(persons),
  })
  const first = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i)
  const names = new Map([
    ['x', 'X県'],
    ['y', 'Y市'],
  ])
  const found = (datasets: readonly DatasetMatch[], own: readonly string[]) =>
    judgeRegisteredRows([{ number: 1, personCount: 9, datasets }], new Set(own), () => 'a.csv', names)
  const verdictOf = (rows: ReturnType<typeof found> | undefined) =>
    judgeOtherClient(judged(), [], { attachments: [], rows }).verdict
  expect(found([match('x', first(9))], ['x'])).toEqual([])
  const stopped = found([match('x', first(9))], ['y'])
  expect(stopped).toMatchObject([
    { rule: 'attachment-rows-of-other-client', severity: 'stop', facts: { party: 'X県', count: 9 } },
  ])
  expect(verdictOf(stopped)).toBe('fail')
  expect(verdictOf(found([match('x', first(4))], ['y']))).toBe('findings')
  // Whoever stands in the mail's own client's list is no stranger, even where another client knows them too.
  expect(found([match('y', first(9)), match('x', first(3))], ['y'])).toEqual([])
  expect(found([match('y', first(9)), match('x', first(6, 5))], ['y'])).toMatchObject([{ facts: { count: 2 } }])
  expect(verdictOf(undefined)).toBe('unread')
})

const content: ReadContent = {
  unread: [],
  attachments: [],
  hasBccHeader: false,
  unreadableAddressCount: 0,
  shownAddresses: new Set(['a@y.example']),
}
const asEngagement = { mailClass: 'engagement', unopenedAttachments: 'people_look' } as const

test('添付: nobody calls an attachment clean that no machine has opened', () => {
  const withZip = { ...content, attachments: [{ name: '名簿.zip', byteCount: 9 }] }
  expect(judgeContent(content, ['a@y.example'], asEngagement).verdict).toBe('pass')
  expect(judgeContent(withZip, ['a@y.example'], asEngagement).verdict).toBe('findings')
  for (const rule of [
    { mailClass: 'general_business', unopenedAttachments: 'people_look' },
    { mailClass: 'engagement', unopenedAttachments: 'privacy_office' },
  ] as const)
    expect(judgeContent(withZip, ['a@y.example'], rule).verdict).toBe('unread')
})

test('Bcc and recipients that the header does not show are findings; differing parsers are unread', () => {
  const rules = (over: Partial<ReadContent>, recipients: string[]) =>
    judgeContent({ ...content, ...over }, recipients, asEngagement).findings.map(({ rule }) => rule)
  expect(rules({ hasBccHeader: true }, ['a@y.example', 'b@y.example'])).toEqual(['bcc-header', 'recipient-not-shown'])
  expect(judgeContent({ ...content, unread: ['parsers_disagree'] }, [], asEngagement).verdict).toBe('unread')
})

test('more in a mail never makes its verdict milder', () => {
  const rank = { pass: 0, findings: 1, unread: 2, fail: 3 }
  const attachment = fc.record({ name: fc.string(), byteCount: fc.nat() })
  fc.assert(
    fc.property(fc.array(attachment), attachment, fc.boolean(), (attachments, more, hasBccHeader) => {
      const less = judgeContent({ ...content, attachments, hasBccHeader }, [], asEngagement)
      const added = judgeContent({ ...content, attachments: [...attachments, more], hasBccHeader }, [], asEngagement)
      expect(rank[added.verdict]).toBeGreaterThanOrEqual(rank[less.verdict])
      expect(added.findings.length).toBeGreaterThan(less.findings.length)
    }),
  )
})

test('版: the order of recipients is nothing, everything else is a new revision', () => {
  const mail: MailRevision = {
    sha256: 's',
    envelopeSender: 'a@b.example',
    recipients: ['x@y.example', 'a@y.example'],
    mailClass: 'engagement',
    engagementId: 'e',
    purpose: 'p',
    salt: 'z',
  }
  const hash = hashOf(revisionContent(mail))
  expect(hashOf(revisionContent({ ...mail, recipients: [...mail.recipients].reverse() }))).toBe(hash)
  for (const other of [
    { sha256: 't' },
    { envelopeSender: '' },
    { recipients: ['x@y.example'] },
    { mailClass: 'general_business' },
    { engagementId: 'f' },
    { purpose: null },
    { salt: 'y' },
  ] as const)
    expect(hashOf(revisionContent({ ...mail, ...other }))).not.toBe(hash)
})

test.each([
  ['250 2.0.0 ok', 'delivered', '2.0.0'],
  ['450 4.2.1 busy', 'deferred', '4.2.1'],
  ['550 5.1.1 nobody', 'bounced', '5.1.1'],
  ['554 no', 'bounced', '5.0.0'],
  ['550 2.0.0 odd', 'bounced', '5.0.0'],
  [undefined, 'deferred', '4.4.1'],
  ['hello', 'deferred', '4.4.1'],
] as const)('reply %s → %s %s', (reply, outcome, status) => {
  expect(readReply(reply)).toEqual({ outcome, status })
})

test('retries grow from a minute to four hours, and end after five days', () => {
  const since = new Date('2026-11-23T00:00:00Z')
  const minutes = (count: number) => (nextTryAt(count, since, since, 0.5)!.getTime() - since.getTime()) / 60_000
  expect([1, 2, 3, 8, 9, 100].map(minutes)).toEqual([1, 2, 4, 128, 240, 240])
  expect(nextTryAt(1, since, new Date('2026-11-28T00:00:00Z'), 0.5)).toBeUndefined()
  fc.assert(
    fc.property(fc.nat(200), fc.double({ min: 0, max: 1, noNaN: true }), (count, spread) => {
      const wait = nextTryAt(count + 1, since, since, spread)!.getTime() - since.getTime()
      expect(wait).toBeGreaterThanOrEqual(48_000)
      expect(wait).toBeLessThanOrEqual(1.2 * 240 * 60_000)
    }),
  )
})
