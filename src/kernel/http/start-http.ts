import fastifyMultipart from '@fastify/multipart'
import fastifyRateLimit from '@fastify/rate-limit'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { Refusal } from '../../base/refusal.ts'
import type { Database } from '../db/database.ts'
import type { AnyRoute } from '../db/route.ts'
import { answerFault } from './answer-fault.ts'
import { answerRoute } from './answer-route.ts'
import { serveApiViewer } from './api-viewer.ts'
import type { Health } from './health.ts'
import { type Identify, mayCall } from './identity.ts'
import { openLiveEvents } from './live-events.ts'
import { openApiDocument } from './openapi.ts'
import { refuseForgery, setSecurityHeaders } from './security.ts'
import { type Metrics, serveMetrics } from './serve-metrics.ts'
import { serveWebPages } from './web-pages.ts'

export interface HttpOptions {
  readonly host: string
  /** 0: any free port (tests). */
  readonly port: number
  readonly publicUrl: URL
  /** Addresses or CIDR ranges whose X-Forwarded-* headers are believed; nobody's by default. */
  readonly trustedProxies: readonly string[]
  readonly database: Database
  /** For the one connection that listens. */
  readonly databaseUrl: string
  readonly routes: readonly AnyRoute[]
  readonly identify: Identify
  readonly health: () => Promise<Health>
  /** What the person on call watches; without it nothing is told. */
  readonly metrics?: Metrics
  /** The built screens; without them only the API answers (tests). */
  readonly webFolder?: string
  readonly version: string
  readonly log: FastifyBaseLogger
  /** Of one address; by default far more than an office makes, whose people all come from one (NAT, proxy). */
  readonly requestsAMinute?: number
}

export interface HttpServer {
  readonly port: number
  /** Whether announcements reach the live streams. */
  isLive(): boolean
  close(): Promise<void>
}

const BODY_LIMIT_BYTES = 1_000_000
// A hundred people at work make some 3,000. It stops a program that runs wild; sign-in has a narrow limit of its own.
const REQUESTS_A_MINUTE = 12_000

/** Starts the web server: routes, live events, OpenAPI, health, screens. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const server = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    bodyLimit: BODY_LIMIT_BYTES,
    // The paths of the API carry ids at most; a longer one is no request of ours.
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  }) as unknown as FastifyInstance
  await setSecurityHeaders(server, options.publicUrl)
  await server.register(fastifyRateLimit, {
    max: options.requestsAMinute ?? REQUESTS_A_MINUTE,
    timeWindow: '1 minute',
    // One page is dozens of files, which cost the database nothing.
    allowList: (request) => !request.url.startsWith('/api/'),
  })
  await server.register(fastifyMultipart)
  server.setErrorHandler((error, _request, reply) => answerFault(error, [], reply, options.log))
  server.addHook('preHandler', async (request) => refuseForgery(request, options.publicUrl))

  const live = openLiveEvents(options.databaseUrl)
  for (const route of options.routes) addRoute(server, options, route)
  server.get('/api/live-events', async (request, reply) => {
    const identity = await options.identify(new Headers({ cookie: request.headers.cookie ?? '' }))
    const allowed = mayCall(identity, 'signed-in')
    if (!identity || allowed !== 'yes') throw new Refusal(allowed === 'yes' ? 'not_signed_in' : allowed)
    reply.hijack()
    live.open(identity, reply.raw)
  })
  server.get('/api/live', () => ({ status: 'ok' }))
  server.get('/api/health', async (_request, reply) => {
    const health = await options.health()
    return reply.code(health.status === 'down' ? 503 : 200).send(health)
  })
  if (options.metrics) serveMetrics(server, options.metrics)
  await serveApiViewer(
    server,
    openApiDocument(options.routes, { title: 'Sekisho', version: options.version }),
    options.identify,
  )
  if (options.webFolder) await serveWebPages(server, options.webFolder)

  await server.listen({ host: options.host, port: options.port })
  const address = server.server.address() as { port: number }
  return {
    port: address.port,
    isLive: () => live.isListening(),
    async close() {
      await live.close()
      await server.close()
    },
  }
}

function addRoute(server: FastifyInstance, options: HttpOptions, route: AnyRoute): void {
  const { endpoint } = route
  server.route({
    method: endpoint.method,
    url: endpoint.path,
    handler: async (request, reply) => {
      try {
        return await answerRoute(options, route, request, reply)
      } catch (error) {
        return answerFault(error, endpoint.refuses, reply, options.log)
      }
    },
  })
}
