import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './running-sekisho.ts'

const deployed = join(import.meta.dirname, '../../deploy/postfix')

export interface PrivatePostfix {
  /** Where mail clients and the internet come in: through the content filter. */
  readonly entryPort: number
  /** Where Sekisho gives released mail back. */
  readonly releasePort: number
  log(): Promise<string>
  /** Stops it, or starts it again on the same ports. */
  setUp(isUp: boolean): void
  stop(): Promise<void>
}

/** Whether this machine lets us start one: Postfix wants to be started by root. */
export const mayRunPostfix = (): boolean => process.getuid?.() === 0 && spawnSync('postfix', ['-h']).error === undefined

/**
 * A real Postfix with the configuration of `deploy/postfix`, in a folder and on ports of its own. Only what a second
 * instance on a test machine needs is put behind it.
 * @param ports of Sekisho's mail gate, and of the server to which everything outside goes
 */
export async function startPrivatePostfix(ports: { gate: number; outside: number }): Promise<PrivatePostfix> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-postfix-'))
  await chmod(folder, 0o755)
  const [entryPort, releasePort] = await Promise.all([freePort(), freePort()])
  const [config, queue, data, log] = ['config', 'queue', 'data', 'postfix.log'].map((name) => join(folder, name))
  await Promise.all([config!, queue!, data!].map((path) => mkdir(path)))
  spawnSync('chown', ['postfix', data!])
  const main = await readFile(join(deployed, 'main.cf'), 'utf8')
  const master = await readFile(join(deployed, 'master.cf'), 'utf8')
  const ours = `
content_filter = sekisho:[127.0.0.1]:${ports.gate}
inet_interfaces = 127.0.0.1
queue_directory = ${queue}
data_directory = ${data}
maillog_file = ${log}
maillog_file_prefixes = ${folder}
relayhost = [127.0.0.1]:${ports.outside}
smtp_host_lookup = native
smtpd_tls_security_level = none
smtp_tls_security_level = none
minimal_backoff_time = 2s
maximal_backoff_time = 4s
queue_run_delay = 2s
`
  await writeFile(join(config!, 'main.cf'), withoutNames(main, ours))
  await writeFile(
    join(config!, 'master.cf'),
    master
      .replace(/^smtp +inet/m, `127.0.0.1:${entryPort} inet`)
      .replaceAll(/^submissions? +inet[^\n]*\n(?: +-o[^\n]*\n)+/gm, '')
      .replace(/^127\.0\.0\.1:10026 inet/m, `127.0.0.1:${releasePort} inet`),
  )
  const postfix = (verb: string) => spawnSync('postfix', ['-c', config!, verb], { encoding: 'utf8' })
  const { status, stderr } = postfix('start')
  if (status !== 0) throw new Error(`Postfix did not start: ${stderr}${await readFile(log!, 'utf8').catch(() => '')}`)
  return {
    entryPort,
    releasePort,
    setUp: (isUp) => void postfix(isUp ? 'start' : 'stop'),
    log: () => readFile(log!, 'utf8'),
    async stop() {
      postfix('stop')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A setting that stands twice is a warning at every start: ours replaces the deployed one. */
function withoutNames(main: string, ours: string): string {
  const names = new Set([...ours.matchAll(/^(\w+) =/gm)].map((match) => match[1]))
  const kept = main.split('\n').filter((line) => !names.has(/^(\w+) =/.exec(line)?.[1] ?? ''))
  return kept.join('\n') + ours
}
