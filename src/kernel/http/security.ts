import { randomBytes } from 'node:crypto'
import fastifyHelmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../base/refusal.ts'

export const newNonce = (): string => randomBytes(18).toString('base64url')

/** The page's own files only; styles that the interface kit writes at run time need the page's nonce. */
export function contentSecurityPolicy(nonce?: string): string {
  const styles = nonce ? `'self' 'nonce-${nonce}'` : "'self'"
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "manifest-src 'self'",
  ].join('; ')
}

/** Headers that stand on every answer, errors too. */
export async function setSecurityHeaders(server: FastifyInstance, publicUrl: URL): Promise<void> {
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: false,
    hsts: publicUrl.protocol === 'https:' ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  })
  server.addHook('onRequest', async (_request, reply) => {
    void reply.header('content-security-policy', contentSecurityPolicy())
    void reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
    void reply.header('cache-control', 'no-store')
  })
}

/**
 * Cross-site request forgery: a state-changing request must come from our own page. The header cannot be set across
 * origins without a preflight, which we never answer; the origin, where the browser names one, must be ours.
 */
export function refuseForgery(request: FastifyRequest, publicUrl: URL): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (request.headers['x-sekisho'] !== '1') throw new Refusal('not_allowed')
  if (origin !== undefined && origin !== publicUrl.origin && !isSameLoopback(origin, publicUrl))
    throw new Refusal('not_allowed')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('not_allowed')
}

/** On one's own machine the page is reached as localhost and as 127.0.0.1 alike. */
function isSameLoopback(origin: string, publicUrl: URL): boolean {
  const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])
  const from = URL.parse(origin)
  return (
    from !== null && loopback.has(from.hostname) && loopback.has(publicUrl.hostname) && from.port === publicUrl.port
  )
}
