import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../harness/running-sekisho.ts'
import type { BenchDatabase } from './bench-database.ts'

/** A server that takes mail, and the processes whose cost is its cost. */
export interface MailServer {
  readonly name: string
  readonly port: number
  readonly roots: readonly number[]
  stop(): Promise<void>
}

export async function startGate(db: BenchDatabase): Promise<MailServer & { readonly pid: number }> {
  const program = fileURLToPath(new URL('gate-process.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    ['--no-warnings', program, db.url, join(db.folder, 'vault'), join(db.folder, 'keys.json')],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, UV_THREADPOOL_SIZE: '16' } },
  )
  const [line] = (await Promise.race([once(child.stdout, 'data'), failed(child)])) as [Buffer]
  return {
    name: 'Sekisho',
    port: Number(line.toString()),
    pid: child.pid!,
    roots: [child.pid!, db.postmaster],
    stop: () => ended(child, 'SIGTERM'),
  }
}

/** What everything goes to in the end: takes mail and throws it away. */
export async function startSink(): Promise<MailServer> {
  const port = await freePort()
  const child = spawn(
    'smtp-sink',
    [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), `127.0.0.1:${port}`, '200'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  await answers(port)
  return { name: 'smtp-sink', port, roots: [child.pid!], stop: () => ended(child, 'SIGTERM') }
}

/** The control: a Postfix with Debian's settings that takes mail and relays it to the sink. */
export async function startPostfixRelay(sinkPort: number): Promise<MailServer & { queueIsEmpty(): boolean }> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-postfix-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const [config, queue, data, log] = ['config', 'queue', 'data', 'postfix.log'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ]
  await Promise.all([config, queue, data].map((path) => mkdir(path)))
  spawnSync('chown', ['postfix', data])
  const master = await readFile('/usr/share/postfix/master.cf.dist', 'utf8').catch(() =>
    readFile('/etc/postfix/master.cf.proto', 'utf8'),
  )
  await writeFile(
    join(config, 'master.cf'),
    `${master.replace(/^smtp +inet/m, `127.0.0.1:${port} inet`)}\npostlog   unix-dgram n  -       n       -       1       postlogd\n`,
  )
  await writeFile(
    join(config, 'main.cf'),
    `compatibility_level = 3.6
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
myhostname = relay.example
queue_directory = ${queue}
data_directory = ${data}
maillog_file = ${log}
maillog_file_prefixes = ${folder}
relayhost = [127.0.0.1]:${sinkPort}
smtp_host_lookup = native
smtp_dns_support_level = disabled
`,
  )
  const postfix = (verb: string) => spawnSync('postfix', ['-c', config, verb], { encoding: 'utf8' })
  const { status, stderr } = postfix('start')
  if (status !== 0) throw new Error(`Postfix did not start: ${stderr}`)
  await answers(port)
  const pid = Number((await readFile(join(queue, 'pid/master.pid'), 'utf8')).trim())
  return {
    name: 'Postfix',
    port,
    roots: [pid],
    queueIsEmpty: () => spawnSync('postqueue', ['-c', config, '-j'], { encoding: 'utf8' }).stdout.trim() === '',
    async stop() {
      postfix('stop')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Postfix's own load generator, to its end. */
export async function smtpSource(
  port: number,
  load: { count: number; bytes: number; isReused: boolean; from: string; to: string; sessions?: number },
): Promise<void> {
  const { count, bytes, isReused, from, to, sessions = 20 } = load
  const args = ['-s', sessions, '-m', count, '-l', bytes, ...(isReused ? ['-d'] : []), '-f', from, '-t', to]
  const child = spawn('smtp-source', [...args.map(String), `127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`smtp-source ended with ${code}: ${said}`)
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const socket = createConnection(port, '127.0.0.1')
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (isUp) return
    if (tries > 200) throw new Error(`nothing answers on port ${port}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null]
  throw new Error(`ended with ${code}`)
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}
