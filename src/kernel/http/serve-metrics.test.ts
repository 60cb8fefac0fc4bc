import fastify from 'fastify'
import { expect, test } from 'vitest'
import { HTTP_STATUS, Refusal } from '../../base/refusal.ts'
import { openMetricsText } from './open-metrics.ts'
import { serveMetrics } from './serve-metrics.ts'

async function serverWith(token?: string) {
  const server = fastify()
  server.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof Refusal ? HTTP_STATUS[error.code] : 500).send({}),
  )
  const family = {
    name: 'sekisho_x',
    help: 'a "figure"',
    type: 'gauge',
    samples: [{ labels: { part: 'a"b\\c' }, value: 3 }],
  }
  serveMetrics(server, { token, read: async () => [family as never] })
  await server.ready()
  const ask = (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    server.inject({ url: '/api/metrics', headers, remoteAddress })
  return { server, ask }
}

test('without a token only this machine reads, and nothing that a proxy passes on', async () => {
  const { ask, server } = await serverWith()
  const answer = await ask()
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
  for (const [headers, from] of [
    [{}, '192.0.2.7'],
    [{ 'x-forwarded-for': '192.0.2.7' }, '127.0.0.1'],
    [{ forwarded: 'for=192.0.2.7' }, '127.0.0.1'],
    [{ via: '1.1 proxy' }, '::1'],
  ] as const)
    expect((await ask({ ...headers }, from)).statusCode, JSON.stringify(headers)).toBe(403)
  await server.close()
})

test('with a token whoever brings it reads, from anywhere, and nobody else does, this machine neither', async () => {
  const { ask, server } = await serverWith('a-token-of-the-test')
  expect((await ask({ authorization: 'Bearer a-token-of-the-test' }, '192.0.2.7')).statusCode).toBe(200)
  for (const authorization of ['', 'Bearer ', 'Bearer a-token-of-the-tes', 'bearer a-token-of-the-test'])
    expect((await ask({ authorization })).statusCode, authorization).toBe(403)
  await server.close()
})

test('the text is OpenMetrics: types, escaped labels, durations in growing buckets, and its end', async () => {
  const { ask, server } = await serverWith()
  await ask()
  const text = (await ask()).body
  expect(text).toContain('# TYPE sekisho_x gauge\n# HELP sekisho_x a \\"figure\\"\nsekisho_x{part="a\\"b\\\\c"} 3\n')
  expect(text).toMatch(/sekisho_http_request_duration_seconds_count\{status="2xx"\} 1\n/)
  const buckets = [...text.matchAll(/_bucket\{status="2xx",le="[^"]+"\} (\d+)/g)].map(([, count]) => Number(count))
  expect(buckets).toEqual(buckets.toSorted((a, b) => a - b))
  expect(buckets.at(-1)).toBe(1)
  expect(text.endsWith('# EOF\n')).toBe(true)
  expect(openMetricsText([])).toBe('# EOF\n')
  await server.close()
})
