import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../base/refusal.ts'
import { type Database, inOrganisation } from '../db/database.ts'
import type { AnyRoute, Download, RequestContext, StreamContext } from '../db/route.ts'
import { parseInput } from './answer-fault.ts'
import { type Identify, type Identity, mayCall } from './identity.ts'
import { openUpload, readUpload } from './read-upload.ts'

/** PostgreSQL's codes for "somebody was in the way; the same transaction may succeed now". */
const RETRIED = new Set(['40001', '40P01'])

export interface Answering {
  readonly database: Database
  readonly identify: Identify
}

/** The contract adapter: right, then input, then one transaction, then the output as declared. */
export async function answerRoute(
  { database, identify }: Answering,
  route: AnyRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { endpoint } = route
  const headers = headersOf(request)
  if (route.kind === 'public') {
    const input = parseInput(endpoint.input, inputOf(request))
    const context: RequestContext = {
      database,
      headers,
      ip: request.ip,
      setHeader: (name, value) => void reply.header(name, value),
    }
    return reply.send(endpoint.output.parse(await route.run(context, input as never)))
  }
  const identity = await identify(headers)
  const allowed = mayCall(identity, endpoint.right)
  if (allowed !== 'yes') throw new Refusal(allowed)
  const { actor } = identity as Identity
  if (route.kind === 'upload') {
    const { input, file } = await readUpload(request, endpoint.input, route.limitBytes)
    return reply.send(
      await inOneTransaction(database, actor.orgId, async (tx) =>
        endpoint.output.parse(await route.run(tx, actor, input as never, file)),
      ),
    )
  }
  if (route.kind === 'stream') {
    const { input, file } = await openUpload(request, endpoint.input, route.limitBytes)
    const context: StreamContext = { actor, inOrganisation: (work) => inOneTransaction(database, actor.orgId, work) }
    return reply.send(endpoint.output.parse(await route.run(context, input as never, file)))
  }
  const input = parseInput(endpoint.input, inputOf(request))
  if (route.kind === 'download') {
    const download = await inOneTransaction(database, actor.orgId, (tx) => route.run(tx, actor, input as never), true)
    return sendDownload(reply, download)
  }
  // A page is signed as it was shown: what it shows must be of one moment, the hash of the revision with its content.
  const isOneSnapshot = endpoint.method === 'GET'
  return reply.send(
    await inOneTransaction(
      database,
      actor.orgId,
      async (tx) => endpoint.output.parse(await route.run(tx, actor, input as never)),
      isOneSnapshot,
    ),
  )
}

async function inOneTransaction<T>(
  database: Database,
  orgId: string,
  work: Parameters<typeof inOrganisation<T>>[2],
  isOneSnapshot = false,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inOrganisation(database, orgId, work, { isOneSnapshot })
    } catch (error) {
      if (attempt === 3 || !RETRIED.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

function inputOf(request: FastifyRequest): unknown {
  return request.method === 'GET' ? request.query : (request.body ?? {})
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  }
  return headers
}

/** RFC 6266 and RFC 8187: the name in UTF-8, an ASCII stand-in for old clients, and never a path or a control character. */
function sendDownload(reply: FastifyReply, download: Download): FastifyReply {
  const name = download.fileName.replace(/[\p{Cc}/\\]/gu, '_').slice(0, 200) || 'file'
  const ascii = name.replace(/[^\x20-\x7e]|["%;]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  void reply.header('content-type', download.mediaType)
  void reply.header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`)
  if (download.byteCount !== undefined) void reply.header('content-length', download.byteCount)
  // Whatever it is, a browser that opens it anyway runs nothing and fetches nothing.
  void reply.header('content-security-policy', "sandbox; default-src 'none'")
  return reply.send(download.content)
}
