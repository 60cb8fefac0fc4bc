import { readSync, writeSync } from 'node:fs'

/** The pipes of a child whose PDF reader cannot wait: everything is read and written at once. */
export interface ChildPipes {
  /** The next frame from the parent; the process ends with its parent. */
  receive(): Buffer
  send(kind: 'Q' | 'R' | 'D' | 'P', payload?: Uint8Array | object): void
}

const INPUT = 0
const OUTPUT = 1
const HEAD_BYTES = 5

/** The form of frames is that of the documents' sandbox: a length, a letter, JSON or bytes. */
export function childPipes(): ChildPipes {
  const exactly = (count: number): Buffer => {
    const bytes = Buffer.alloc(count)
    for (let done = 0; done < count;) {
      const read = patient(() => readSync(INPUT, bytes, done, count - done, null))
      if (read === 0) process.exit(0)
      done += read
    }
    return bytes
  }
  const write = (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length;) done += patient(() => writeSync(OUTPUT, bytes, done, bytes.length - done))
  }
  return {
    receive: () => exactly(exactly(HEAD_BYTES).readUInt32LE(0)),
    send(kind, payload = {}) {
      const body = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload))
      const head = Buffer.alloc(HEAD_BYTES)
      head.writeUInt32LE(body.length, 0)
      head.write(kind, 4, 'latin1')
      write(head)
      write(body)
    },
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4))
const PAUSE_MILLISECONDS = 2

/** A pipe that does not wait is asked again a little later. */
function patient(act: () => number): number {
  for (;;) {
    try {
      return act()
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw cause
      Atomics.wait(pause, 0, 0, PAUSE_MILLISECONDS)
    }
  }
}
