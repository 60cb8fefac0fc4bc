import type { Page } from 'playwright-core'
import type { Endpoint } from '../../src/base/endpoint.ts'

/** What a test lets the server answer. Mocks live in tests alone. */
export interface Answer {
  readonly endpoint: Endpoint
  readonly status: number
  readonly body: (input: unknown) => unknown
}

/** An answer as the endpoint declares it: the same schema that guards the real server parses it. */
export const answers = (endpoint: Endpoint, output: unknown): Answer => ({
  endpoint,
  status: 200,
  body: () => endpoint.output.parse(output),
})

export const refuses = (
  endpoint: Endpoint,
  status: number,
  code: string,
  rest: { facts?: Record<string, string | number>; fields?: Record<string, string> } = {},
): Answer => ({ endpoint, status, body: () => ({ refusal: { code, facts: {}, ...rest } }) })

/** Requests that the page made, in order. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: unknown
}

export interface MockedApi {
  readonly asked: Asked[]
  /** Answers differently from now on. */
  readonly now: (answer: Answer) => void
  /** Waits until the page has every answer that it asked for, has drawn them, and asks for nothing more. */
  readonly settled: () => Promise<void>
}

/** Stands in for the server behind one page. The last answer given for an endpoint counts. */
export async function mockApi(page: Page, given: readonly Answer[]): Promise<MockedApi> {
  const asked: Asked[] = []
  let open = 0
  const known = new Map(given.map((answer) => [`${answer.endpoint.method} ${answer.endpoint.path}`, answer]))
  await page.route('**/api/**', async (route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    if (pathname === '/api/live-events') {
      return route.fulfill({ status: 200, contentType: 'text/event-stream', body: 'retry: 60000\n\n' })
    }
    const body: unknown = request.method() === 'POST' ? safeJson(request.postData()) : undefined
    asked.push({ method: request.method(), path: pathname, headers: request.headers(), body })
    const answer = known.get(`${request.method()} ${pathname}`)
    open++
    try {
      if (!answer) await route.fulfill({ status: 404, json: { refusal: { code: 'not_found', facts: {} } } })
      else await route.fulfill({ status: answer.status, json: answer.body(body) })
    } finally {
      open--
    }
  })
  const settled = async () => {
    for (let quiet = 0, before = -1; quiet < 2; before = asked.length) {
      await page.evaluate(drawn)
      const isReading = (await page.locator('.sk-waiting').count()) > 0
      quiet = open === 0 && asked.length === before && !isReading ? quiet + 1 : 0
    }
  }
  const now = (answer: Answer) => void known.set(`${answer.endpoint.method} ${answer.endpoint.path}`, answer)
  return { asked, now, settled }
}

/** In the page: its pictures are there, two frames are drawn, and what they set off has had a moment. */
const drawn = async () => {
  const pictures = [...document.images].filter((image) => image.loading !== 'lazy')
  await Promise.all(pictures.map((image) => image.decode().catch(() => undefined)))
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 20)))
  })
}

function safeJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return text
  }
}
