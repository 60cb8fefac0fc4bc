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

/** Stands in for the server behind one page. The last answer given for an endpoint counts. */
export async function mockApi(
  page: Page,
  given: readonly Answer[],
): Promise<{ asked: Asked[]; now: (answer: Answer) => void }> {
  const asked: Asked[] = []
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
    if (!answer) return route.fulfill({ status: 404, json: { refusal: { code: 'not_found', facts: {} } } })
    return route.fulfill({ status: answer.status, json: answer.body(body) })
  })
  return { asked, now: (answer) => void known.set(`${answer.endpoint.method} ${answer.endpoint.path}`, answer) }
}

function safeJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return text
  }
}
