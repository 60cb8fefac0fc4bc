import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

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

/** axe itself, as the package for Playwright brings it. */
const AXE = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
)
interface Axe {
  readonly axe: { run(page: Document, options: object): ReturnType<AxeBuilder['analyze']> }
}
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * WCAG 2.2 A and AA by axe, over the whole page. It runs in the page itself and stays there for the next look: the
 * package's own way, which joins the findings of frames in a second page, takes several times as long, and the product
 * has no frames.
 */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames().length, 'frames, which axe would have to be brought into').toBe(1)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const { told, passes } = await page.evaluate(async (values) => {
    const { axe } = window as unknown as Axe
    const { violations, passes } = await axe.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    })
    const told = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    )
    return { told, passes: passes.length }
  }, RULES)
  expect(passes, 'axe looked at something').toBeGreaterThan(0)
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
