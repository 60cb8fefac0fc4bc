import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface RunningProcess {
  readonly pid: number
  readonly command: string
}

export interface RunningSekisho {
  readonly url: string
  readonly httpPort: number
  readonly smtpPort: number
  /** Everything it has printed. */
  output(): string
  /** What is alive of it: the whole tree, orphans, the database. */
  processes(): Promise<readonly RunningProcess[]>
  /** Asks it to stop, as Ctrl-C does, and answers its exit status. */
  stop(): Promise<number | null>
  /** kill -9 of the outermost process only, as the kernel would do it. */
  killOutermost(): Promise<void>
  /** kill -9 of what has `part` in its command line (`*`: of everything, the database too); answers whom it hit. */
  kill(part: string): Promise<readonly number[]>
}

export interface StartOptions {
  readonly data: string
  readonly settings?: Readonly<Record<string, string>>
  /** What runs it, before the program and its arguments: `['setpriv', '--reuid', …]`. */
  readonly through?: readonly string[]
  /** A copy of the product; this one otherwise. */
  readonly house?: string
}

/** Starts the product as a person would, by its command, and waits for the printed `ready`. */
export async function startSekisho({ data, settings = {}, ...how }: StartOptions): Promise<RunningSekisho> {
  const { SEKISHO_HTTP_PORT, SEKISHO_SMTP_PORT } = settings
  const httpPort = Number(SEKISHO_HTTP_PORT ?? (await freePort()))
  const smtpPort = Number(SEKISHO_SMTP_PORT ?? (await freePort()))
  const given = {
    SEKISHO_DATA: data,
    SEKISHO_HTTP_PORT: String(httpPort),
    SEKISHO_SMTP_PORT: String(smtpPort),
    ...settings,
  }
  const child = spawnSekisho(['start'], given, how)
  const texts: string[] = []
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => texts.push(text))
  await new Promise<void>((resolve, reject) => {
    const look = () => /^ready http/m.test(texts.join('')) && resolve()
    child.stdout!.on('data', look)
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${texts.join('')}`)))
  })
  return {
    url: `http://127.0.0.1:${httpPort}`,
    httpPort,
    smtpPort,
    output: () => texts.join(''),
    processes: () => processesOf(data),
    async stop() {
      child.kill('SIGINT')
      return exitOf(child)
    },
    async killOutermost() {
      child.kill('SIGKILL')
      await exitOf(child)
    },
    async kill(part) {
      const victims = (await processesOf(data)).filter(({ command }) => part === '*' || command.includes(part))
      for (const { pid } of victims) killIfAlive(pid)
      await until(async () => {
        const alive = new Set((await processesOf(data)).map(({ pid }) => pid))
        return victims.every(({ pid }) => !alive.has(pid))
      })
      return victims.map(({ pid }) => pid)
    },
  }
}

/** Runs a command to its end. */
export async function runSekisho(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  how: Pick<StartOptions, 'through' | 'house'> = {},
) {
  const child = spawnSekisho(args, settings, how)
  let output = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return { status: await exitOf(child), output }
}

function spawnSekisho(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  { through = [], house = root }: Pick<StartOptions, 'through' | 'house'>,
): ChildProcess {
  const [program, ...rest] = [...through, process.execPath, join(house, 'bin/sekisho.mjs'), ...args]
  return spawn(program!, rest, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** What a start has printed for the person at the terminal. */
export const printed = {
  demoPassword: (sekisho: RunningSekisho) =>
    /password for all of them, shown this once: (\S+)/.exec(sekisho.output())![1]!,
  setupCode: (sekisho: RunningSekisho) => /setup code: (\S+)/.exec(sekisho.output())![1]!,
}

/** The embedded database of a Sekisho that runs on `data`, as the application sees it and as its owner does. */
export async function databaseUrls(data: string): Promise<{ app: string; owner: string }> {
  const [app, passwords] = await Promise.all([
    readFile(join(data, 'database-url'), 'utf8'),
    readFile(join(data, 'database-passwords.json'), 'utf8'),
  ])
  const { owner: password } = JSON.parse(passwords) as { owner: string }
  return { app, owner: Object.assign(new URL(app), { username: 'sekisho_owner', password }).href }
}

/** Waits until something is so; how long is for the test's own limit to say. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100))
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)))
}

/** Every process that was given this data folder, however it is related to the one that was started. Zombies are gone. */
async function processesOf(data: string): Promise<RunningProcess[]> {
  const found: RunningProcess[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const [environment, command] = await Promise.all([
      readFile(`/proc/${name}/environ`, 'utf8').catch(() => ''),
      readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''),
    ])
    if (command === '' || !environment.split('\0').includes(`SEKISHO_DATA=${data}`)) continue
    found.push({ pid: Number(name), command: command.replaceAll('\0', ' ') })
  }
  return found
}

export async function freePort(): Promise<number> {
  // Below what the kernel gives to clients: a connection of another test must not take it before the server does.
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 17_000)
    if (await isFree(port)) return port
  }
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
