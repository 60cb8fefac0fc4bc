import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { CannotStart } from './data-folder.ts'
import type { FromProcess, ProcessName, RunningConfig } from '../processes/process.ts'

const main = join(import.meta.dirname, '../main.ts')
const LONGEST_PAUSE_MS = 30_000
const STOP_LIMIT_MS = 30_000

export interface ProcessTree {
  /** Resolves when every process has said that it is ready; answers what each listens on. */
  readonly ready: Promise<Readonly<Record<ProcessName, string>>>
  stop(): Promise<void>
}

/**
 * Starts the processes of one host and keeps them running: one that ends is started again, with a growing pause.
 * @throws CannotStart through `ready`, when a process says that a person must put something right (a taken port)
 */
export function startProcesses(
  names: readonly ProcessName[],
  config: RunningConfig,
  say: (line: string) => void,
): ProcessTree {
  const children = new Map<ProcessName, ChildProcess>()
  const listening: Partial<Record<ProcessName, string>> = {}
  let isStopping = false
  let settle: { resolve(value: Readonly<Record<ProcessName, string>>): void; reject(cause: Error): void }
  const ready = new Promise<Readonly<Record<ProcessName, string>>>((resolve, reject) => (settle = { resolve, reject }))

  const start = (name: ProcessName, pauseMs: number) => {
    const child = fork(main, ['run', name], {
      execArgv: ['--no-warnings'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    })
    const startedAt = performance.now()
    children.set(name, child)
    child.send(config)
    child.on('message', (message: FromProcess) => {
      if (message.kind === 'cannot-start') settle.reject(new CannotStart(message.why))
      if (message.kind !== 'ready') return
      listening[name] = message.listening
      if (names.every((one) => listening[one] !== undefined)) settle.resolve(listening as Record<ProcessName, string>)
    })
    child.on('exit', (code, signal) => {
      children.delete(name)
      if (isStopping) return
      if (listening[name] === undefined)
        settle.reject(
          new CannotStart(`the process ${name} ended before it was ready (${signal ?? code}); its log above says why`),
        )
      const pause = performance.now() - startedAt > LONGEST_PAUSE_MS ? 200 : Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      say(`process ${name} ended (${signal ?? code}); starting it again in ${(pause / 1000).toFixed(1)} s`)
      setTimeout(() => {
        if (!isStopping) start(name, pause)
      }, pause)
    })
  }
  for (const name of names) start(name, 100)

  return {
    ready,
    async stop() {
      isStopping = true
      await Promise.all([...children.values()].map(stopChild))
    },
  }
}

/** Asks a process to finish what it has in hand; kills it when it does not within the limit. */
function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    if (child.connected) child.disconnect()
    else child.kill('SIGTERM')
  })
}
