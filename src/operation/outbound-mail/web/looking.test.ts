import { expect, test } from 'vitest'
import type { Finding, Station } from '../../../base/gate-panel.ts'
import { MailView } from '../contract.ts'
import { mailSituation } from './mail-situation.ts'
import { recipientGroups } from './recipient-groups.ts'
import { stopReasons } from './stop-reasons.ts'
import { attachmentKey, recipientKey, toLookAt, whatIsMissing } from './what-is-missing.ts'

const id = (count: number) => `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`
const at = '2026-11-23T03:00:00.000Z'
const finding = (rule: string, facts: Finding['facts'] = {}, findingId?: string): Finding => ({
  rule,
  facts,
  severity: 'warning',
  ...(findingId && { id: findingId }),
})
const station = (check: string, state: Station['state'], more: Partial<Station> = {}): Station => ({
  check,
  state,
  kind: check === 'content' ? 'machine' : 'approve',
  people: [],
  findings: [],
  ...more,
})
const recipient = (count: number, more: object = {}) => ({
  id: id(count),
  address: `sample${count}@x-pref.example`,
  domain: 'x-pref.example',
  isOutside: true,
  delivery: 'held',
  partyNames: ['X県'],
  isExplained: true,
  isOtherClient: false,
  ...more,
})
const attachment = (number: number) => ({
  number,
  name: `資料${number}.zip`,
  declaredType: 'x/y',
  byteCount: 9,
  sha256: '',
})
const notOpened = finding('attachment-not-opened', { number: 1, name: '資料1.zip' }, 'f1')

function mail(stations: readonly Station[], more: object = {}): MailView {
  return MailView.parse({
    id: id(900),
    standing: 'author',
    subjectLine: '見本',
    authorName: '見本 太郎',
    headerFrom: '',
    envelopeSender: '',
    entry: 'submission',
    mailClass: 'engagement',
    choices: [],
    custody: 'held',
    sha256: '',
    byteCount: 1,
    receivedAt: at,
    recipients: [recipient(1), recipient(2)],
    reading: { attachments: [attachment(1), attachment(2)], textPreview: '', isPreviewCut: false, hasBccHeader: false },
    panel: { gate: 'outbound-mail.release', revisionHash: 'a'.repeat(64), stations, bar: 'down', reasons: [] },
    ...more,
  })
}
const nothing: ReadonlySet<string> = new Set()

test('指摘があると、起案者は指摘・宛先・添付の一つずつに印を付ける', () => {
  const held = mail([station('content', 'waiting', { verdict: 'findings', findings: [notOpened] })])
  const to = toLookAt(held, 'author')
  // The attachment that the finding names is ticked there, once.
  expect(to.ticks).toEqual([recipientKey(id(1)), recipientKey(id(2)), attachmentKey(2)])
  expect(whatIsMissing(to, nothing, nothing)).toMatchObject({ findings: 1, recipients: 2, attachments: 1 })
  const all = new Set(['f1', ...to.ticks])
  expect(Object.values(whatIsMissing(to, all, nothing))).toEqual([0, 0, 0, 0, 0])
})

test('指摘がなくても、宛先と添付がすべて画面に出るまでは決められない', () => {
  const held = mail([station('content', 'passed', { verdict: 'pass' })])
  const to = toLookAt(held, 'approver')
  expect(to.ticks).toEqual([])
  const some = new Set([recipientKey(id(1)), attachmentKey(1), attachmentKey(2)])
  expect(whatIsMissing(to, nothing, some)).toMatchObject({ unseenRecipients: 1, unseenAttachments: 0 })
  expect(Object.values(whatIsMissing(to, nothing, new Set(to.views)))).toEqual([0, 0, 0, 0, 0])
})

test('止めた検査の指摘は、印を付けて通すものではない', () => {
  const held = mail([
    station('content', 'stopped', { verdict: 'fail', findings: [{ ...notOpened, severity: 'stop' }] }),
  ])
  expect(toLookAt(held, 'author').findings).toEqual([])
})

test('ケースA: 案件ごとに、同じ理由は一度だけ、宛先の数とともに言う', () => {
  const other = finding('recipient-client-of-other-engagement', { engagement: 'X県', domain: 'y-city.example' })
  const { panel } = mail([
    station('sender-on-roster', 'stopped', {
      findings: [
        finding('engagement-not-named', { candidateCount: 1 }),
        finding('author-never-listed', { engagement: 'X県' }),
      ],
    }),
    station('no-other-client', 'stopped', { findings: [other, other, other] }),
  ])
  const reasons = stopReasons(panel!)
  expect(reasons.checks).toEqual(['sender-on-roster', 'no-other-client'])
  expect(reasons.others).toEqual([])
  expect(reasons.byEngagement.map(([name, told]) => [name, told.map(({ count }) => count)])).toEqual([['X県', [1, 3]]])
})

test('宛先は相手ごとに並び、関係先ではないものが先に来る', () => {
  const groups = recipientGroups({
    mailClass: 'engagement',
    recipients: mail([], {
      recipients: [
        recipient(1),
        recipient(2, { delivery: 'removed' }),
        recipient(3, { partyNames: [], isExplained: false }),
        recipient(4, { partyNames: ['Y市'], isExplained: false, isOtherClient: true }),
        recipient(5, { isOutside: false, partyNames: [], isExplained: undefined }),
      ],
    }).recipients,
  })
  expect(groups.map(({ place }) => place)).toEqual(['other_client', 'unexplained', 'explained', 'internal', 'removed'])
})

test('いちばん先に言うこと: 止まったもの、読む人への依頼、ほかの人への依頼の順', () => {
  const stopped = station('content', 'stopped')
  const asked = station('approval', 'waiting', { people: [{ name: '見本 花子' }] })
  const kind = (view: MailView) => mailSituation(view).kind
  expect(kind(mail([stopped, asked], { waitingCheck: 'approval' }))).toBe('stopped')
  expect(kind(mail([asked], { waitingCheck: 'approval' }))).toBe('approve')
  expect(kind(mail([asked], { waitingCheck: 'self-check' }))).toBe('self_check')
  expect(kind(mail([asked]))).toBe('waiting')
  expect(kind(mail([station('approval', 'waiting')]))).toBe('nobody')
  expect(kind(mail([], { reading: undefined }))).toBe('reading')
  expect(kind(mail([], { authorName: undefined, panel: undefined }))).toBe('no_author')
  expect(kind(mail([asked], { custody: 'withdrawn' }))).toBe('withdrawn')
  const done = mail([station('approval', 'passed', { at })], { releaseDueAt: '2026-11-23T03:03:00.000Z' })
  expect(mailSituation(done)).toMatchObject({ kind: 'cooling', minutes: 3 })
})
