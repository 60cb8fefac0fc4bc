import { describe, expect, test } from 'vitest'
import { listBrokenGlass, listGateHabits, readGateHabits } from '../../src/kernel/gates/contract.ts'
import { answers } from './mock-api.ts'
import { id, office, signedIn } from './office.ts'
import { useProductPages } from './use-product-pages.ts'

const { open } = useProductPages()

const many = {
  decisionCount: 128,
  passCount: 121,
  passShare: 121 / 128,
  passWithFindingsCount: 14,
  measuredCount: 128,
  medianSecondsInView: 74,
  quickCount: 9,
  quickShare: 9 / 128,
}
const few = {
  decisionCount: 2,
  passCount: 2,
  passWithFindingsCount: 0,
  measuredCount: 2,
  medianSecondsInView: 31,
  quickCount: 0,
}
const glass = { openedCount: 2, confirmedCount: 2, passedCount: 1, reviewedCount: 1, notJustifiedCount: 1 }
const asked = {
  id: id(910),
  openedAt: '2026-11-02T01:00:00Z',
  openerName: '見本 事務局一',
  confirmedAt: '2026-11-02T01:05:00Z',
  confirmerName: '見本 事務局二',
}
const speaking = (language: 'ja' | 'en') => signedIn({ language, rights: ['gates:oversee'] })
const given = [
  ...office,
  speaking('ja'),
  answers(readGateHabits, { ...many, firstOn: '2026-08-26', lastOn: '2026-11-23', approverCount: 2, glass }),
  answers(listGateHabits, {
    items: [
      { ...many, personId: id(1), name: '見本 太郎' },
      { ...few, personId: id(2), name: '例示 花子' },
    ],
  }),
  answers(listBrokenGlass, {
    items: [
      asked,
      {
        ...asked,
        id: id(911),
        passedAt: '2026-11-02T01:06:00Z',
        reviewedAt: '2026-11-05T01:00:00Z',
        reviewerName: '見本 監査',
        conclusion: 'not_justified',
      },
    ],
  }),
]

describe('承認の実態', () => {
  test.each([
    [1280, 'light', 'ja'],
    [360, 'dark', 'ja'],
    [320, 'light', 'en'],
  ] as const)('幅 %i px %s %s: 横に動かず、axe の指摘がない', async (width, colours, language) => {
    const { page, context, faults, look } = await open('/gate-habits', [...given, speaking(language)], {
      width,
      colours,
      language,
    })
    await page.getByText('例示 花子').waitFor()
    await look(`gate-habits-${language}`)
    expect(faults).toEqual([])
    await context.close()
  })

  test('割合は件数が足りるときだけ出し、期間を選ぶとその期間を聞く', async () => {
    const { page, context, asked: calls } = await open('/gate-habits', given)
    const rows = page.getByRole('table', { name: '承認者ごと' }).getByRole('row')
    await rows.nth(2).waitFor()
    expect(await rows.nth(1).textContent()).toContain('94.5%')
    expect(await rows.nth(2).textContent()).not.toContain('%')
    await page.getByRole('link', { name: '前年度' }).click()
    await expect.poll(() => calls.filter(({ path }) => path === readGateHabits.path).length).toBe(2)
    expect(new URL(page.url()).searchParams.get('period')).toBe('last_fiscal_year')
    expect(await page.getByRole('link', { name: /^承認者ごと.*Excel/ }).getAttribute('href')).toContain(
      'period=last_fiscal_year',
    )
    await context.close()
  })
})
