import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { downloadOutsideMessage, listOutsideMailbox } from '../../src/operation/outbound-mail/contract.ts'
import { expectAccessible, expectNoSideScroll, launchBrowser, openPage, type Watched } from '../browser/harness.ts'
import { type OutsideServer, startOutsideServer } from '../harness/outside-server.ts'
import { printed, type RunningSekisho, startSekisho, until } from '../harness/running-sekisho.ts'

const LONG = 300_000
const ACCIDENT = '【送付】保守作業の資料について'
/** Where a person who looks at the pages wants them kept. */
const KEPT = process.env['SEKISHO_KEEP_PICTURES']

let folder: string
let sekisho: RunningSekisho
let outside: OutsideServer
let browser: Browser
const opened: Watched[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-emergency-'))
  outside = await startOutsideServer()
  sekisho = await startSekisho({ data: join(folder, 'data'), settings: { SEKISHO_RELAY: `127.0.0.1:${outside.port}` } })
  browser = await launchBrowser()
}, LONG)

afterAll(async () => {
  await browser?.close()
  await sekisho?.stop()
  await outside?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

async function visit(path: string, width = 1280): Promise<Page> {
  const watched = await openPage(browser, sekisho.url, { width })
  opened.push(watched)
  await watched.page.goto(`${sekisho.url}${path}`)
  return watched.page
}

async function signIn(email: string): Promise<Page> {
  const page = await visit('/today')
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(printed.demoPassword(sekisho))
  await page.locator('button[type=submit]').click()
  await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  return page
}

/** The page as people see it, wide and on a phone: no scrolling to the side, no finding of axe. */
async function expectGoodForAll(page: Page, name: string): Promise<void> {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(() => document.fonts.ready)
    await expectNoSideScroll(page)
    await expectAccessible(page)
    if (!KEPT) continue
    await mkdir(KEPT, { recursive: true })
    await page.screenshot({ path: join(KEPT, `${name}.${width}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}

const openAccident = async (page: Page, view: string) => {
  await page.goto(`${sekisho.url}/outbound-mail?view=${view}`)
  await page.getByRole('link', { name: ACCIDENT }).click()
  await page.locator('.sk-ask').waitFor()
}
const glass = (page: Page) =>
  page.locator('section.sk-section', { has: page.getByRole('heading', { name: '緊急解除', exact: true }) })

test('緊急解除: 事務局の二人が送信し、監査責任者が見直す。起案者と上長にはできない', { timeout: LONG }, async () => {
  const author = await signIn('efuta.mihon@f-sha.example')
  await author.getByRole('link', { name: '体験ツアーを始める' }).click()
  await author.getByRole('button', { name: '事故を再現する' }).click()
  await author.getByText('止まりました。1通も外に出ていません。').waitFor()
  await openAccident(author, 'mine')
  expect(await glass(author).count(), 'the author is offered no such thing').toBe(0)

  const first = await signIn('satsuki.mihon@jisha.example')
  await openAccident(first, 'all')
  await glass(first).getByRole('button', { name: '緊急解除を申し出る' }).click()
  await glass(first).getByText('待てない理由を書くと、申し出られます。').first().waitFor()
  await glass(first).getByLabel('待てない理由').fill('相手先の復旧作業が止まっており、本日中に資料が必要です。')
  await expectGoodForAll(first, 'glass-ask')
  await glass(first).getByRole('button', { name: '申し出る', exact: true }).click()
  await glass(first).getByRole('button', { name: '緊急解除を申し出る' }).click()
  await glass(first).getByText('緊急解除の申し出があります。').waitFor()
  await glass(first).getByText('緊急解除した人ご自身は').waitFor()
  expect(await glass(first).getByRole('button').count(), 'one person is not two').toBe(0)

  const second = await signIn('shiki.mihon@jisha.example')
  await second.goto(`${sekisho.url}/outbound-mail?view=all`)
  await second.getByText('緊急解除の確認待ち').waitFor()
  await openAccident(second, 'all')
  await glass(second).getByText('相手先の復旧作業が止まっており').waitFor()
  await expectGoodForAll(second, 'glass-confirm')
  await glass(second).getByRole('button', { name: '二人目として確認し、送信する' }).click()
  await glass(second).getByRole('button', { name: '緊急解除して送信する' }).click()
  await second.locator('.sk-gate', { hasText: '個人情報保護事務局の二人が緊急解除しました' }).waitFor()
  await until(async () => {
    const answer = await second.request.get(`${sekisho.url}${listOutsideMailbox.path}`)
    const { items } = (await answer.json()) as { items: { subjectLine: string }[] }
    return items.some(({ subjectLine }) => subjectLine === ACCIDENT)
  })
  await second.getByText('緊急解除の申し出', { exact: true }).first().waitFor()

  // The officer broke the glass, so the audit officer is to review it, and finds it among what is due.
  const auditor = await signIn('mutsumi.mihon@jisha.example')
  await auditor.getByRole('link', { name: '緊急解除の見直し' }).first().waitFor()
  await auditor.goto(`${sekisho.url}/obligations`)
  await auditor.getByRole('cell', { name: '見本 六実' }).waitFor()
  await expectGoodForAll(auditor, 'obligations')
  await auditor.getByRole('link', { name: '緊急解除の見直し', exact: true }).click()
  await glass(auditor).getByLabel('解除すべきではなかった').check()
  await glass(auditor).getByLabel('確かめたことと、今後の対応').fill('宛先の確認を省く理由にはならない。手順を改める。')
  await expectGoodForAll(auditor, 'glass-review')
  await glass(auditor).getByRole('button', { name: '見直しを記録する' }).click()
  await glass(auditor).getByText('見直した人').waitFor()
  await auditor.goto(`${sekisho.url}/obligations`)
  await auditor.getByText('期限が決まっているものはありません。').waitFor()
  await auditor.getByRole('link', { name: 'すべて' }).click()
  await auditor.getByRole('link', { name: '履行済み', exact: true }).click()
  await auditor.getByRole('cell', { name: '見本 六実' }).waitFor()
})

test('ゲスト: 委託先の人が、リンクと確認コードで従事者一覧を確認し、提出になる', { timeout: LONG }, async () => {
  const sender = await signIn('futaba.mihon@jisha.example')
  await sender.goto(`${sekisho.url}/vendors/engagements`)
  await sender.getByRole('link', { name: 'X県 教職員用パソコン更改' }).click()
  const part = sender.locator('section.sk-section', { has: sender.getByRole('heading', { name: 'ゲストによる確認' }) })
  await part.getByLabel('委託先').selectOption({ label: 'F社' })
  await part.getByLabel('相手の氏名').fill('見本 窓口')
  await part.getByLabel('相手のメールアドレス').fill('madoguchi.mihon@f-sha.example')
  await part.getByRole('button', { name: 'リンクをつくる' }).click()
  const link = await part.locator('code').innerText()
  await expectGoodForAll(sender, 'guest-invite')

  // A link alone opens nothing; a wrong code neither.
  const guest = await visit(new URL(link).pathname + new URL(link).hash, 360)
  await guest.getByRole('heading', { name: '確認コードの入力' }).waitFor()
  const code = await codeFor(sender, 'madoguchi.mihon@f-sha.example')
  await guest.getByLabel('確認コード').fill(code === '000000' ? '000001' : '000000')
  await guest.getByRole('button', { name: '次へ' }).click()
  await guest.getByText('確認コードが違うか').waitFor()
  await expectGoodForAll(guest, 'guest-code')
  await guest.setViewportSize({ width: 360, height: 800 })
  await guest.getByLabel('確認コード').fill(code)
  await guest.keyboard.press('Enter')
  await guest.getByRole('heading', { level: 1, name: /従事者一覧の確認/ }).waitFor()
  expect(new URL(guest.url()).hash, 'the token has left the address').toBe('')
  await guest.getByText('見本 エフ子').waitFor()
  await expectGoodForAll(guest, 'guest-roster')

  await guest.getByRole('button', { name: '間違いがあります' }).click()
  await guest.getByLabel('どこが違うか').fill('担当者が一名、先月で離れました。')
  await guest.getByRole('button', { name: '間違いを知らせる' }).click()
  await guest.getByText('間違いがあることを知らせました。').waitFor()
  await part.getByText('担当者が一名、先月で離れました。').waitFor()
  await guest.reload()
  await guest.getByRole('button', { name: '間違いありません' }).click()
  await guest.getByRole('button', { name: '間違いないので提出する' }).click()
  await guest.getByText('回答を受け付けました。').waitFor()
  await expectGoodForAll(guest, 'guest-done')
  await part.getByText('間違いなし').waitFor()

  // Another link is revoked: it opens nothing any more, and says so.
  await part.getByRole('button', { name: '閉じる' }).click()
  await part.getByLabel('相手の氏名').fill('見本 別窓口')
  await part.getByLabel('相手のメールアドレス').fill('betsu.mihon@f-sha.example')
  await part.getByRole('button', { name: 'リンクをつくる' }).click()
  const second = new URL(await part.locator('code').innerText())
  await part.getByRole('button', { name: '見本 別窓口 さんへの依頼を取り消す' }).click()
  await part.getByText('取消し').waitFor()
  const late = await visit(second.pathname + second.hash, 360)
  await late.getByText('このリンクは、期限が切れたか、使用済みか、取り消されています。').waitFor()
  await expectGoodForAll(late, 'guest-ended')
  const cut = await visit('/guest', 360)
  await cut.getByText(/リンクの一部が欠けているか/).waitFor()
})

test('どのページも外を呼ばず、誤りを出さない', () => {
  expect(opened.flatMap(({ faults }) => faults)).toEqual([])
})

/** The code of the mail to a guest of the demonstration, which ends in its outside mailbox, whatever the relay. */
async function codeFor(reader: Page, address: string): Promise<string> {
  let code: string | undefined
  await until(async () => {
    const listed = await reader.request.get(`${sekisho.url}${listOutsideMailbox.path}`)
    const { items } = (await listed.json()) as { items: { id: string; recipients: string[] }[] }
    const found = items.find(({ recipients }) => recipients.includes(address))
    if (!found) return false
    const message = await reader.request.get(`${sekisho.url}${downloadOutsideMessage.path}?id=${found.id}`)
    code = codeIn(await message.body())
    return true
  })
  expect(outside.mails, 'nothing of the demonstration leaves').toEqual([])
  return code!
}

/** The code of a mail to a guest, whatever its encoding. */
function codeIn(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1')
  const at = text.indexOf('\r\n\r\n')
  const body = text.slice(at + 4)
  const plain = /base64/i.test(text.slice(0, at)) ? Buffer.from(body, 'base64').toString('utf8') : body
  return /Your code: (\d{6})/.exec(plain.replaceAll('=\r\n', ''))?.[1]
}
