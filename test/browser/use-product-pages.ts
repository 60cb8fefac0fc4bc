import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { buildWeb } from '../../src/app/start/build-web.ts'
import { expectAccessible, expectNoSideScroll, launchBrowser, openPage, type PageOptions, shoot } from './harness.ts'
import { type Answer, mockApi } from './mock-api.ts'
import { servePages } from './serve-pages.ts'

/** Monday, in the morning in Japan. */
const NOW = '2026-11-23T01:00:00Z'

/** The product's screens, built as `npm start` builds them, and one Chromium for all tests of a file. */
export function useProductPages() {
  let browser: Browser
  let pages: Awaited<ReturnType<typeof servePages>>

  beforeAll(async () => {
    pages = await servePages(await buildWeb(() => undefined))
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await pages?.close()
  })

  return {
    /** Opens a path in a window of its own, with these answers of the server, and waits for its heading. */
    open: async (
      path: string,
      given: readonly Answer[],
      options: PageOptions & { readonly now?: string } = { width: 1280 },
    ) => {
      const watched = await openPage(browser, pages.origin, options)
      const { page } = watched
      // The answers speak of these weeks; what a form lets pass must not depend on when the test runs.
      await page.clock.setFixedTime(new Date(options.now ?? NOW))
      const api = await mockApi(page, given)
      const go = async (to: string) => {
        await page.goto(pages.origin + to)
        await page.getByRole('heading', { level: 1 }).waitFor()
      }
      await go(path)
      return {
        ...watched,
        ...api,
        go,
        /** What the page sent last to an endpoint. */
        sent: (endpoint: { readonly path: string }) =>
          api.asked.findLast((one) => one.path === endpoint.path && one.method === 'POST')?.body,
        /** Takes its picture, and holds it against WCAG and against scrolling to the side. */
        look: async (name: string) => {
          await shoot(page, `${name}-${options.width}`)
          await expectNoSideScroll(page)
          await expectAccessible(page)
        },
      }
    },
  }
}
