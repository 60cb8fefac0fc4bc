import { expect, test } from 'vitest'
import { mailTimeline, readMail, selfCheckMail } from '../../src/operation/outbound-mail/contract.ts'
import {
  listMailLists,
  listRuleVersions,
  readSendingRules,
  saveMailList,
  saveSendingRules,
  tryOnPastMail,
} from '../../src/operation/outbound-mail/sending-rules/contract.ts'
import { type Answer, answers } from './mock-api.ts'
import { id, office, signedIn } from './office.ts'
import { useProductPages } from './use-product-pages.ts'

const product = useProductPages()
const RIGHTS = ['outbound-mail:read', 'outbound-mail:configure', 'outbound-mail:oversee']

const builtIn = {
  responses: {
    lookalike_domain: { response: 'reason', count: 1 },
    new_domain: { response: 'inform', count: 1 },
    other_company: { response: 'reason', count: 1 },
  },
  visibleLimit: 10,
  passwordMinutes: 1440,
}
const ofDomain = {
  id: id(701),
  scope: 'domain',
  key: 'x-ken.example',
  name: 'x-ken.example',
  version: 2,
  rules: { responses: { any_mail: { response: 'office', count: 2 } }, coolDownSeconds: 1800 },
  effectiveFrom: '2026-11-20T01:00:00Z',
  savedAt: '2026-11-20T01:00:00Z',
  savedByName: '例示 花子',
}
const rulesNow = {
  builtIn,
  inEffect: [ofDomain],
  planned: [{ ...ofDomain, id: id(702), version: 3, effectiveFrom: '2026-11-30T15:00:00Z' }],
  versions: { 'domain x-ken.example': 3 },
  units: [{ id: id(710), name: '第一グループ' }],
  engagements: [{ id: id(720), name: 'X県 教職員用パソコン更改' }],
}
const treatment = { isForbidden: false, told: [], needsReason: false, supervisors: 1, office: 0, coolDownSeconds: 180 }

const open = (path: string, options: { width: number; language?: 'ja' | 'en' }, more: readonly Answer[]) =>
  product.open(
    path,
    [...office, signedIn({ rights: RIGHTS, ...(options.language && { language: options.language }) }), ...more],
    options,
  )

test.each([
  [1280, 'ja'],
  [360, 'ja'],
  [1280, 'en'],
] as const)('送信ルール: いまのルールと履歴、編集、過去のメールで試す(幅 %i、%s)', async (width, language) => {
  const say = (ja: string, en: string) => (language === 'ja' ? ja : en)
  const { page, context, faults, look, sent } = await open('/sending-rules', { width, language }, [
    answers(readSendingRules, rulesNow),
    answers(listRuleVersions, { items: [ofDomain] }),
    answers(tryOnPastMail, {
      mailCount: 214,
      isCut: false,
      unreadableCount: 3,
      changedCount: 1,
      stricterCount: 1,
      changed: [
        {
          mailId: id(800),
          subjectLine: '作業予定のご連絡',
          authorName: '見本 太郎',
          receivedAt: '2026-11-20T03:00:00Z',
          before: { ...treatment, told: ['new_domain'] },
          after: { ...treatment, told: ['new_domain'], supervisors: 2 },
        },
      ],
    }),
    answers(saveSendingRules, rulesNow),
  ])
  await page.getByText(say('製品の初期設定', 'Built in')).first().waitFor()
  await page.getByText(say('個人情報保護事務局の承認(2人)', 'The privacy office approves (2)')).first().waitFor()
  await look(`sending-rules-${language}`)

  await page
    .getByRole('button', { name: say('組織全体のルールを変更する', 'Change the rules of Whole organisation') })
    .click()
  const field = page.getByLabel(say('初めて送るドメイン', 'A domain never mailed before'))
  await field.selectOption('supervisors 2')
  await page.getByRole('button', { name: say('過去のメールで試す', 'Try on past mail') }).click()
  await page
    .getByText(
      say(
        '214通のうち1通の扱いが変わります(厳しくなるもの1通、ゆるくなるもの0通)。',
        '1 of 214 mails would have been treated differently (1 more strictly, 0 more mildly).',
      ),
    )
    .waitFor()
  await page.getByText(say('上長2人の承認', '2 supervisors'), { exact: false }).first().waitFor()
  await look(`sending-rules-trial-${language}`)
  expect(sent(tryOnPastMail)).toMatchObject({
    scope: 'organisation',
    rules: { responses: { new_domain: { response: 'supervisors', count: 2 } }, visibleLimit: 10 },
    days: 30,
  })
  // What was tried says nothing of a draft that was changed since.
  await field.selectOption('forbid')
  await expect.poll(() => page.getByText(say('作業予定のご連絡', '作業予定のご連絡')).count()).toBe(0)
  await page.getByRole('button', { name: say('このルールを保存する', 'Save these rules') }).click()
  await page.getByText(say('保存しました。', 'Saved.')).waitFor()
  expect(sent(saveSendingRules)).toMatchObject({ scope: 'organisation', key: '', version: 0 })
  expect(faults).toEqual([])
  await context.close()
})

test('送信ルール: 範囲を選んで始め、読めない数は保存しない', async () => {
  const { page, context, faults, sent } = await open('/sending-rules', { width: 1280 }, [
    answers(readSendingRules, rulesNow),
    answers(listRuleVersions, { items: [] }),
    answers(saveSendingRules, rulesNow),
  ])
  await page.getByText('まだ変更されていません。').waitFor()
  await page.getByRole('button', { name: '編集を始める' }).click()
  await page.getByLabel('案件', { exact: true }).check()
  await page.getByLabel('案件', { exact: true }).last().selectOption(id(720))
  await page.getByRole('button', { name: '編集を始める' }).click()
  await page.getByRole('heading', { name: 'ルールの編集: X県 教職員用パソコン更改' }).waitFor()
  await page.getByLabel('送信前の猶予(分)').fill('たくさん')
  await page.getByRole('button', { name: 'このルールを保存する' }).click()
  await page.getByText('0から1440までの数を入力してください。').first().waitFor()
  expect(sent(saveSendingRules)).toBeUndefined()
  await page.getByLabel('送信前の猶予(分)').fill('30')
  await page.getByLabel('適用の開始日').fill('R8.12.1')
  await page.getByRole('button', { name: 'このルールを保存する' }).click()
  await page.getByText('保存しました。').waitFor()
  expect(sent(saveSendingRules)).toEqual({
    scope: 'engagement',
    key: id(720),
    rules: { responses: {}, coolDownSeconds: 1800 },
    version: 0,
    effectiveFrom: '2026-11-30T15:00:00.000Z',
  })
  expect(faults).toEqual([])
  await context.close()
})

test.each([1280, 360])('メーリングリスト: 一覧、登録、変更(幅 %i)', async (width) => {
  const list = {
    id: id(730),
    address: 'renraku@x-ken.example',
    name: 'X県 連絡網',
    members: [
      { address: 'tanto@x-ken.example', isOutside: true },
      { address: 'taro@mihon.example', isOutside: false },
    ],
    outsideCount: 1,
    version: 4,
  }
  const { page, context, faults, look, sent } = await open('/mailing-lists', { width }, [
    answers(listMailLists, { items: [list] }),
    answers(saveMailList, list),
  ])
  await page.getByText('renraku@x-ken.example').waitFor()
  await look('mailing-lists')
  await page.getByRole('button', { name: 'X県 連絡網を変更する' }).click()
  await page.getByLabel('メンバー').fill('tanto@x-ken.example\nhanako@x-ken.example')
  await page.getByRole('button', { name: '登録する', exact: true }).click()
  await page.getByText('登録しました。').waitFor()
  expect(sent(saveMailList)).toEqual({
    id: id(730),
    address: 'renraku@x-ken.example',
    name: 'X県 連絡網',
    members: ['tanto@x-ken.example', 'hanako@x-ken.example'],
    version: 4,
  })
  expect(faults).toEqual([])
  await context.close()
})

const station = (check: string, kind: string, more: object = {}) => ({
  check,
  kind,
  state: 'passed',
  people: [],
  findings: [],
  ...more,
})
const mail = {
  id: id(800),
  standing: 'author',
  subjectLine: '作業予定のご連絡',
  authorName: '見本 太郎',
  headerFrom: 'taro@mihon.example',
  envelopeSender: 'taro@mihon.example',
  entry: 'submission',
  mailClass: 'general_business',
  purpose: '作業日程の連絡',
  choices: [],
  custody: 'held',
  sha256: 'a'.repeat(64),
  byteCount: 2048,
  receivedAt: '2026-11-23T00:50:00Z',
  recipients: [
    {
      id: id(901),
      address: 'renraku@x-ken.example',
      domain: 'x-ken.example',
      isOutside: true,
      isShown: true,
      delivery: 'held',
      partyNames: [],
    },
  ],
  reading: { attachments: [], textPreview: '本文', isPreviewCut: false, hasBccHeader: false },
  askedMore: [
    {
      finding: 'lookalike_domain',
      scope: 'domain',
      scopeName: 'x-ken.example',
      needsReason: true,
      supervisors: 2,
      office: 0,
    },
  ],
  lists: [
    {
      address: 'renraku@x-ken.example',
      name: 'X県 連絡網',
      memberCount: 2,
      members: [
        { address: 'tanto@x-ken.example', isOutside: true },
        { address: 'taro@mihon.example', isOutside: false },
      ],
    },
  ],
  panel: {
    gate: 'outbound-mail.release',
    revisionHash: 'b'.repeat(64),
    stations: [
      station('content', 'machine', { verdict: 'pass' }),
      station('self-check', 'attest', { state: 'waiting', people: [{ name: '見本 太郎' }] }),
      station('approval', 'approve', { state: 'later', needed: 2 }),
    ],
    bar: 'down',
    reasons: [],
  },
  waitingCheck: 'self-check',
}

test.each([1280, 360])('自己確認: 理由を書くまで進めず、リストで届く人が見える(幅 %i)', async (width) => {
  const { page, context, faults, look, sent } = await open(`/outbound-mail/${id(800)}`, { width }, [
    answers(mailTimeline, { items: [] }),
    answers(readMail, mail),
    answers(selfCheckMail, mail),
  ])
  await page.getByRole('heading', { name: '送信ルールが求めていること' }).waitFor()
  await page.getByText('tanto@x-ken.example').waitFor()
  await page.getByText('送信する理由が書かれていません', { exact: false }).waitFor()
  await look('mail-rule-asks')
  await page.getByLabel('送信する理由').fill('電話で確かめました')
  await expect.poll(() => page.getByText('送信する理由が書かれていません').count()).toBe(0)
  await page.getByRole('button', { name: '自己確認する' }).scrollIntoViewIfNeeded()
  await page.getByRole('heading', { name: '宛先', exact: false }).first().scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: '自己確認する' }).click()
  await expect.poll(() => sent(selfCheckMail)).toMatchObject({ reason: '電話で確かめました' })
  expect(faults).toEqual([])
  await context.close()
})

test('承認: 何人のうち何人が済み、あと何人かが決定の前に出る', async () => {
  const approving = {
    ...mail,
    standing: 'approver',
    waitingCheck: 'approval',
    panel: {
      ...mail.panel,
      stations: [
        mail.panel.stations[0],
        station('self-check', 'attest', { people: [{ name: '見本 太郎', decidedAt: '2026-11-23T00:55:00Z' }] }),
        station('approval', 'approve', {
          state: 'waiting',
          needed: 2,
          people: [{ name: '例示 花子', decidedAt: '2026-11-23T00:57:00Z' }, { name: '見本 太郎' }],
        }),
      ],
    },
  }
  const { page, context, faults } = await open(`/outbound-mail/${id(800)}`, { width: 1280 }, [
    answers(mailTimeline, { items: [] }),
    answers(readMail, approving),
  ])
  await page.getByText('2人のうち1人が承認しました。').waitFor()
  await page.getByText('あなたが承認すると、人数がそろいます。').waitFor()
  expect(faults).toEqual([])
  await context.close()
})
