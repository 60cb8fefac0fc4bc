import type { ServerResponse } from 'node:http'
import pg from 'pg'
import { LIVE_CHANNEL } from '../db/announce.ts'
import type { Identity } from './identity.ts'

/** Proxies close a silent connection after a minute or so. */
const HEARTBEAT_MS = 20_000

interface Stream {
  readonly orgId: string
  readonly endsWith: string
  readonly response: ServerResponse
}

export interface LiveEvents {
  open(identity: Identity, response: ServerResponse): void
  /** Whether announcements arrive at the moment. */
  isListening(): boolean
  close(): Promise<void>
}

/**
 * Server-sent events: topics of the reader's organisation, no data. The page reads again with its own rights.
 *
 * A stream ends at once when the access room announces the identity's `endsWith` (a disabled account, a sign-out). If
 * the listening connection breaks, every stream is ended too, so that no page goes on believing that it is live.
 */
export function openLiveEvents(databaseUrl: string): LiveEvents {
  const streams = new Set<Stream>()
  let client: pg.Client | undefined
  let isClosed = false
  let retry: NodeJS.Timeout | undefined

  const endAll = (which: (stream: Stream) => boolean) => {
    for (const stream of streams) {
      if (!which(stream)) continue
      streams.delete(stream)
      stream.response.end()
    }
  }
  const deliver = (payload: string) => {
    const { org, topic } = JSON.parse(payload) as { org: string; topic: string }
    endAll((stream) => stream.orgId === org && stream.endsWith === topic)
    // Topics of the access room name accounts; they are for this process, not for the pages.
    if (topic.startsWith('account:') || topic.startsWith('session:')) return
    for (const stream of streams) {
      if (stream.orgId === org) stream.response.write(`event: changed\ndata: ${JSON.stringify({ topic })}\n\n`)
    }
  }
  const listen = async () => {
    const next = new pg.Client({ connectionString: databaseUrl })
    const lost = () => {
      if (client !== next || isClosed) return
      client = undefined
      endAll(() => true)
      retry = setTimeout(() => void listen(), 1000)
    }
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', (message) => deliver(message.payload ?? '{}'))
    client = next
    try {
      await next.connect()
      await next.query(`listen ${LIVE_CHANNEL}`)
    } catch {
      lost()
    }
  }
  void listen()
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.response.write(': still here\n\n')
  }, HEARTBEAT_MS)

  return {
    open(identity, response) {
      const stream = { orgId: identity.actor.orgId, endsWith: identity.endsWith, response }
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      response.write('retry: 2000\n\n')
      streams.add(stream)
      response.on('close', () => streams.delete(stream))
      if (!client) response.end()
    },
    isListening: () => client !== undefined,
    async close() {
      isClosed = true
      clearInterval(heartbeat)
      clearTimeout(retry)
      endAll(() => true)
      await client?.end().catch(() => undefined)
    },
  }
}
