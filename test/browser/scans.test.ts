import { expect, test } from 'vitest'
import {
  beginFolderScan,
  beginUploadScan,
  cancelScan,
  endUploads,
  listScanFiles,
  listScanFolders,
  listScans,
  readScan,
  uploadScanFile,
} from '../../src/planning/inventory/contract.ts'
import {
  disposeReceivedList,
  listReceivedLists,
  registerReceivedList,
} from '../../src/operation/received-data/contract.ts'
import { listEngagements } from '../../src/planning/vendors/contract.ts'
import type { PageOptions } from './harness.ts'
import { type Answer, answers } from './mock-api.ts'
import { id, office, signedIn } from './office.ts'
import { useProductPages } from './use-product-pages.ts'

const product = useProductPages()
const scanId = id(700)
const line = {
  id: scanId,
  source: 'folder',
  folder: '/srv/share/営業部',
  state: 'running',
  askedByName: '見本 太郎',
  begunAt: '2026-11-23T00:30:00Z',
  fileCount: 12_000,
  readCount: 4321,
  cleanCount: 4000,
  foundCount: 300,
  unreadCount: 21,
}
const files = [
  {
    id: id(801),
    path: '2026年度/とても長い名前のついた教職員名簿(配布用・最終版・修正済み).xlsx',
    byteCount: 123_456,
    status: 'found',
    persons: { min: 3990, best: 4000, max: 4012 },
    counts: { PERSON: 4000, PHONE: 4000, SC_MEDICAL: 12 },
    specialCare: ['medical_history'],
  },
  {
    id: id(802),
    path: '鍵付き.zip',
    byteCount: 99,
    status: 'unread',
    reason: 'encrypted',
    persons: { min: 0, best: 0, max: 0 },
    counts: {},
    specialCare: [],
  },
]
const list = {
  id: id(900),
  version: 3,
  name: '教職員名簿(2026年4月分)',
  partyName: 'X県',
  engagementId: id(600),
  engagementName: 'X県 教職員用パソコン更改',
  receivedOn: '2026-04-01',
  state: 'registered',
  personCount: 4000,
  unreadReason: 'encrypted',
}
const engagement = {
  id: id(600),
  name: 'X県 教職員用パソコン更改',
  status: 'active',
  fromOn: '2026-04-01',
  untilOn: null,
  clientName: 'X県',
  vendorCount: 1,
  workerCount: 1,
  rosterDueOn: null,
  isRosterOverdue: false,
}
const RIGHTS = ['inventory:read', 'inventory:scan', 'received-data:read', 'received-data:edit', 'vendors:read']
const given: readonly Answer[] = [
  ...office,
  signedIn({ rights: RIGHTS }),
  answers(listScans, { items: [line] }),
  answers(readScan, {
    ...line,
    version: 1,
    persons: { min: 100_000, best: 120_000, max: 130_000 },
    types: [{ type: 'PERSON', fileCount: 300, count: 120_000 }],
    specialCareFileCount: 4,
  }),
  answers(listScanFiles, { items: files }),
  answers(listScanFolders, { folders: ['/srv/share'] }),
  answers(beginFolderScan, { scanId }),
  answers(beginUploadScan, { scanId }),
  answers(uploadScanFile, { fileId: id(801) }),
  answers(endUploads, {}),
  answers(cancelScan, {}),
  answers(listReceivedLists, { items: [list] }),
  answers(registerReceivedList, { id: id(900) }),
  answers(disposeReceivedList, {}),
  answers(listEngagements, { items: [engagement] }),
]

const open = async (path: string, options: PageOptions = { width: 1280 }) => {
  const opened = await product.open(path, given, options)
  await opened.settled()
  return opened
}

test('個人情報スキャンと受領した名簿は、広い画面でも電話でも、どちらの言葉でも見える', async () => {
  for (const options of [{ width: 1280 }, { width: 320, language: 'en' }] as const) {
    const { go, look, context, faults, settled } = await open('/inventory/scans', options)
    for (const path of [
      '/inventory/scans',
      '/inventory/scans/begin',
      `/inventory/scans/${scanId}`,
      '/received-data/lists',
      '/received-data/lists/add',
    ]) {
      await go(path)
      await settled()
      await look(path.replaceAll('/', '_'))
    }
    expect(faults).toEqual([])
    await context.close()
  }
})

test('フォルダーかファイルを選んで調べ、結果を絞り込み、途中で中止する', async () => {
  const { page, go, sent, asked, context } = await open('/inventory/scans/begin')
  await page.getByLabel('その中の場所').fill('営業部')
  await page.getByRole('button', { name: '調べる', exact: true }).click()
  await page.waitForURL(`**/inventory/scans/${scanId}`)
  expect(sent(beginFolderScan)).toEqual({ folder: '/srv/share', below: '営業部' })
  await page.getByText('12,000件のうち4,321件を調べました').waitFor()
  await page.getByText('4,000名(3,990~4,012名)').waitFor()

  await page.getByLabel('種類').first().selectOption('PERSON')
  await page.getByRole('button', { name: '表示する' }).click()
  await page.waitForURL('**/*type=PERSON*')
  await page.getByRole('button', { name: 'スキャンを中止する' }).click()
  await expect.poll(() => sent(cancelScan)).toEqual({ scanId })

  await go('/inventory/scans/begin')
  const one = (name: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from('a,b\n') })
  await page.locator('input[type=file]').setInputFiles([one('一.csv'), one('二.csv')])
  await page.getByRole('button', { name: 'アップロードして調べる' }).click()
  await page.waitForURL(`**/inventory/scans/${scanId}`)
  expect(asked.filter(({ path }) => path === uploadScanFile.path)).toHaveLength(2)
  await context.close()
})

test('受領した名簿を登録し、廃棄を記録する', async () => {
  const { page, go, sent, asked, context } = await open('/received-data/lists/add')
  await page.getByRole('button', { name: '登録する' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('案件', { exact: true }).selectOption(id(600))
  await page.getByLabel('名簿の名称').fill('教職員名簿')
  await page.getByLabel('受領日').fill('2026/4/1')
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a') }])
  await page.getByRole('button', { name: '登録する' }).click()
  await page.waitForURL('**/received-data/lists')
  expect(asked.some(({ method, path }) => method === 'POST' && path === registerReceivedList.path)).toBe(true)

  await go('/received-data/lists')
  await page.getByRole('button', { name: /の廃棄を記録する/ }).click()
  await page.getByRole('button', { name: '廃棄を記録する', exact: true }).click()
  await expect.poll(() => sent(disposeReceivedList)).toEqual({ listId: id(900), version: 3 })
  await context.close()
})
