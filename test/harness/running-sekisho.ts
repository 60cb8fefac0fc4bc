import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface RunningSekisho {
  readonly url: string
  readonly httpPort: number
  readonly smtpPort: number
  /** Everything it has printed. */
  output(): string
  /** Process ids of the tree, by the part of the command line that tells them apart. */
  processes(): Promise<readonly { pid: number; command: string }[]>
  /** Asks it to stop, as Ctrl-C does, and answers its exit status. */
  stop(): Promise<number | null>
  /** kill -9 of the outermost process only, as the kernel would do it. */
  killOutermost(): Promise<void>
}

export interface StartOptions {
  readonly data: string
  readonly settings?: Readonly<Record<string, string>>
}

/** Starts the product as a person would, by its command, and waits for the printed `ready`. */
export async function startSekisho({ data, settings = {} }: StartOptions): Promise<RunningSekisho> {
  const [httpPort, smtpPort] = await Promise.all([freePort(), freePort()])
  const given = {
    SEKISHO_DATA: data,
    SEKISHO_HTTP_PORT: String(httpPort),
    SEKISHO_SMTP_PORT: String(smtpPort),
    ...settings,
  }
  const child = spawnSekisho(['start'], given)
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
    processes: () => processesWith(data, child.pid!),
    async stop() {
      child.kill('SIGINT')
      return exitOf(child)
    },
    async killOutermost() {
      child.kill('SIGKILL')
      await exitOf(child)
    },
  }
}

/** Runs a command to its end. */
export async function runSekisho(args: readonly string[], settings: Readonly<Record<string, string>>) {
  const child = spawnSekisho(args, settings)
  let output = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return { status: await exitOf(child), output }
}

function spawnSekisho(args: readonly string[], settings: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [join(root, 'bin/sekisho.mjs'), ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)))
}

/** The descendants of `ancestor`, and servers whose command line names the data folder. */
async function processesWith(data: string, ancestor: number) {
  const all: { pid: number; parent: number; command: string }[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const [stat, command] = await Promise.all([
      readFile(`/proc/${name}/stat`, 'utf8').catch(() => ''),
      readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''),
    ])
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    all.push({ pid: Number(name), parent, command: command.replaceAll('\0', ' ') })
  }
  const family = new Set([ancestor])
  for (let grew = true; grew;) {
    const found = all.filter((one) => !family.has(one.pid) && (family.has(one.parent) || one.command.includes(data)))
    grew = found.length > 0
    for (const one of found) family.add(one.pid)
  }
  return all.filter((one) => family.has(one.pid) && one.command !== '').map(({ pid, command }) => ({ pid, command }))
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
