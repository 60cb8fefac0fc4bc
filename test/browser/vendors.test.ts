import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addEngagement,
  addWorker,
  attachParty,
  changeEngagement,
  changeParty,
  changeRosterEntry,
  confirmRoster,
  importRoster,
  listEngagements,
  listParties,
  listRoster,
  listRosterGuests,
  previewRoster,
  readEngagement,
  readParty,
} from '../../src/planning/vendors/contract.ts'
import { expectAccessible, expectNoSideScroll, type PageOptions, shoot } from './harness.ts'
import { type Answer, answers, refuses } from './mock-api.ts'
import { id, office, signedIn } from './office.ts'
import { useProductPages } from './use-product-pages.ts'

const product = useProductPages()

const [work, xPref, fSha] = [id(500), id(600), id(601)]
const vendor = {
  engagementPartyId: id(701),
  version: 1,
  partyId: fSha,
  name: 'F社',
  relation: 'vendor',
  tier: 1,
  entrusterPartyId: null,
  entrusterName: null,
  mustClientSignOff: false,
  domains: ['f-sha.example'],
  rosterDueOn: '2026-10-31',
  isRosterOverdue: true,
  lastSubmittedMonth: '2026-09',
  lastSubmittedAt: '2026-09-20T01:00:00Z',
}
const client = {
  ...vendor,
  engagementPartyId: id(700),
  partyId: xPref,
  name: 'X県',
  relation: 'client',
  tier: null,
  domains: ['x-pref.example'],
  rosterDueOn: null,
  isRosterOverdue: false,
  lastSubmittedMonth: null,
  lastSubmittedAt: null,
}
const engagement = {
  id: work,
  version: 2,
  name: 'X県 教職員用パソコン更改',
  purpose: '教職員用パソコンの入替作業',
  dataClasses: ['personal_information'],
  fromOn: '2026-04-01',
  untilOn: '2027-03-31',
  ownerUnitId: id(201),
  ownerUnitName: '公共第一部',
  responsiblePersonId: id(1),
  responsibleName: '見本 太郎',
  status: 'active',
  parties: [client, vendor],
}
const worker = {
  id: id(800),
  version: 1,
  personId: id(2),
  name: '委託 花子',
  nameKana: 'イタク ハナコ',
  partyId: fSha,
  partyName: 'F社',
  job: '設置作業',
  fromOn: '2026-05-01',
  untilOn: null,
  pledgedOn: '2026-04-20',
  hasPledgeProof: false,
  trainedOn: null,
  hasTrainingProof: false,
  state: 'on_roster',
}
const line = {
  id: work,
  name: engagement.name,
  status: 'active',
  fromOn: '2026-04-01',
  untilOn: '2027-03-31',
  clientName: 'X県',
  vendorCount: 1,
  workerCount: 1,
  rosterDueOn: '2026-10-31',
  isRosterOverdue: true,
}
const party = {
  id: fSha,
  name: 'F社',
  corporateNumber: '7000012050002',
  status: 'open',
  domainCount: 1,
  relations: ['vendor'],
  engagementCount: 1,
}
const submission = {
  submissionId: id(900),
  month: '2026-11',
  addedCount: 1,
  changedCount: 0,
  endedCount: 1,
  workerCount: 1,
  nextDueOn: '2026-12-31',
}
const preview = {
  lookedHash: 'a'.repeat(64),
  sheet: {
    definition: 'vendors.roster',
    fileHash: 'b'.repeat(64),
    byteCount: 100,
    source: { kind: 'csv', encoding: 'utf-8', delimiter: ',' },
    mapping: { headerLine: 1, columns: { name: 0, fromOn: 1 } },
    columns: [
      { key: 'name', label: '氏名', isRequired: true, index: 0, header: '氏名', how: 'exact' },
      { key: 'fromOn', label: '開始日', isRequired: true, index: 1, header: '開始日', how: 'exact' },
    ],
    unused: [],
    missingColumns: [],
    head: [{ line: 1, cells: ['氏名', '開始日'] }],
    rowCount: 1,
    errorRowCount: 0,
    errorCount: 0,
    counts: { new: 1, changed: 0, unchanged: 0, missing: 1 },
    rows: [{ line: 2, values: { name: '委託 次郎', fromOn: '2026-11-01' }, errors: [], change: 'new' }],
    mayApply: true,
  },
  changes: [{ name: '委託 次郎', change: 'added', fields: [{ field: 'fromOn', before: '', after: '2026-11-01' }] }],
  ended: [{ personId: id(2), name: '委託 花子' }],
  conflicts: [],
}
const ALL_RIGHTS = ['people:read', 'vendors:read', 'vendors:edit', 'vendors:submit-roster']
const given: readonly Answer[] = [
  ...office,
  signedIn({ rights: ALL_RIGHTS }),
  answers(listEngagements, { items: [line] }),
  answers(listParties, { items: [party] }),
  answers(readParty, {
    ...party,
    version: 1,
    domains: [{ id: id(650), covers: 'subdomains', name: 'f-sha.example', sharedWith: ['G社'] }],
    engagements: [{ engagementId: work, name: engagement.name, relation: 'vendor', status: 'active' }],
  }),
  answers(readEngagement, engagement),
  answers(listRoster, { items: [worker] }),
  answers(listRosterGuests, { items: [] }),
  answers(confirmRoster, submission),
  answers(previewRoster, preview),
  answers(importRoster, submission),
  refuses(attachParty, 409, 'relation_exists'),
]

async function open(path: string, options: PageOptions = { width: 1280 }, more: readonly Answer[] = []) {
  const opened = await product.open(path, [...given, ...more], options)
  await opened.settled()
  return opened
}

test('案件の内容・関係先の名称を直し、従事者を1人加える', async () => {
  const more = [answers(changeEngagement, {}), answers(changeParty, {}), answers(addWorker, { rosterEntryId: id(999) })]
  const { page, context, go, sent } = await open(`/vendors/engagements/${work}`, { width: 360 }, more)
  await page.getByRole('button', { name: '案件の登録内容を変更する' }).click()
  const form = page.getByRole('form', { name: '案件の登録内容を変更する' })
  // What is there stands in the fields, the responsible person too.
  await form
    .getByLabel('責任者', { exact: true })
    .locator('option:checked')
    .getByText('見本 太郎')
    .waitFor({ state: 'attached' })
  await form.getByLabel(/^終了日/).fill('R9.3.30')
  await shoot(page, 'vendors-change-engagement-360')
  await expectNoSideScroll(page)
  await expectAccessible(page)
  await form.getByRole('button', { name: '保存する' }).click()
  await form.waitFor({ state: 'detached' })
  expect(sent(changeEngagement)).toMatchObject({ engagementId: work, version: 2, untilOn: '2027-03-30' })

  await page.getByRole('button', { name: '1人ずつ加える' }).click()
  const worker = page.getByRole('form', { name: '1人ずつ加える' })
  await worker.getByRole('button', { name: '加える' }).click()
  await worker.getByRole('alert').waitFor()
  await worker.getByLabel(/^加える人を探す/).fill('例示')
  await worker.getByLabel('加える人', { exact: true }).selectOption(id(2))
  await worker.getByLabel(/^開始日/).fill('2026/12/1')
  await expectAccessible(page)
  await worker.getByRole('button', { name: '加える' }).click()
  await worker.waitFor({ state: 'detached' })
  expect(sent(addWorker)).toEqual({ engagementId: work, personId: id(2), job: '', fromOn: '2026-12-01' })

  await go(`/vendors/parties/${fSha}`)
  await page.getByRole('button', { name: '関係先の登録内容を変更する' }).click()
  const renamed = page.getByRole('form', { name: '関係先の登録内容を変更する' })
  await renamed
    .getByLabel(/^名称|^関係先の名称|名/)
    .first()
    .fill('F社(見本)')
  await renamed.getByRole('button', { name: '保存する' }).click()
  await renamed.waitFor({ state: 'detached' })
  expect(sent(changeParty)).toMatchObject({ partyId: fSha, version: 1, name: 'F社(見本)' })
  await context.close()
})

test('案件を登録する: 抜けている欄はその場で言い、埋めれば登録して、その案件を開く', async () => {
  const { page, context, sent } = await open('/vendors/engagements/add', { width: 360 }, [
    answers(addEngagement, { id: work }),
  ])
  const register = page.getByRole('button', { name: '登録する', exact: true })
  await page.getByLabel(/^終了日/).fill('来年')
  await register.press('Enter')
  await expect.poll(() => page.getByRole('alert').getByRole('link').count()).toBe(6)
  expect(sent(addEngagement)).toBeUndefined()

  await page.getByLabel('名称', { exact: true }).fill('見本の案件')
  await page.getByLabel(/^利用目的/).fill('見本の案件の連絡')
  await page.getByRole('checkbox').first().check()
  await page.getByLabel(/^開始日/).fill('2026/12/1')
  await page.getByLabel(/^終了日/).fill('')
  await page.getByLabel('担当の組織', { exact: true }).selectOption(id(201))
  await page.getByLabel(/^責任者を探す/).fill('例示')
  await page.getByLabel('責任者', { exact: true }).selectOption(id(2))
  await register.click()
  await page.waitForURL(`**/vendors/engagements/${work}`)
  expect(sent(addEngagement)).toEqual({
    name: '見本の案件',
    purpose: '見本の案件の連絡',
    dataClasses: ['personal_information'],
    fromOn: '2026-12-01',
    untilOn: null,
    ownerUnitId: id(201),
    responsiblePersonId: id(2),
  })
  await context.close()
})

test('日付が誤ったまま、直したあと、どちらもマウスで押した 登録する は効く', async () => {
  const { page, context, sent } = await open('/vendors/engagements/add', { width: 1280 }, [
    answers(addEngagement, { id: work }),
  ])
  const register = page.getByRole('button', { name: '登録する', exact: true })
  /** As a hand does it: the pointer stays where it was pressed. */
  const press = async () => {
    await register.scrollIntoViewIfNeeded()
    const { x, y, height } = (await register.boundingBox())!
    await page.mouse.move(x + 20, y + Math.min(4, height / 2))
    await page.mouse.down()
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    await page.mouse.up()
  }
  await page.getByLabel('名称', { exact: true }).fill('見本の案件')
  await page.getByLabel(/^利用目的/).fill('見本の案件の連絡')
  await page.getByLabel(/^開始日/).fill('2026/12/1')
  await page.getByLabel('担当の組織', { exact: true }).selectOption(id(201))
  await page.getByLabel(/^責任者を探す/).fill('例示')
  await page.getByLabel('責任者', { exact: true }).selectOption(id(2))
  const until = page.getByLabel(/^終了日/)
  await until.pressSequentially('来年')
  // Left by the keyboard, what is wrong is said at once.
  await until.press('Tab')
  await expect.poll(() => until.getAttribute('aria-invalid')).toBe('true')
  await until.focus()
  await expect.poll(() => until.getAttribute('aria-invalid')).not.toBe('true')
  await press()
  await expect.poll(() => page.getByRole('alert').getByRole('link').count()).toBe(1)
  expect(await until.getAttribute('aria-invalid')).toBe('true')
  await shoot(page, 'wrong-day-1280')
  expect(sent(addEngagement)).toBeUndefined()
  await until.fill('2027/2/28')
  await press()
  await page.waitForURL(`**/vendors/engagements/${work}`)
  expect(sent(addEngagement)).toMatchObject({ untilOn: '2027-02-28' })
  await context.close()
})

test('従事者の登録内容を、日を決めて変える。それまでの内容はそのまま残す', async () => {
  const more = [answers(changeRosterEntry, { rosterEntryId: id(998) })]
  const { page, context, asked } = await open(`/vendors/engagements/${work}`, { width: 360 }, more)
  await page.getByRole('button', { name: '委託 花子 さんの登録内容を変更する' }).click()
  const form = page.getByRole('form', { name: '委託 花子 さんの登録内容を変更する' })
  await expect.poll(() => form.getByRole('heading').evaluate((head) => head === document.activeElement)).toBe(true)
  expect(await form.getByLabel(/^役割/).inputValue()).toBe('設置作業')
  await form.getByLabel(/^役割/).fill('監督')
  await form.getByLabel(/^変更日/).fill('2026/12/1')
  await form.getByLabel(/^教育受講日/).fill('R8.11.20')
  await shoot(page, 'vendors-change-worker-360')
  await expectNoSideScroll(page)
  await expectAccessible(page)
  await form.getByRole('button', { name: '保存する' }).click()
  await form.waitFor({ state: 'detached' })
  expect(asked.findLast(({ path, method }) => path === changeRosterEntry.path && method === 'POST')?.body).toEqual({
    rosterEntryId: id(800),
    version: 1,
    job: '監督',
    fromOn: '2026-12-01',
    pledgedOn: '2026-04-20',
    trainedOn: '2026-11-20',
  })
  await context.close()
})

describe.each([
  [1280, 'light', 'ja'],
  [360, 'dark', 'ja'],
  [320, 'light', 'en'],
] as const)('幅 %i px %s %s', (width, colours, language) => {
  let window: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    window = await open('/vendors/engagements', { width, colours, language })
  })
  afterAll(() => window.context.close())

  test.each([
    ['engagements', '/vendors/engagements', /^(案件|Engagements)$/],
    ['engagement', `/vendors/engagements/${work}`, /^X県 教職員用パソコン更改$/],
    ['add-engagement', '/vendors/engagements/add', /^(案件を登録する|Register an engagement)$/],
    ['roster-import', `/vendors/engagements/${work}/roster/${fSha}`, /F社/],
    ['parties', '/vendors/parties', /^(関係先|Parties)$/],
    ['party', `/vendors/parties/${fSha}`, /^F社$/],
    ['add-party', '/vendors/parties/add', /^(関係先を登録する|Register a party)$/],
  ])('画面 %s: 横に動かず、axe の指摘がない', async (name, path, title) => {
    const { page, faults, go, settled } = window
    await go(path)
    await settled()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(title)
    await shoot(page, `vendors-${name}-${width}-${colours}`)
    await expectNoSideScroll(page)
    await expectAccessible(page)
    expect(faults.splice(0)).toEqual([])
  })
})

test('変更なし: one press hands the roster in, and the page says so', async () => {
  const { page, context, asked } = await open(`/vendors/engagements/${work}`)
  await page.getByRole('button', { name: 'F社の従事者一覧を変更なしで提出する' }).click()
  await page.getByText('F社の従事者一覧を提出しました。').waitFor()
  expect(asked.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body])).toEqual([
    ['/api/vendors/roster/confirm', { engagementId: work, partyId: fSha }],
  ])
  await context.close()
})

test('取り込み: what would be added and taken off is in view before the last press', async () => {
  const { page, context, asked } = await open(`/vendors/engagements/${work}/roster/${fSha}`)
  const file = {
    name: '従事者一覧.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('氏名,開始日\n委託 次郎,2026-11-01'),
  }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: '読み取る' }).or(page.locator('form button[type=submit]')).first().click()
  await page.getByText('一覧に載っていない人(取り込むと外れます)').waitFor()
  await page.getByText('委託 花子').first().waitFor()
  await shoot(page, 'vendors-roster-preview-1280-light')
  await expectAccessible(page)
  expect(asked.some(({ path }) => path === importRoster.path)).toBe(false)
  await page.locator('.sk-actions button').first().click()
  await expect.poll(() => asked.some(({ path }) => path === importRoster.path)).toBe(true)
  await context.close()
})

test('a refusal is said in words at the form', async () => {
  const { page, context } = await open(`/vendors/engagements/${work}`)
  await page.getByLabel('関係先', { exact: true }).last().selectOption({ label: 'F社' })
  await page.getByRole('button', { name: '加える', exact: true }).click()
  const alert = page
    .getByRole('alert')
    .filter({ hasText: 'この関係先は、同じ立場でこの案件にすでに登録されています。' })
  await alert.waitFor()
  expect(await alert.count()).toBe(1)
  await context.close()
})

test('whoever may only look is offered nothing to change', async () => {
  const only = [signedIn({ rights: ['vendors:read'] })]
  const { page, context } = await open(`/vendors/engagements/${work}`, { width: 1280 }, only)
  const main = page.locator('main')
  for (const word of ['案件を終了する', '変更なしで提出する', '案件から外す', '加える']) {
    expect(await main.getByRole('button', { name: word }).count(), word).toBe(0)
  }
  await context.close()
})
