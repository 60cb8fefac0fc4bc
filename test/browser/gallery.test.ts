import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPages } from './build-pages.ts'
import { expectAccessible, expectNoSideScroll, launchBrowser, openPage } from './harness.ts'
import { servePages } from './serve-pages.ts'

let browser: Browser
let folder: string
let pages: Awaited<ReturnType<typeof servePages>>

beforeAll(async () => {
  folder = await buildPages('./gallery')
  pages = await servePages(folder)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await pages?.close()
  if (folder) await rm(folder, { recursive: true })
})

test.each(['gate', 'table', 'form'])(
  '見本 %s: 明るくても暗くても axe の指摘がなく、狭くても横に動かない',
  async (sample) => {
    const { page, context, faults } = await openPage(browser, pages.origin, { width: 1280 })
    await page.goto(`${pages.origin}/#${sample}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [1280, 'dark'],
      [360, 'light'],
      [320, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      await page.evaluate(() => document.fonts.ready)
      const shots = process.env['SEKISHO_TEST_SCREENSHOTS']
      if (shots) await page.screenshot({ path: `${shots}/${sample}-${width}-${colorScheme}.png`, fullPage: true })
      await expectNoSideScroll(page)
      await expectAccessible(page)
    }
    expect(faults).toEqual([])
    await context.close()
  },
)

test('関門は読み上げでは番号付きの一覧で、指摘はボタンで開閉する', async () => {
  const { page, context } = await openPage(browser, pages.origin, { width: 1280 })
  await page.goto(`${pages.origin}/#gate`)
  const gate = page.getByRole('region', { name: '社外メールの関門' })
  const stations = gate.getByRole('list', { name: '関門の確認事項' }).getByRole('listitem')
  expect(await stations.count()).toBe(5)
  expect(await stations.nth(1).textContent()).toContain('宛先と関係先の照合止まっています (不合格)')
  // What is wrong is open from the start; another station takes its place.
  await expect.poll(() => gate.getByText('差出人は、案件').count()).toBe(1)
  await stations.nth(1).getByRole('button', { name: '指摘 2件を見る' }).press('Enter')
  await expect.poll(() => gate.getByText('y-city.example').count()).toBe(1)
  expect(await gate.getByText('差出人は、案件').count()).toBe(0)
  expect(await stations.nth(1).getByRole('button').getAttribute('aria-expanded')).toBe('true')
  await page.setViewportSize({ width: 360, height: 900 })
  // On a standing road the findings stand inside their station.
  await expect.poll(() => stations.nth(1).getByText('y-city.example').count()).toBe(1)
  await context.close()
})
