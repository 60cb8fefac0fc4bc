import type { FastifyInstance } from 'fastify'
import type { MetricFamily } from './open-metrics.ts'

const BOUNDS_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const
const CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const

/** Measures how long answers take, by the class of their status: no path, no person, and never more than these few rows. */
export function measureRequests(server: FastifyInstance): () => MetricFamily {
  const counts = new Map(CLASSES.map((name) => [name as string, BOUNDS_SECONDS.map(() => 0)]))
  const totals = new Map(CLASSES.map((name) => [name as string, { count: 0, sum: 0 }]))
  server.addHook('onResponse', (_request, reply, done) => {
    const name = `${Math.floor(reply.statusCode / 100)}xx`
    const [buckets, total] = [counts.get(name), totals.get(name)]
    if (buckets && total) {
      const seconds = reply.elapsedTime / 1000
      for (const [at, bound] of BOUNDS_SECONDS.entries()) if (seconds <= bound) buckets[at]! += 1
      total.count += 1
      total.sum += seconds
    }
    done()
  })
  return () => ({
    name: 'sekisho_http_request_duration_seconds',
    help: 'How long answers of this web process took, by the class of their status.',
    type: 'histogram',
    samples: CLASSES.flatMap((status) => [
      ...BOUNDS_SECONDS.map((bound, at) => ({
        suffix: '_bucket',
        labels: { status, le: String(bound) },
        value: counts.get(status)![at]!,
      })),
      { suffix: '_bucket', labels: { status, le: '+Inf' }, value: totals.get(status)!.count },
      { suffix: '_sum', labels: { status }, value: totals.get(status)!.sum },
      { suffix: '_count', labels: { status }, value: totals.get(status)!.count },
    ]),
  })
}
