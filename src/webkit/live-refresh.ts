/** How fresh the page is: told at once, asked every few seconds, or not at all for the moment. */
export type Liveness = 'live' | 'polling' | 'lost'

export interface LiveRefresh {
  readonly close: () => void
}

export interface LiveOptions {
  /** Something under this topic changed; without a topic, anything may have. */
  readonly onChange: (topic?: string) => void
  readonly onLiveness: (liveness: Liveness) => void
  readonly openStream: () => EventSource
  /** How often to ask where no stream gets through (a proxy that holds streams back). */
  readonly pollMs?: number
}

const FAILURES_BEFORE_POLLING = 3
const RETRY_STREAM_MS = 60_000

/**
 * Listens to the announcements. Streams end and come back; after each come-back everything is read again, since
 * announcements may have been missed. Where streams do not get through at all it asks every 3 s, and tries a stream again
 * each minute.
 */
export function openLiveRefresh(options: LiveOptions): LiveRefresh {
  const { onChange, onLiveness, openStream, pollMs = 3000 } = options
  let stream: EventSource | undefined
  let poll: ReturnType<typeof setInterval> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let hasBeenLive = false

  const startPolling = () => {
    onLiveness('polling')
    poll ??= setInterval(() => onChange(), pollMs)
    retry = setTimeout(connect, RETRY_STREAM_MS)
  }
  const connect = () => {
    stream?.close()
    const next = openStream()
    stream = next
    next.addEventListener('open', () => {
      clearInterval(poll)
      poll = undefined
      failures = 0
      onLiveness('live')
      if (hasBeenLive) onChange()
      hasBeenLive = true
    })
    next.addEventListener('changed', (event: MessageEvent<string>) => onChange(topicOf(event.data)))
    next.addEventListener('error', () => {
      failures += 1
      if (failures >= FAILURES_BEFORE_POLLING) {
        next.close()
        startPolling()
        return
      }
      onLiveness('lost')
      // The browser comes back by itself, except after an answer that is no stream.
      if (next.readyState === 2) retry = setTimeout(connect, pollMs)
    })
  }
  connect()
  return {
    close() {
      stream?.close()
      clearInterval(poll)
      clearTimeout(retry)
    },
  }
}

/** The topic that a message names; none when it cannot be read, which means: read everything again. */
export function topicOf(data: string): string | undefined {
  try {
    const { topic } = JSON.parse(data) as { topic?: unknown }
    return typeof topic === 'string' ? topic : undefined
  } catch {
    return undefined
  }
}
