import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { contentSecurityPolicy, newNonce } from './security.ts'

/**
 * Serves the built screens. Every path that is not a file or an API is the one page, whose router knows the rest; its
 * nonce is new each time.
 */
export async function serveWebPages(server: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  await server.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    cacheControl: false,
    // File names carry the hash of their content.
    setHeaders: (response) => void response.header('cache-control', 'public, max-age=31536000, immutable'),
  })
  server.setNotFoundHandler(async (request, reply) => {
    const { pathname } = new URL(request.url, 'http://page')
    if (request.method !== 'GET' || pathname.startsWith('/api/') || pathname.startsWith('/assets/')) {
      return reply.code(404).send({ refusal: { code: 'not_found', facts: {} } })
    }
    const nonce = newNonce()
    void reply.header('content-security-policy', contentSecurityPolicy(nonce))
    return reply.type('text/html; charset=utf-8').send(page.replaceAll('__CSP_NONCE__', nonce))
  })
}
