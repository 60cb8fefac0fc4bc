import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, vi } from 'vitest'

// A browser on a busy machine takes its time; what is wrong fails by what it shows, not by the clock.
vi.setConfig({ testTimeout: 180_000 })

const CHROMIUM = process.env['SEKISHO_TEST_CHROMIUM'] ?? '/usr/bin/chromium'

/** A real Chromium that calls nobody. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface PageOptions {
  readonly width: number
  readonly height?: number
  readonly colours?: 'light' | 'dark'
  readonly language?: 'ja' | 'en'
}

/** What a page must never do, whatever the test looks at. */
export interface Watched {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors of the page, refused styles and scripts, and calls to other hosts. */
  readonly faults: string[]
}

export async function openPage(browser: Browser, origin: string, options: PageOptions): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: options.height ?? 900 },
    locale: options.language === 'en' ? 'en-GB' : 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    colorScheme: options.colours ?? 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(120_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    // A refused request is part of many tests; the browser logs it as an error of its own.
    if (/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return
    faults.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { origin: asked, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && asked !== origin) faults.push(`call to the outside: ${request.url()}`)
  })
  return { page, context, faults }
}

/** WCAG 2.2 A and AA by axe, over the whole page. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(passes.length, 'axe looked at something').toBeGreaterThan(0)
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
  expect(told).toEqual([])
}

/** Nothing is wider than the window: no scrolling to the side (WCAG 2.2, 1.4.10). */
export async function expectNoSideScroll(page: Page): Promise<void> {
  const widths = await page.evaluate(() => {
    const place = document.documentElement
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > place.clientWidth + 1)
      .map((element) => `${element.tagName}.${element.className}`)
    return { content: place.scrollWidth, window: place.clientWidth, wide: wide.slice(0, 5) }
  })
  expect(widths.content, widths.wide.join(', ')).toBeLessThanOrEqual(widths.window)
}

/** A picture of the whole page where `SEKISHO_TEST_SCREENSHOTS` names a folder, for whoever wants to look. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SEKISHO_TEST_SCREENSHOTS']
  await page.evaluate(() => document.fonts.ready)
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
