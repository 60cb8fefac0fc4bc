import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../base/refusal.ts'
import { type Identify, mayCall } from './identity.ts'
import type { openApiDocument } from './openapi.ts'

const PAGE = `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sekisho API</title>
<link rel="stylesheet" href="/api/docs/files/swagger-ui.css">
<main id="viewer"></main>
<script src="/api/docs/files/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
`
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#viewer', deepLinking: true, validatorUrl: null,
  supportedSubmitMethods: [], requestInterceptor: (request) => { request.headers['X-Sekisho'] = '1'; return request } })`

/** The OpenAPI document, for whoever is signed in, and a page that shows it. The page only shows: trying out is for a client of one's own. */
export async function serveApiViewer(
  server: FastifyInstance,
  document: ReturnType<typeof openApiDocument>,
  identify: Identify,
): Promise<void> {
  const viewer = dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui/package.json'))
  await server.register(fastifyStatic, {
    root: join(viewer, 'static'),
    prefix: '/api/docs/files/',
    decorateReply: false,
  })
  server.get('/api/openapi.json', async (request) => {
    const allowed = mayCall(await identify(new Headers({ cookie: request.headers.cookie ?? '' })), 'signed-in')
    if (allowed !== 'yes') throw new Refusal(allowed)
    return document
  })
  server.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE))
  server.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(START))
}
