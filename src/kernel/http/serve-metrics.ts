import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../base/refusal.ts'
import { type MetricFamily, OPEN_METRICS_TYPE, openMetricsText } from './open-metrics.ts'
import { measureRequests } from './request-durations.ts'

export interface Metrics {
  /** Whoever brings it may read, from any machine; without it only this machine may. */
  readonly token?: string | undefined
  readonly read: () => Promise<readonly MetricFamily[]>
}

/** `GET /api/metrics`: counts, ages and durations for whoever is on call. Never a name, an address or a subject line. */
export function serveMetrics(server: FastifyInstance, { token, read }: Metrics): void {
  const durations = measureRequests(server)
  server.get('/api/metrics', async (request, reply) => {
    if (!(token ? bringsToken(request, token) : isOnThisMachine(request))) throw new Refusal('not_allowed')
    const families = [...(await read()), durations()]
    return reply.header('content-type', OPEN_METRICS_TYPE).send(openMetricsText(families))
  })
}

function bringsToken(request: FastifyRequest, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))
}

/** What a proxy on this machine passes on comes from elsewhere, whether or not we were told to believe it. */
function isOnThisMachine({ ip, headers }: FastifyRequest): boolean {
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined)
  return !isForwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(ip)
}
