import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100
const LOOK_EVERY_MS = 100
const SEARCH_EVERY_MS = 200
/** They are started at once; a search costs more than a look. */
const SEARCH_FOR_MS = 4000

export interface ChildUsage {
  /** Of all children, user and system, until they were last seen. */
  readonly cpuSeconds: number
  /** The greatest resident memory of one of them. */
  readonly megabytes: number
}

/** What the children of this process use, and their children: they are killed, so nobody tells it at their end. */
export function watchChildren(): () => ChildUsage {
  const seconds = new Map<number, number>()
  let kibibytes = 0
  const look = () => {
    for (const pid of seconds.keys()) {
      const stat = textOf(`/proc/${pid}/stat`)
      if (stat === '') continue
      // The name of the program stands in brackets and may hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      seconds.set(pid, (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND)
      kibibytes = Math.max(kibibytes, Number(/^VmHWM:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0))
    }
  }
  const search = () => {
    const parents = new Map<number, number>()
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue
      const stat = textOf(`/proc/${name}/stat`)
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    }
    const isOurs = (pid: number | undefined): boolean =>
      pid !== undefined && pid > 1 && (pid === process.pid || isOurs(parents.get(pid)))
    for (const [pid, parent] of parents) if (isOurs(parent) && !seconds.has(pid)) seconds.set(pid, 0)
  }
  const searches = setInterval(search, SEARCH_EVERY_MS)
  const timers = [setInterval(look, LOOK_EVERY_MS), searches, setTimeout(() => clearInterval(searches), SEARCH_FOR_MS)]
  return () => {
    timers.forEach((timer) => clearInterval(timer))
    return { cpuSeconds: [...seconds.values()].reduce((sum, each) => sum + each, 0), megabytes: kibibytes / 1024 }
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // gone
  }
}
