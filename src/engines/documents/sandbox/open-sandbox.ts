import { bytesOf } from '../byte-source.ts'
import { childCommand, cpuSeconds, sandboxState } from './confinement.ts'
import { type SandboxChild, startChild } from './sandbox-child.ts'
import { type DocumentSandbox, SANDBOX_LIMITS, type SandboxLimits, type SandboxOptions } from './sandbox-reading.ts'

interface Seat {
  child: SandboxChild | undefined
  fileCount: number
  busySeconds: number
}

/**
 * A pool of child processes that read files of strangers. Children are started when they are needed, used again, and
 * replaced after a number of files, or whenever one died over a file; the others go on.
 *
 * A child has an empty environment, no descriptor but its two pipes, no file but the program's own (Node's permission
 * model), no way to start a process, and where the system permits it a network and process namespace of its own.
 */
export async function openSandbox(options: SandboxOptions): Promise<DocumentSandbox> {
  const limits: SandboxLimits = { ...SANDBOX_LIMITS, ...options.limits }
  const state = await sandboxState()
  const command = childCommand(state, limits, options.inspector)
  const free: Seat[] = Array.from({ length: options.size ?? 1 }, () => ({
    child: undefined,
    fileCount: 0,
    busySeconds: 0,
  }))
  const all = [...free]
  const waiting: ((seat: Seat) => void)[] = []
  let isClosed = false

  const takeSeat = () =>
    new Promise<Seat>((resolve) => {
      const seat = free.pop()
      if (seat) resolve(seat)
      else waiting.push(resolve)
    })
  const leaveSeat = (seat: Seat) => {
    const next = waiting.shift()
    if (next) next(seat)
    else free.push(seat)
  }
  const childOf = (seat: Seat): SandboxChild => {
    const isWornOut = seat.fileCount >= limits.filesPerChild || seat.busySeconds > cpuSeconds(limits) / 4
    if (seat.child && isWornOut) seat.child.kill()
    if (seat.child?.isAlive()) return seat.child
    seat.child = startChild(command, limits)
    seat.fileCount = 0
    seat.busySeconds = 0
    return seat.child
  }
  return {
    state,
    async read(source, job = {}) {
      const seat = await takeSeat()
      const begin = performance.now()
      try {
        if (isClosed) throw new Error('the sandbox is closed')
        const child = childOf(seat)
        seat.fileCount++
        return await child.read(source instanceof Uint8Array ? bytesOf(source) : source, job)
      } finally {
        seat.busySeconds += (performance.now() - begin) / 1000
        leaveSeat(seat)
      }
    },
    close() {
      isClosed = true
      for (const { child } of all) child?.kill()
      return Promise.resolve()
    },
  }
}
