import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { mayReadProgram } from '../../../base/may-read-program.ts'
import type { SandboxLimits, SandboxState } from './sandbox-reading.ts'

const run = promisify(execFile)

const childEntry = fileURLToPath(new URL('child.ts', import.meta.url))

/** Of util-linux; absolute, since a child has no PATH. */
const find = (program: string) =>
  ['/usr/bin/', '/bin/', '/usr/sbin/'].map((folder) => folder + program).find(existsSync)

/** Namespaces of its own: no network, no other processes in sight; killed with the one that started it. */
const NAMESPACES = ['--user', '--map-root-user', '--net', '--ipc', '--uts', '--pid', '--fork', '--kill-child']

let tried: Promise<SandboxState> | undefined

/** Whether the system lets an ordinary process have namespaces of its own. Asked once. */
export function sandboxState(): Promise<SandboxState> {
  tried ??= tryNamespaces()
  return tried
}

async function tryNamespaces(): Promise<SandboxState> {
  const unshare = find('unshare')
  if (!unshare || !find('prlimit')) return 'partial'
  try {
    await run(unshare, [...NAMESPACES, '--', '/bin/true'], { timeout: 10_000, env: {} })
    return 'full'
  } catch {
    return 'partial'
  }
}

export interface Command {
  readonly program: string
  readonly parameters: readonly string[]
}

/**
 * What a reader makes lives shortly, and the runtime lets room for it grow: 435 MB resident after a list of 100,000 rows.
 * So it is 270 MB, in the same time. A print run of 200,000 pages takes 120 MB less.
 */
export const READER_FLAGS: readonly string[] = ['--max-semi-space-size=8']

/**
 * How to start a child. Node's own permission model keeps it from every file but the program's, from writing, from
 * starting processes and from loading native code, in either state.
 */
export const childCommand = (state: SandboxState, limits: SandboxLimits, inspector: URL): Command =>
  confinedCommand(state, limits, [childEntry, inspector.href])

/**
 * @param entry the program that the child runs, and its arguments; a part of ours
 * @param hasThreads it reads in threads of its own, which may do no more than it
 */
export function confinedCommand(
  state: SandboxState,
  limits: Pick<SandboxLimits, 'seconds' | 'memoryBytes'>,
  entry: readonly string[],
  hasThreads = false,
): Command {
  const node = [
    process.execPath,
    '--permission',
    ...mayReadProgram(),
    ...(hasThreads ? ['--allow-worker'] : []),
    ...READER_FLAGS,
    '--no-warnings',
    '--no-addons',
    '--disable-proto=delete',
    `--max-old-space-size=${Math.floor(limits.memoryBytes / 2 ** 20 / 2)}`,
    ...entry,
  ]
  const prlimit = find('prlimit')
  const limited = prlimit
    ? [prlimit, `--cpu=${cpuSeconds(limits)}`, '--fsize=0', '--core=0', '--nofile=64', '--', ...node]
    : node
  const [program, ...parameters] = state === 'full' ? [find('unshare')!, ...NAMESPACES, '--', ...limited] : limited
  return { program: program!, parameters }
}

/** Of a whole child: one whose parent is gone, and that is in a loop, ends by itself. */
export const cpuSeconds = ({ seconds }: Pick<SandboxLimits, 'seconds'>) => seconds * 8

/** The process that reads: the one that was started, or the last of those that it started (in its own namespace). */
export async function readerPid(started: number): Promise<number | undefined> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue
    // The name of the program stands in brackets and may hold anything.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (parent > 0) parents.set(parent, Number(name))
  }
  return parents.get(started) ?? started
}

/** Resident memory in bytes; undefined where the system does not tell. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024
}
