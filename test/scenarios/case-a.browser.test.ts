import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  approveMail,
  downloadOutsideMessage,
  listOutsideMailbox,
  readMail,
} from '../../src/operation/outbound-mail/contract.ts'
import { expectAccessible, expectNoSideScroll, launchBrowser, openPage, type Watched } from '../browser/harness.ts'
import { type RunningSekisho, startSekisho } from '../harness/running-sekisho.ts'

const LONG = 300_000
const ASSETS = join(import.meta.dirname, '../../docs/assets')
const ACCIDENT = '【送付】保守作業の資料について'
const RIGHT = '【送付】教職員用パソコン更改 利用者情報の確認'

let folder: string
let sekisho: RunningSekisho
let browser: Browser
let password: string
const opened: Watched[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-case-a-'))
  sekisho = await startSekisho({ data: join(folder, 'data') })
  password = /shown this once: (\S+)/.exec(sekisho.output())![1]!
  browser = await launchBrowser()
}, LONG)

afterAll(async () => {
  await browser?.close()
  await sekisho?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** Somebody at their own browser, who counts how often they click. */
interface Visitor {
  readonly page: Page
  clicks: number
  click(what: Locator): Promise<void>
}

async function signIn(email: string): Promise<Visitor> {
  const watched = await openPage(browser, sekisho.url, { width: 1280 })
  opened.push(watched)
  const { page } = watched
  await page.goto(`${sekisho.url}/today`)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  const visitor: Visitor = {
    page,
    clicks: 0,
    async click(what) {
      visitor.clicks += 1
      await what.click()
    },
  }
  return visitor
}

/** The page in the ways in which people see it: no scrolling to the side, no finding of axe. */
async function expectGoodForAll(page: Page): Promise<void> {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [360, 'dark'],
    [320, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(() => document.fonts.ready)
    await expectNoSideScroll(page)
    await expectAccessible(page)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** The README's pictures are made by this very test, when it is asked to. */
async function picture(page: Page, name: string, size: { width: number; height: number }): Promise<void> {
  if (process.env['SEKISHO_SCREENSHOTS'] !== '1') return
  await mkdir(ASSETS, { recursive: true })
  await page.setViewportSize(size)
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(ASSETS, `${name}.png`) })
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** What a program with the page's session gets, past all buttons. */
const ask = (page: Page, method: 'GET' | 'POST', address: string, body?: object) =>
  page.evaluate(
    async (request) => {
      const answer = await fetch(request.address, {
        method: request.method,
        headers: { 'content-type': 'application/json', 'x-sekisho': '1' },
        ...(request.body && { body: JSON.stringify(request.body) }),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    { method, address, body },
  )

async function showMail(page: Page) {
  const mailId = new URL(page.url()).pathname.split('/').at(-1)!
  const { body } = await ask(page, 'GET', `${readMail.path}?mailId=${mailId}`)
  return readMail.output.parse(body)
}

const mailPage = (page: Page) => page.locator('.sk-ask').waitFor()
/** Scrolls through everything that must have been in view. */
const lookAtAll = async (page: Page) => {
  for (const thing of await page.locator('[data-look]').all()) {
    await thing.evaluate((element) => element.scrollIntoView({ block: 'center' }))
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
}
const tickAll = async (visitor: Visitor) => {
  await visitor.page.getByRole('checkbox').first().waitFor()
  for (const box of await visitor.page.getByRole('checkbox').all()) await visitor.click(box)
}

test('事例A: 事故は止まり、正しい手順のメールは1バイトも変わらずに届く', { timeout: LONG }, async () => {
  // The pause is one of the organisation's settings; here nobody wants to wait three minutes.
  const office = await signIn('satsuki.mihon@jisha.example')
  await office.page.goto(`${sekisho.url}/organisation-settings`)
  await office.page.getByLabel('送信前の猶予(分)').fill('０')
  await office.page
    .getByRole('form', { name: '社外メール: 確認のきまり' })
    .getByRole('button', { name: '保存する' })
    .click()
  await office.page.getByText('保存しました。').waitFor()
  await expectGoodForAll(office.page)

  // The accident, replayed by a real mail.
  const unlisted = await signIn('efuta.mihon@f-sha.example')
  await unlisted.page.getByRole('link', { name: '体験ツアーを始める' }).click()
  await unlisted.page.getByRole('button', { name: '事故を再現する' }).click()
  await unlisted.page.getByText('止まりました。1通も外に出ていません。').waitFor()
  for (const stopped of ['従事者一覧', '宛先と案件', '他のお客様の混入'])
    await unlisted.page.locator('.sk-station[data-state=stopped]', { hasText: stopped }).waitFor()
  await expectGoodForAll(unlisted.page)
  await picture(unlisted.page, 'tour.ja.1280', { width: 1280, height: 1480 })

  await unlisted.page.goto(`${sekisho.url}/outbound-mail?view=mine`)
  await unlisted.page.getByRole('link', { name: ACCIDENT }).waitFor()
  await expectGoodForAll(unlisted.page)
  await unlisted.page.getByRole('link', { name: ACCIDENT }).click()
  await mailPage(unlisted.page)
  const told = await unlisted.page.locator('.sk-ask').innerText()
  expect(told).toContain('送信を止めました')
  expect(told).toContain('y-city.example、a-sha.example をまとめて説明できる案件がありません')
  expect(told).toContain('起案者が従事者一覧に載っていません。')
  expect(told).toContain('y-city.example は、別の案件のお客様です。(宛先5件)')
  expect(told).toContain('宛先を直して送り直すか、案件に取引先を登録してください。')
  expect(await unlisted.page.getByRole('button', { name: '自己確認する' }).count()).toBe(0)
  await expectGoodForAll(unlisted.page)
  await picture(unlisted.page, 'held-mail.ja.1280', { width: 1280, height: 1400 })
  await picture(unlisted.page, 'held-mail.ja.360', { width: 360, height: 1400 })

  // The same, done right: its author looks first.
  const author = await signIn('efuko.mihon@f-sha.example')
  await author.page.goto(`${sekisho.url}/tour/case-a`)
  await author.page.getByRole('button', { name: '正しいメールを送る' }).click()
  await author.page.locator('.sk-tour-steps').waitFor()
  await author.page.goto(`${sekisho.url}/today`)
  await author.click(author.page.getByRole('link', { name: '開く' }))
  await mailPage(author.page)
  const check = author.page.getByRole('button', { name: '自己確認する' })
  expect(await check.getAttribute('aria-disabled')).toBe('true')
  await author.page.getByText('印の付いていない指摘が1件あります。印の付いていない宛先が1件あります。').waitFor()
  await expectGoodForAll(author.page)
  await tickAll(author)
  await author.click(check)
  await author.page.getByText('自己確認を記録しました。').waitFor()
  expect(author.clicks).toBe(4)
  const held = await showMail(author.page)
  expect(held).toMatchObject({ subjectLine: RIGHT, custody: 'held' })

  // Both supervisors: three clicks where there is one finding.
  for (const email of ['efumi.mihon@f-sha.example', 'futaba.mihon@jisha.example']) {
    const approver = await signIn(email)
    await approver.page.getByRole('heading', { name: '承認待ちのメール' }).waitFor()
    await expectGoodForAll(approver.page)
    if (email.startsWith('futaba')) await picture(approver.page, 'today.ja.1280', { width: 1280, height: 720 })
    await approver.click(approver.page.getByRole('link', { name: '確認する', exact: true }))
    await mailPage(approver.page)
    await tickAll(approver)
    await approver.click(approver.page.getByRole('button', { name: '承認する' }))
    await approver.page.getByText('承認を記録しました。').waitFor()
    expect(approver.clicks).toBe(3)
  }

  // It arrives, byte for byte below the one line that says where it came through.
  await author.page.goto(`${sekisho.url}/outside-mailbox`)
  await author.page.getByRole('rowheader', { name: RIGHT }).waitFor()
  await expectGoodForAll(author.page)
  const { body } = await ask(author.page, 'GET', listOutsideMailbox.path)
  const [message] = listOutsideMailbox.output.parse(body).items
  const bytes = await download(author.page, `${downloadOutsideMessage.path}?id=${message!.id}`)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(message!.sha256)
  const received = /^Received: [^\r]+\r\n(?:[ \t][^\r]*\r\n)*/.exec(bytes.toString('latin1'))![0]
  const sent = bytes.subarray(received.length)
  expect(createHash('sha256').update(sent).digest('hex')).toBe(held.sha256)
  await author.page.goto(`${sekisho.url}/tour/case-a`)
  await author.page.getByText('届きました。受け取ったメールと1バイトも違いません。').waitFor()
})

test('自分のメールは自分で承認できず、指摘のないメールは2クリックで承認できる', { timeout: LONG }, async () => {
  const mailer = createTransport({ host: '127.0.0.1', port: sekisho.smtpPort, ignoreTLS: true })
  await mailer.sendMail({
    from: 'futaba.mihon@jisha.example',
    to: 'jouhou-seisaku@x-pref.example',
    subject: '打合せ日程のご連絡',
    text: '来週の打合せは、火曜日の10時からでお願いいたします。',
  })
  const author = await signIn('futaba.mihon@jisha.example')
  await author.page.goto(`${sekisho.url}/outbound-mail?view=mine`)
  await author.page.getByRole('link', { name: '打合せ日程のご連絡' }).click()
  await mailPage(author.page)
  await author.page.getByRole('button', { name: '案件のない一般業務として扱う' }).click()
  await author.page.getByLabel('一般業務(案件なし)').check()
  await author.page.getByLabel('利用目的', { exact: true }).fill('打合せの日程調整')
  await author.page.getByRole('button', { name: 'この案件で検査する' }).click()
  await author.page.getByText('案件と利用目的を記録し、もう一度検査しました。').waitFor()
  await lookAtAll(author.page)
  await author.page.getByRole('button', { name: '自己確認する' }).click()
  await author.page.getByText('自己確認を記録しました。').waitFor()

  // Past all buttons, with the author's own session, the author also holding the approving role.
  const { id, panel } = await showMail(author.page)
  const own = { mailId: id, revisionHash: panel!.revisionHash, findingIds: [], secondsInView: 9 }
  const refused = await ask(author.page, 'POST', approveMail.path, own)
  expect(refused).toMatchObject({ status: 409, body: { refusal: { code: 'same_person' } } })

  const chief = await signIn('saburo.mihon@jisha.example')
  await chief.click(chief.page.getByRole('link', { name: '確認する', exact: true }))
  await mailPage(chief.page)
  await chief.click(chief.page.getByRole('button', { name: '承認する' }))
  await chief.page.getByText('承認を記録しました。').waitFor()
  expect(chief.clicks).toBe(2)
})

test(
  '起案者の分からないメールは、事務局の「今日」に出て、起案者を指定すると本人に戻る',
  { timeout: LONG },
  async () => {
    const mailer = createTransport({ host: '127.0.0.1', port: sekisho.smtpPort, ignoreTLS: true })
    await mailer.sendMail({
      from: 'madoguchi@jisha.example',
      to: ['jouhou-seisaku@x-pref.example', 'soumu@x-pref.example'],
      subject: '窓口からのご連絡',
      text: '窓口の受付時間を変更します。',
    })
    const { page } = await signIn('shiki.mihon@jisha.example')
    await page.getByRole('heading', { name: '止まっているメール' }).waitFor()
    await page.getByRole('link', { name: '窓口からのご連絡' }).click()
    await page.getByRole('heading', { name: '起案者を指定してください' }).waitFor()
    await expectGoodForAll(page)
    await page.getByLabel('人を探す').fill('見本 一郎')
    await page.getByLabel('起案者', { exact: true }).selectOption({ label: '見本 一郎 — 公共第一担当' })
    await page.getByRole('button', { name: '起案者に指定する' }).click()
    await page.getByText('起案者を指定しました。').waitFor()

    // The author drops one recipient, then takes the whole mail back: each is asked twice, and told.
    const author = await signIn('ichiro.mihon@jisha.example')
    await author.page.getByRole('link', { name: '窓口からのご連絡' }).click()
    await author.page.getByRole('button', { name: 'soumu@x-pref.example を宛先から外す' }).click()
    await expectGoodForAll(author.page)
    await author.page.getByRole('button', { name: '宛先から外す', exact: true }).click()
    await author.page.getByText('宛先を外し、もう一度検査しました。').waitFor()
    await author.page.getByRole('button', { name: '取り下げる' }).click()
    await author.page.getByRole('button', { name: '取り下げて、送信しない' }).click()
    await author.page.getByRole('heading', { name: '取り下げられました' }).waitFor()
    expect((await showMail(author.page)).custody).toBe('withdrawn')
  },
)

test('英語でも同じに見え、どの画面も外へは何も呼ばない', { timeout: LONG }, async () => {
  const { page } = await signIn('satsuki.mihon@jisha.example')
  await page.getByRole('button', { name: '表示' }).click()
  await page.getByText('English').click()
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  for (const path of ['/today', '/outbound-mail?view=all', '/tour/case-a', '/outside-mailbox']) {
    await page.goto(sekisho.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(() => page.locator('.sk-waiting').count()).toBe(0)
    await expectGoodForAll(page)
  }
  expect(opened.flatMap(({ faults }) => faults)).toEqual([])
})

async function download(page: Page, address: string): Promise<Buffer> {
  const answer = await page.request.get(sekisho.url + address)
  expect(answer.status()).toBe(200)
  return answer.body()
}
