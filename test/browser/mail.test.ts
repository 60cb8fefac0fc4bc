import { expect, test } from 'vitest'
import {
  listHeldMails,
  listMails,
  listOutsideMailbox,
  mailTimeline,
  readMail,
  readMailQueue,
} from '../../src/operation/outbound-mail/contract.ts'
import { jpegOf } from '../../src/engines/documents/pictures/pictures.fixture.ts'
import { escrowPassword, previewAttachment } from '../../src/operation/outbound-mail/attachments/contract.ts'
import { type Answer, answers, refuses } from './mock-api.ts'
import { id, office, signedIn } from './office.ts'
import { useProductPages } from './use-product-pages.ts'

const product = useProductPages()

const open = (path: string, width: number, more: readonly Answer[]) =>
  product.open(
    path,
    [
      ...office,
      signedIn({ rights: ['outbound-mail:read', 'outbound-mail:approve', 'outbound-mail:configure'] }),
      answers(listMails, { items: [] }),
      answers(listHeldMails, { items: [] }),
      answers(mailTimeline, { items: [] }),
      ...more,
    ],
    { width },
  )

const station = (check: string, kind: string, more: object = {}) => ({
  check,
  kind,
  state: 'passed',
  people: [],
  findings: [],
  ...more,
})
const recipient = (count: number, address: string, delivery: string, more: object = {}) => ({
  id: id(900 + count),
  address,
  domain: address.split('@')[1],
  isOutside: true,
  isShown: true,
  delivery,
  partyNames: ['X県'],
  isExplained: true,
  ...more,
})
const selfCheck = station('self-check', 'attest', {
  people: [{ name: '見本 太郎', decidedAt: '2026-11-24T04:00:00Z' }],
  at: '2026-11-24T04:00:00Z',
})
const mail = {
  id: id(800),
  standing: 'author',
  subjectLine: '作業予定のご連絡',
  authorName: '見本 太郎',
  headerFrom: 'taro@mihon.example',
  envelopeSender: 'taro@mihon.example',
  entry: 'submission',
  mailClass: 'engagement',
  engagement: { id: id(810), name: 'X県 教職員用パソコン更改' },
  purpose: '作業日程の連絡',
  choices: [],
  custody: 'held',
  sha256: 'a'.repeat(64),
  byteCount: 2048,
  receivedAt: '2026-11-24T03:50:00Z',
  expiresAt: '2026-11-27T03:50:00Z',
  recipients: [recipient(1, 'tanto@x-ken.example', 'held')],
  reading: { attachments: [], textPreview: '本文', isPreviewCut: false, hasBccHeader: false },
}
const panel = (bar: string, approval: object) => ({
  gate: 'outbound-mail.release',
  revisionHash: 'b'.repeat(64),
  stations: [station('content', 'machine', { verdict: 'pass' }), selfCheck, station('approval', 'approve', approval)],
  bar,
  reasons: [],
})

test.each([1280, 360])('2人中1人が承認したこと、催促した時刻が、関門に出る(幅 %i)', async (width) => {
  const waiting = panel('down', {
    state: 'waiting',
    needed: 2,
    people: [{ name: '例示 花子', decidedAt: '2026-11-24T05:00:00Z' }, { name: '試験 一郎' }],
    nudges: [
      { nudge: 'reminder', at: '2026-11-24T06:10:00Z' },
      { nudge: 'escalation', at: '2026-11-24T08:10:00Z' },
    ],
  })
  const { page, context, faults, look } = await open(`/outbound-mail/${id(800)}`, width, [
    answers(readMail, { ...mail, panel: waiting }),
  ])
  await page.getByText('2人中1人が確認しました').waitFor()
  await page.getByText('2026年11月24日(火) 15:10に催促しました').waitFor()
  await page.getByText('2026年11月24日(火) 17:10に上位の人へ知らせました').waitFor()
  // Whoever has decided is not waited for.
  await page.getByText('「上長承認」を待っています(試験 一郎)。').first().waitFor()
  await look('mail-two-approvals')
  expect(faults).toEqual([])
  await context.close()
})

test.each([1280, 360])('送った後: だれが承認し、どの宛先にいつ届き、届かない理由は何か(幅 %i)', async (width) => {
  const passed = panel('passed', {
    needed: 2,
    people: [
      { name: '例示 花子', decidedAt: '2026-11-24T05:00:00Z', comment: '宛先を確かめました' },
      { name: '試験 一郎', actingFor: '見本 課長', decidedAt: '2026-11-24T05:20:00Z' },
    ],
  })
  const released = {
    ...mail,
    custody: 'releasing',
    releasedAt: '2026-11-24T05:23:00Z',
    panel: passed,
    recipients: [
      recipient(1, 'tanto@x-ken.example', 'delivered', { settledAt: '2026-11-24T05:24:00Z' }),
      recipient(2, 'taishoku@x-ken.example', 'bounced', {
        settledAt: '2026-11-24T05:24:00Z',
        lastReply: '550 5.1.1 no such user',
      }),
      recipient(3, 'ato@x-ken.example', 'deferred', {
        nextTryAt: '2026-11-24T05:40:00Z',
        lastReply: '451 4.3.0 later',
      }),
    ],
  }
  const { page, context, faults, look } = await open(`/outbound-mail/${id(800)}`, width, [answers(readMail, released)])
  await page.getByText('社外の宛先 3件のうち、1件に送信しました。').waitFor()
  const outcome = page.getByRole('table', { name: '送信の結果' })
  await outcome.getByText('550 5.1.1 no such user', { exact: false }).waitFor()
  await outcome.getByText('2026年11月24日(火) 14:40').waitFor()
  const who = page.getByRole('table', { name: '確認した人' })
  await who.getByText('試験 一郎 (見本 課長 さんの代理)').waitFor()
  expect(await who.getByRole('rowheader').allTextContents()).toEqual(['自己確認', '上長承認', '上長承認'])
  expect(await who.getByText('宛先を確かめました').count()).toBe(1)
  await page.getByText('作業日程の連絡').first().waitFor()
  await look('mail-outcome')
  expect(faults).toEqual([])
  await context.close()
})

const line = {
  id: id(820),
  subjectLine: '見積書の送付',
  authorName: '見本 太郎',
  mailClass: 'engagement',
  custody: 'held',
  outsideCount: 1,
  outsideDomains: ['x-ken.example'],
  receivedAt: '2026-11-24T03:50:00Z',
  askedChecks: ['self-check'],
  lateCheck: 'self-check',
  waitingSince: '2026-11-24T03:51:00Z',
}
const queue = { isRelaySet: false, waitingCount: 3, oldestWaitingSince: '2026-11-24T01:00:00Z', trouble: 'relay_unset' }

test('今日: 確認が遅れているメールと、送信できていないメールが出る', async () => {
  const { page, context, faults, look } = await open('/today', 360, [
    answers(listMails, { items: [line] }),
    answers(readMailQueue, queue),
  ])
  await page.getByRole('heading', { name: '確認が遅れているメール' }).waitFor()
  await page.getByText('「自己確認」が遅れています', { exact: false }).waitFor()
  await page.getByRole('heading', { name: '送信できていないメール' }).waitFor()
  await page.getByText('SEKISHO_RELAY', { exact: false }).waitFor()
  await look('today-late')
  expect(faults).toEqual([])
  await context.close()
})

test('デモの社外メールボックスに、関所からの通知の一覧がある', async () => {
  const notice = {
    id: id(830),
    envelopeSender: '',
    recipients: ['taro@mihon.example'],
    subjectLine: '[関所] 承認をお待ちしているメールがあります',
    byteCount: 900,
    sha256: 'c'.repeat(64),
    deliveredAt: '2026-11-24T06:00:00Z',
  }
  const { page, context, faults, look } = await open('/outside-mailbox?of=notices', 360, [
    answers(listOutsideMailbox, { items: [notice] }),
  ])
  await page.getByText('[関所] 承認をお待ちしているメールがあります').first().waitFor()
  expect(await page.getByRole('link', { name: '関所からの通知' }).getAttribute('aria-current')).toBe('page')
  await look('outside-notices')
  expect(faults).toEqual([])
  await context.close()
})

test.each([
  [1280, 'ja'],
  [360, 'ja'],
  [320, 'en'],
] as const)('暗号化された添付のパスワードを預ける(幅 %i %s)', async (width, language) => {
  const attachment = {
    number: 1,
    name: 'list.zip',
    declaredType: 'application/zip',
    byteCount: 4_000,
    sha256: 'b'.repeat(64),
    isEncrypted: true,
  }
  const waiting = {
    ...mail,
    custody: 'held',
    waitingCheck: 'self-check',
    reading: { ...mail.reading, attachments: [attachment] },
    panel: { ...panel('down', {}), stations: [station('self-check', 'attest', { state: 'waiting' })] },
  }
  const { page, context, sent, look, now } = await product.open(
    `/outbound-mail/${id(800)}`,
    [
      ...office,
      signedIn({ rights: ['outbound-mail:read', 'outbound-mail:submit'], language }),
      answers(mailTimeline, { items: [] }),
      answers(readMail, waiting),
      refuses(escrowPassword, 400, 'password_wrong'),
    ],
    { width, language },
  )
  const form = page.getByRole('form', { name: /list\.zip/ })
  await form.waitFor()
  await look(`mail-password-${language}`)
  const submit = form.getByRole('button', { name: /預けて中を確かめる|look inside/ })
  await form.locator('input[name=password]').fill('ひみつ-1')
  await submit.click()
  await form.getByText(/開けませんでした|opens nothing/).waitFor()
  now(answers(escrowPassword, { openedCount: 1, unreadCount: 0 }))
  const opened = [{ ...attachment, isEncrypted: false, isPasswordKept: true }]
  now(answers(readMail, { ...waiting, reading: { ...waiting.reading, attachments: opened } }))
  await submit.click()
  await page.getByText(/パスワードを預かり、中を確かめました|what is inside was looked at/).waitFor()
  expect(await form.count()).toBe(0)
  expect(sent(escrowPassword)).toMatchObject({ mailId: id(800), number: 1, password: 'ひみつ-1' })
  await context.close()
})

test.each([
  [1280, 'ja'],
  [360, 'ja'],
] as const)('添付の画像とページを、描き直したものだけで見る(幅 %i %s)', async (width, language) => {
  const attachment = {
    number: 1,
    name: '現場写真.zip',
    declaredType: 'application/zip',
    byteCount: 4_000_000,
    sha256: 'b'.repeat(64),
  }
  const drawn = (at: number, path: readonly string[], size = { width: 1200, height: 800 }) => {
    const jpeg = jpegOf({ ...size, colour: [60, 110, 170] }).toString('base64')
    return { at, path, ...size, jpeg }
  }
  const preview = {
    name: attachment.name,
    parts: [],
    isCut: false,
    unread: [{ path: ['現場写真.zip', '1.jpg'], reason: 'picture' }],
    pictures: [
      drawn(0, ['現場写真.zip', '1.jpg']),
      drawn(1, ['現場写真.zip', '見積.pdf', 'p.1'], { width: 990, height: 1400 }),
      { at: 2, path: ['現場写真.zip', '空撮.png'], width: 0, height: 0, refused: 'too_large' },
    ],
    pictureCount: 4,
    nextPicture: 3,
  }
  const { page, context, look, now } = await product.open(
    `/outbound-mail/${id(800)}`,
    [
      ...office,
      signedIn({ rights: ['outbound-mail:read'], language }),
      answers(mailTimeline, { items: [] }),
      answers(readMail, {
        ...mail,
        reading: { ...mail.reading, attachments: [attachment] },
        panel: panel('down', { state: 'waiting' }),
      }),
      answers(previewAttachment, preview),
    ],
    { width, language },
  )
  await page.getByRole('button', { name: /^(中身を見る|Show contents)/ }).press('Enter')
  const picture = page.getByRole('img', { name: /1\.jpg$/ })
  await picture.waitFor()
  expect(await picture.getAttribute('src')).toMatch(/^data:image\/jpeg;base64,/)
  await page.getByRole('img', { name: /見積\.pdf › (1ページ目|Page 1)$/ }).waitFor()
  await page.getByText(/2,450万画素|24\.5 million pixels/).waitFor()
  await look(`mail-pictures-${language}`)
  const enlarge = page.getByRole('button', { name: /^(拡大する|Enlarge): 1\.jpg$/ })
  await enlarge.press('Enter')
  await page.getByRole('region', { name: /1\.jpg$/ }).waitFor()
  await look(`mail-picture-large-${language}`)
  now(
    answers(previewAttachment, { ...preview, pictures: [drawn(3, ['現場写真.zip', '4.jpg'])], nextPicture: undefined }),
  )
  await page.getByRole('button', { name: /^(続きの画像を見る|Show the next pictures)$/ }).press('Enter')
  await page.getByRole('img', { name: /4\.jpg$/ }).waitFor()
  await context.close()
})
