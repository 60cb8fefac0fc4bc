import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await pages?.close()
  if (folder) await rm(folder, { recursive: true })
})

describe.each(['gate', 'table', 'form'])('見本 %s', (sample) => {
  test.each([
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
    [360, 'dark'],
    [320, 'light'],
  ] as const)('幅 %i px %s: 横に動かず、axe の指摘がない', async (width, colours) => {
    const { page, context, faults } = await openPage(browser, pages.origin, { width, colours })
    await page.goto(`${pages.origin}/#${sample}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => document.fonts.ready)
    const shots = process.env['SEKISHO_TEST_SCREENSHOTS']
    if (shots) await page.screenshot({ path: `${shots}/${sample}-${width}-${colours}.png`, fullPage: true })
    await expectNoSideScroll(page)
    await expectAccessible(page)
    expect(faults).toEqual([])
    await context.close()
  })
})
