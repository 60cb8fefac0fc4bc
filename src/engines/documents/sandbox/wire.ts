import type { Readable, Writable } from 'node:stream'

/** What goes over the two pipes: a length, one letter that says what it is, then JSON or bytes. */
export interface Frame {
  readonly kind: FrameKind
  readonly payload: Buffer
}

/**
 * `J` a question about a file · `R` a range that the reader wants · `B` its bytes · `T` told on the way · `D` done: the
 * answer · `P` done: a picture · `Q` ready for a file.
 */
export type FrameKind = 'J' | 'R' | 'B' | 'T' | 'D' | 'P' | 'Q'

const MOST_BYTES = 64 * 1024 * 1024

export function sendFrame(to: Writable, kind: FrameKind, payload: Uint8Array | object = {}): void {
  const body = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload))
  const head = Buffer.alloc(5)
  head.writeUInt32LE(body.length, 0)
  head.write(kind, 4, 'latin1')
  to.write(head)
  to.write(body)
}

/** Frames as they come. One that is longer than anybody needs ends it: whoever sends that is not our reader any more. */
export async function* receivedFrames(from: Readable): AsyncGenerator<Frame> {
  let [pieces, count] = [[] as Buffer[], 0]
  let wanted = 5
  let head: Buffer | undefined
  for await (const piece of from) {
    pieces.push(piece as Buffer)
    count += (piece as Buffer).length
    while (count >= wanted) {
      const all = Buffer.concat(pieces)
      const taken = all.subarray(0, wanted)
      pieces = [all.subarray(wanted)]
      count -= wanted
      if (!head) {
        head = taken
        wanted = taken.readUInt32LE(0)
        if (wanted > MOST_BYTES) throw new RangeError('frame too long')
        if (wanted > 0) continue
      }
      yield { kind: head.toString('latin1', 4, 5) as FrameKind, payload: wanted === 0 ? Buffer.alloc(0) : taken }
      head = undefined
      wanted = 5
    }
  }
}

export const jsonOf = (frame: Frame): unknown => JSON.parse(frame.payload.toString('utf8'))
