import { describe, expect, test } from 'vitest'
import {
  activateAccountEndpoint,
  changePasswordEndpoint,
  confirmTotpEndpoint,
  currentSession,
  openAccountLinkEndpoint,
  saveSettingsEndpoint,
  setUpTotpEndpoint,
  signInEndpoint,
  verifyTotpEndpoint,
} from '../../src/kernel/access/contract.ts'
import { foundOrganisation, showFirstPage } from '../../src/app/organisations/contract.ts'
import { applyPeopleImport, previewPeopleImport } from '../../src/kernel/people/contract.ts'
import { expectAccessible, expectNoSideScroll, shoot } from './harness.ts'
import { type Answer, answers, refuses } from './mock-api.ts'
import { id, office, signedIn, signedOut, staffPreview } from './office.ts'
import { useProductPages } from './use-product-pages.ts'

const product = useProductPages()

const { open } = product

const [mustChange, mustSetUp] = [signedIn({ mustChangePassword: true }), signedIn({ mustSetUpTotp: true })]
const choosing = answers(currentSession, {
  state: 'choose_organisation',
  choices: [
    { orgId: id(100), organisationName: '見本システム株式会社' },
    { orgId: id(101), organisationName: '例示印刷株式会社' },
  ],
})
const link = answers(openAccountLinkEndpoint, {
  kind: 'activation',
  organisationName: '見本システム株式会社',
  personName: '例示 花子',
  email: 'hanako@mihon.example',
  needs: 'new_password',
})

describe.each<[name: string, path: string, given: readonly Answer[]]>([
  ['sign-in', '/today', [signedOut]],
  ['choose', '/today', [choosing]],
  ['change-password', '/today', [mustChange]],
  ['set-up-totp', '/today', [mustSetUp]],
  ['activate', `/activate#${'t'.repeat(40)}`, [signedOut, link]],
  ['today', '/today', office],
  ['inbox', '/notices', office],
  ['people', '/people', office],
  ['person', `/people/${id(2)}`, office],
  ['add-person', '/people/add', office],
  ['units', '/units', office],
  ['accounts', '/accounts', office],
  ['import-people', '/people/import', office],
  ['found', '/found', [signedOut]],
  ['my-settings', '/my-settings', office],
  ['not-found', '/nowhere', office],
])('画面 %s', (name, path, given) => {
  test('明るくても暗くても axe の指摘がなく、360 px でも、英語の 320 px でも横に動かない', async () => {
    const { page, faults, context, settled, now } = await open(path, given)
    await settled()
    await shoot(page, `${name}-1280-light`)
    await expectAccessible(page)
    await page.setViewportSize({ width: 360, height: 800 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await shoot(page, `${name}-360-dark`)
    await expectNoSideScroll(page)
    await expectAccessible(page)
    await page.evaluate(() => localStorage.setItem('sekisho.appearance', '{"language":"en","textSize":"larger"}'))
    // What the account remembers goes before what the browser kept.
    const session = given.findLast(({ endpoint }) => endpoint === currentSession)!
    now({ ...session, body: () => ({ ...(session.body({}) as object), language: 'en', textSize: 'larger' }) })
    await page.setViewportSize({ width: 320, height: 800 })
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await settled()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await shoot(page, `${name}-320-en`)
    await expectNoSideScroll(page)
    expect(faults).toEqual([])
    await context.close()
  })
})

test('サインインから、来たときのアドレスへ進む', async () => {
  const { page, context, faults, asked, now } = await open('/units', [signedOut, ...office.slice(1)])
  await page.getByLabel('メールアドレス').fill('ｔａｒｏ＠mihon.example')
  await page.getByLabel('パスワード', { exact: true }).fill('長い合言葉を使います')
  now(answers(signInEndpoint, { next: 'code' }))
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { name: '確認コードの入力' }).waitFor()
  now(refuses(verifyTotpEndpoint, 401, 'wrong_code'))
  await page.getByLabel('確認コード').fill('１２３４５６')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  now(answers(verifyTotpEndpoint, { next: 'entered' }))
  now(signedIn())
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByRole('heading', { name: '組織', level: 1 }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/units')
  const signIn = asked.find((one) => one.path === signInEndpoint.path)
  expect(signIn?.headers['x-sekisho']).toBe('1')
  expect(signIn?.body).toEqual({ email: 'taro@mihon.example', password: '長い合言葉を使います' })
  expect(asked.filter((one) => one.path === verifyTotpEndpoint.path).map((one) => one.body)).toEqual([
    { code: '123456' },
    { code: '123456' },
  ])
  expect(faults).toEqual([])
  await context.close()
})

test('二度押しても一度しか送らず、拒否の理由を読み上げる', async () => {
  const { page, context, asked } = await open('/today', [
    signedOut,
    refuses(signInEndpoint, 429, 'too_many_requests', { facts: { minutes: 15 } }),
  ])
  await page.getByLabel('メールアドレス').fill('taro@mihon.example')
  await page.getByLabel('パスワード', { exact: true }).fill('x')
  await page.getByRole('button', { name: 'サインイン' }).dblclick()
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('15分ほど待ってから')
  expect(asked.filter((one) => one.path === signInEndpoint.path).length).toBeLessThanOrEqual(2)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
  await context.close()
})

test('項目の誤りは、項目と上の一覧に出て、一覧から項目へ移れる', async () => {
  const { page, context } = await open('/today', [
    mustChange,
    refuses(changePasswordEndpoint, 400, 'bad_input', { fields: { next: 'too_small' } }),
  ])
  await page.getByLabel('いまのパスワード').fill('古い')
  await page.getByLabel('新しいパスワード', { exact: true }).fill('短い')
  await page.getByLabel('新しいパスワード(確認)').fill('短い')
  await page.getByRole('button', { name: 'パスワードを変える' }).click()
  await page.getByRole('link', { name: /新しいパスワード/ }).click()
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('name'))
  expect(focused).toBe('next')
  await context.close()
})

test('2段階の確認: 控えのコードを保管するまで、ボタンが理由を言う', async () => {
  const { page, context, faults, now } = await open('/today', [
    mustSetUp,
    answers(setUpTotpEndpoint, {
      uri: 'otpauth://totp/Sekisho:taro?secret=JBSWY3DPEHPK3PXP&issuer=Sekisho',
      backupCodes: Array.from({ length: 10 }, (_, at) => `code-${at}aaaa`),
    }),
    answers(confirmTotpEndpoint, {}),
    ...office.slice(1),
  ])
  await page.getByLabel('パスワード', { exact: true }).fill('長い合言葉を使います')
  await page.getByRole('button', { name: '設定を始める' }).click()
  await page.getByRole('img', { name: '認証アプリで読み取る二次元コード' }).waitFor()
  await shoot(page, 'totp-codes')
  await expectAccessible(page)
  expect(await page.getByText('JBSW Y3DP EHPK 3PXP').count()).toBe(1)
  const finish = page.getByRole('button', { name: '設定を終える' })
  expect(await finish.getAttribute('aria-disabled')).toBe('true')
  expect(await finish.getAttribute('aria-describedby')).not.toBeNull()
  await page.getByLabel('控えのコードを保管しました。').check()
  await page.getByLabel('確認コード').fill('123456')
  now(signedIn({ hasTotp: true }))
  await finish.click()
  await page.getByRole('heading', { name: '今日', level: 1 }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('自社の組織をつくり、最初のパスワードを一度だけ見る', async () => {
  const { page, context, asked, faults } = await open('/today', [
    signedOut,
    answers(showFirstPage, { mayFound: true, hasDemo: true }),
    answers(foundOrganisation, { email: 'admin@mihon.example', password: 'generated-for-this-test' }),
  ])
  await page.getByRole('link', { name: '自社の組織をつくる' }).click()
  await page.getByRole('button', { name: '組織をつくる' }).click()
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('4か所を直してください')
  await page.getByLabel('設定コード').fill('ＡＢＣＤ-1234')
  await page.getByLabel('会社名').fill('見本システム株式会社')
  await page.getByLabel('最初の管理者の氏名').fill('見本 太郎')
  await page.getByLabel('管理者のメールアドレス').fill('admin@mihon.example')
  await page.getByRole('button', { name: '組織をつくる' }).click()
  await page.getByText('generated-for-this-test').waitFor()
  await expectAccessible(page)
  expect(asked.findLast((one) => one.path === foundOrganisation.path)?.body).toMatchObject({ setupCode: 'ABCD-1234' })
  expect(faults).toEqual([])
  await context.close()
})

test('名簿は、取り込む前に何が変わるかと直すところを見せる', async () => {
  const { page, context, asked, now, faults } = await open('/people/import', [
    ...office,
    answers(previewPeopleImport, staffPreview({ hasError: true })),
  ])
  await page
    .getByLabel(/ファイルを選ぶ/)
    .setInputFiles({ name: '名簿.csv', mimeType: 'text/csv', buffer: Buffer.from('社員番号,氏名\nA001,見本 太郎\n') })
  await page.getByRole('button', { name: '内容を確かめる' }).click()
  await page.getByText('B2(氏名)').waitFor()
  const apply = page.getByRole('button', { name: /取り込む$/ })
  expect(await apply.getAttribute('aria-disabled')).toBe('true')
  await shoot(page, 'import-errors')
  await expectAccessible(page)
  now(answers(previewPeopleImport, staffPreview({ hasError: false })))
  await page.getByLabel('氏名').first().selectOption('1')
  await expect.poll(() => apply.getAttribute('aria-disabled')).toBeNull()
  now(
    answers(applyPeopleImport, {
      importId: id(900),
      rowCount: 1,
      counts: { new: 1, changed: 0, unchanged: 0, missing: 0 },
      wasRepeated: false,
    }),
  )
  await apply.click()
  await page.getByText('1行を取り込みました。').waitFor()
  expect(asked.filter((one) => one.path === previewPeopleImport.path)).toHaveLength(2)
  expect(faults).toEqual([])
  await context.close()
})

test('リンクからアカウントを使い始める', async () => {
  const { page, context, asked, faults } = await open(`/activate#${'t'.repeat(40)}`, [
    signedOut,
    link,
    answers(activateAccountEndpoint, {}),
  ])
  await page.getByLabel('新しいパスワード', { exact: true }).fill('長い合言葉を使います')
  await page.getByLabel('新しいパスワード(確認)').fill('長い合言葉を使います')
  await page.getByRole('button', { name: '使い始める' }).click()
  await page.getByRole('link', { name: 'サインインへ進む' }).click()
  await page.getByRole('heading', { name: 'サインイン' }).waitFor()
  expect(asked.find((one) => one.path === activateAccountEndpoint.path)?.body).toEqual({
    token: 't'.repeat(40),
    password: '長い合言葉を使います',
  })
  expect(faults).toEqual([])
  await context.close()
})

test('言語と文字サイズはその場で変わり、アカウントに残る', async () => {
  const { page, context, asked } = await open('/today', [...office, answers(saveSettingsEndpoint, {})])
  await page.getByRole('button', { name: '表示' }).click()
  await page.getByText('English').click()
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  await page.getByText('Larger').click()
  await expect
    .poll(() => asked.findLast((one) => one.path === saveSettingsEndpoint.path)?.body)
    .toEqual({ language: 'en', textSize: 'larger' })
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px')
  await context.close()
})

test('別の言語のブラウザーからサインインしても、アカウントの言語が残る', async () => {
  const { page, context, asked, settled } = await product.open(
    '/today',
    [...office, answers(saveSettingsEndpoint, {})],
    { width: 1280, language: 'en' },
  )
  await page.getByRole('heading', { name: '今日', level: 1 }).waitFor()
  await settled()
  expect(asked.filter((one) => one.path === saveSettingsEndpoint.path)).toEqual([])
  await context.close()
})

test('キーボードだけで、本文へ飛び、メニューを使い、閉じられる', async () => {
  const { page, context, faults } = await open('/today', office, { width: 360 })
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('本文へ移動')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await expectAccessible(page)
  await shoot(page, 'menu-360')
  await page.getByRole('dialog').getByRole('link', { name: '組織', exact: true }).press('Enter')
  await page.getByRole('heading', { name: '組織', level: 1 }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(faults).toEqual([])
  await context.close()
})
