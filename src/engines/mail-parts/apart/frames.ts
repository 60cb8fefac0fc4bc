import type { Readable, Writable } from 'node:stream'

/** What goes over the pipe: a kind, and bytes. */
export interface Frame {
  readonly kind: string
  readonly payload: Buffer
}

const HEAD_BYTES = 5

/** @param kind one ASCII letter */
export function sendFrame(to: Writable, kind: string, payload: Uint8Array | string = ''): void {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload
  const head = Buffer.alloc(HEAD_BYTES)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(body.length, 1)
  to.write(head)
  to.write(body)
}

/** The frames of a pipe, whole; ends where the pipe does. */
export async function* receivedFrames(from: Readable): AsyncGenerator<Frame, undefined> {
  let pieces: Buffer[] = []
  let byteCount = 0
  for await (const piece of from) {
    pieces.push(piece as Buffer)
    byteCount += (piece as Buffer).length
    for (;;) {
      const wanted = byteCount < HEAD_BYTES ? HEAD_BYTES : HEAD_BYTES + joined(pieces, HEAD_BYTES).readUInt32BE(1)
      if (byteCount < wanted || byteCount < HEAD_BYTES) break
      const all = Buffer.concat(pieces)
      yield { kind: all.toString('latin1', 0, 1), payload: all.subarray(HEAD_BYTES, wanted) }
      pieces = [all.subarray(wanted)]
      byteCount -= wanted
    }
  }
}

/** The first bytes, without joining all of a big frame again for each of its pieces. */
function joined(pieces: readonly Buffer[], byteCount: number): Buffer {
  if (pieces[0]!.length >= byteCount) return pieces[0]!
  const start: Buffer[] = []
  for (let [at, have] = [0, 0]; have < byteCount; at += 1) {
    start.push(pieces[at]!)
    have += pieces[at]!.length
  }
  return Buffer.concat(start)
}
