import { hostname } from 'node:os'
import { type Logger, pino } from 'pino'
import { announceProcess, type AnnouncedProcess } from '../../kernel/db/running-processes.ts'
import { DatabaseIsNewer } from '../../kernel/db/migrate.ts'
import type { Settings } from '../settings.ts'
import { CannotStart } from '../start/data-folder.ts'
import { describeFault } from '../../kernel/http/index.ts'

/** The processes of a Sekisho host. Each may run on any number of hosts over one database. */
export const PROCESS_NAMES = ['web', 'smtp', 'worker'] as const
export type ProcessName = (typeof PROCESS_NAMES)[number]

/** What a process is told at its start. It never holds the owner's URL. */
export interface RunningConfig {
  readonly settings: Settings
  readonly databaseUrl: string
  readonly webFolder: string
  readonly version: string
}

export type FromProcess =
  { readonly kind: 'ready'; readonly listening: string } | { readonly kind: 'cannot-start'; readonly why: string }

export interface RunningProcess {
  /** What it listens on, for the person at the terminal; empty where it listens on nothing. */
  readonly listening: string
  stop(): Promise<void>
}

export type StartProcess = (config: RunningConfig, log: Logger) => Promise<RunningProcess>

/** Runs one process until its parent lets go of it or a signal comes; it finishes what it has in hand first. */
export async function runProcess(name: ProcessName, startProcess: StartProcess): Promise<void> {
  const log = pino(
    { name, base: { process: name }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )
  const message = await new Promise<RunningConfig>((resolve) =>
    process.once('message', (value) => resolve(value as RunningConfig)),
  )
  // The channel carries JSON: a URL arrives as its text.
  const { settings } = message
  const config = {
    ...message,
    settings: { ...settings, http: { ...settings.http, publicUrl: new URL(settings.http.publicUrl) } },
  }
  let announced: AnnouncedProcess | undefined
  let running: RunningProcess | undefined
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await running?.stop().catch((error: unknown) => log.error(describeFault(error), 'stopping'))
    await announced?.stop()
    process.exit(0)
  }
  process.on('disconnect', () => void stop())
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop())
  // The state is unknown: this process ends and is started again. The message stays out of the log, it may quote data.
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal(describeFault(error), event)
      process.exit(70)
    })
  }
  try {
    announced = await announceProcess({
      databaseUrl: config.databaseUrl,
      name,
      host: hostname(),
      onOutdated: (why) => {
        log.fatal({ why: why.message }, 'outdated')
        void stop()
      },
    })
    running = await startProcess(config, log)
    if (isStopping) await running.stop()
    process.send?.({ kind: 'ready', listening: running.listening } satisfies FromProcess)
  } catch (error) {
    const why = sayWhy(error)
    if (why) process.send?.({ kind: 'cannot-start', why } satisfies FromProcess)
    else log.fatal(describeFault(error), 'cannot start')
    setTimeout(() => process.exit(2), 100)
  }
}

function sayWhy(error: unknown): string | undefined {
  if (error instanceof CannotStart) return error.message
  if (error instanceof DatabaseIsNewer) return `${error.message}: start the newer version of Sekisho`
  const { code, port, address } = error as { code?: string; port?: number; address?: string }
  if (code === 'EADDRINUSE')
    return `port ${port} is taken: stop what listens there, or give another one by SEKISHO_HTTP_PORT or SEKISHO_SMTP_PORT`
  if (code === 'EACCES') return `port ${port} may not be opened by this user: give one above 1023`
  if (code === 'EADDRNOTAVAIL')
    return `this machine has no address ${address}: check SEKISHO_HTTP_HOST and SEKISHO_SMTP_HOST`
  return undefined
}
