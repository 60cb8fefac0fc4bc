import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Liveness, openLiveRefresh, topicOf } from './live-refresh.ts'

/** A stream that does what the test says. */
class Stream extends EventTarget {
  readyState = 1
  isClosed = false
  close() {
    this.isClosed = true
  }
}

let streams: Stream[]
let changes: (string | undefined)[]
let states: Liveness[]
const open = () =>
  openLiveRefresh({
    onChange: (topic) => void changes.push(topic),
    onLiveness: (liveness) => void states.push(liveness),
    openStream: () => {
      streams.push(new Stream())
      return streams.at(-1) as unknown as EventSource
    },
  })
const fire = (type: string, data?: string) =>
  streams.at(-1)!.dispatchEvent(data === undefined ? new Event(type) : new MessageEvent(type, { data }))

beforeEach(() => {
  vi.useFakeTimers()
  streams = []
  changes = []
  states = []
})
afterEach(() => void vi.useRealTimers())

test('知らせの届いた話題だけを読み直し、読めない知らせならすべて読み直す', () => {
  const refresh = open()
  fire('open')
  fire('changed', '{"topic":"outbound-mail"}')
  fire('changed', 'not json')
  expect(changes).toEqual(['outbound-mail', undefined])
  expect(topicOf('null')).toBeUndefined()
  refresh.close()
  expect(streams[0]!.isClosed).toBe(true)
})

test('つながり直したら、聞き逃したかもしれないのですべて読み直す', () => {
  const refresh = open()
  fire('open')
  fire('error')
  fire('open')
  expect(changes).toEqual([undefined])
  expect(states).toEqual(['live', 'lost', 'live'])
  refresh.close()
})

test('つながらないときは3秒ごとに読み直し、つながれば読み直しをやめる', () => {
  const refresh = open()
  fire('error')
  fire('error')
  fire('error')
  expect(states.at(-1)).toBe('polling')
  vi.advanceTimersByTime(9000)
  expect(changes).toHaveLength(3)
  vi.advanceTimersByTime(51_000)
  expect(streams).toHaveLength(2)
  fire('open')
  const before = changes.length
  vi.advanceTimersByTime(30_000)
  expect(changes).toHaveLength(before)
  refresh.close()
})
