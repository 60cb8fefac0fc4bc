import { expect, test } from 'vitest'
import {
  extendObligationEndpoint,
  handOverObligationEndpoint,
  listAllObligations,
  listMyObligations,
  readObligation,
} from '../../src/kernel/obligations/contract.ts'
import { answers, refuses } from './mock-api.ts'
import { id, office, signedIn } from './office.ts'
import { useProductPages } from './use-product-pages.ts'

const { open } = useProductPages()

const both = (text: string) => ({ ja: text, en: text })
const line = {
  id: id(900),
  kind: 'vendors.roster_resubmission',
  word: { ja: '従事者一覧の提出', en: 'Hand in the roster of workers' },
  about: both('X県 教職員用パソコン更改(F社)'),
  responsible: both('例示 花子'),
  dueOn: '2026-12-10',
  firstDueOn: '2026-11-30',
  state: 'open',
  isProvisional: false,
  link: '/vendors/engagements',
}
const one = {
  ...line,
  personId: id(2),
  role: { ja: '上長', en: 'Supervisor' },
  isExtendable: true,
  mayExtend: true,
  mayHandOver: true,
  changes: [
    {
      id: id(902),
      change: 'extended',
      at: '2026-11-22T01:00:00Z',
      byName: '見本 太郎',
      requestedByName: '例示 花子',
      before: { ja: '2026年11月30日(月)', en: '30 November 2026' },
      after: { ja: '2026年12月10日(木)', en: '10 December 2026' },
      reason: '先方の工事が延びたため',
    },
    {
      id: id(901),
      change: 'handed_over',
      at: '2026-11-20T01:00:00Z',
      byName: '見本 太郎',
      before: { ja: '上長(F社)', en: 'Supervisor (F社)' },
      after: both('例示 花子'),
    },
  ],
}
const speaking = (language: 'ja' | 'en') =>
  signedIn({ language, rights: ['obligations:oversee', 'obligations:change', 'people:read'] })
const given = [
  ...office,
  speaking('ja'),
  answers(listMyObligations, { items: [line] }),
  answers(listAllObligations, { items: [line] }),
  answers(readObligation, one),
]
const path = `/obligations/${id(900)}`

test.each([
  [1280, 'light', 'ja'],
  [360, 'dark', 'ja'],
  [320, 'light', 'en'],
] as const)('期限と担当(幅 %i px %s %s): 横に動かず、axe の指摘がない', async (width, colours, language) => {
  const { page, context, faults, look, go } = await open(path, [...given, speaking(language)], {
    width,
    colours,
    language,
  })
  await page.getByText('先方の工事が延びたため').waitFor()
  await look(`obligation-${language}`)
  await go('/obligations?view=all')
  await page.getByRole('link', { name: /期限と担当|Day and person/ }).waitFor()
  await look(`obligations-${language}`)
  expect(faults).toEqual([])
  await context.close()
})

test('期限を延ばし、担当を引き継ぐ。抜けている欄はその場で言い、断られたら言葉で分かる', async () => {
  const { page, context, sent, now } = await open(path, [
    ...given,
    refuses(extendObligationEndpoint, 409, 'extension_of_own'),
    answers(handOverObligationEndpoint, {}),
  ])
  const extend = page.getByRole('form', { name: '期限を延ばす' })
  await extend.getByRole('button', { name: '延ばすことを認める' }).click()
  await extend.getByRole('alert').waitFor()
  expect(sent(extendObligationEndpoint)).toBeUndefined()
  await extend.getByLabel(/^新しい期限日/).fill('R8.12.20')
  await extend.getByLabel(/^申し出た人を探す/).fill('例示')
  await extend.getByLabel('申し出た人', { exact: true }).selectOption(id(2))
  await extend.getByLabel(/^理由/).fill('年末の休みのため')
  await extend.getByRole('button', { name: '延ばすことを認める' }).click()
  await extend.getByText(/申し出た人と担当の人以外が認めます。ほかの事務局/).waitFor()
  now(answers(extendObligationEndpoint, {}))
  await extend.getByRole('button', { name: '延ばすことを認める' }).click()
  await expect.poll(() => extend.getByLabel(/^理由/).inputValue()).toBe('')
  expect(sent(extendObligationEndpoint)).toEqual({
    obligationId: id(900),
    dueOn: '2026-12-20',
    requestedById: id(2),
    reason: '年末の休みのため',
  })

  const handOver = page.getByRole('form', { name: '担当を引き継ぐ' })
  await handOver.getByLabel('「上長」の役割の人に戻す').check()
  await handOver.getByLabel(/^理由/).fill('異動のため')
  await handOver.getByRole('button', { name: '引き継ぐ' }).click()
  await expect.poll(() => sent(handOverObligationEndpoint)).toEqual({ obligationId: id(900), reason: '異動のため' })
  await context.close()
})

test('見るだけの人には、直す欄を出さない。延ばせない期限は、そのことを言う', async () => {
  const { page, context } = await open(path, [
    ...given,
    answers(readObligation, { ...one, mayExtend: false, mayHandOver: false }),
  ])
  await page.getByText('先方の工事が延びたため').waitFor()
  expect(await page.locator('main form').count()).toBe(0)
  await context.close()
  const fixed = await open(path, [
    ...given,
    answers(readObligation, { ...one, isExtendable: false, mayExtend: false, changes: [] }),
  ])
  await fixed.page.getByText('延ばせません').waitFor()
  await fixed.page.getByText('延長も引き継ぎもありません。').waitFor()
  await fixed.context.close()
})
