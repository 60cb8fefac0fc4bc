import { readdir, readFile } from 'node:fs/promises'

const MS_A_TICK = 10

/**
 * Processor time in ms that some processes and all their descendants have had so far, those that ended and were waited
 * for included. What else runs on the machine is not in it.
 */
export async function processorMs(roots: readonly number[]): Promise<number> {
  const all = new Map<number, { parent: number; ticks: number }>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    if (stat === '') continue
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // user, system, and both of the children that were waited for
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
    all.set(Number(name), { parent: Number(fields[1]), ticks })
  }
  const isOurs = (pid: number): boolean => {
    if (roots.includes(pid)) return true
    const parent = all.get(pid)?.parent
    return parent !== undefined && parent > 1 && isOurs(parent)
  }
  let ticks = 0
  for (const [pid, found] of all) if (isOurs(pid)) ticks += found.ticks
  return ticks * MS_A_TICK
}

/** The most memory a process has had, in MB. */
export async function mostMemoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024
}

/** Has the kernel count the most memory anew. */
export const currentMemoryMb = async (pid: number): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
