import { access, constants, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Something that the person at the terminal must put right: one line, exit status 2. */
export class CannotStart extends Error {}

export interface DataFolder {
  readonly path: string
  readonly file: (...names: string[]) => string
  release(): Promise<void>
}

/**
 * Takes the data folder for this process: made when missing, readable by its owner only, one Sekisho at a time.
 * A lock whose process was killed is taken over.
 */
export async function takeDataFolder(path: string): Promise<DataFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    throw new CannotStart(`the data folder ${path} cannot be made (${cause.code}): give another one by SEKISHO_DATA`)
  })
  await access(path, constants.W_OK).catch(() => {
    throw new CannotStart(
      `the data folder ${path} cannot be written: change its owner, or give another one by SEKISHO_DATA`,
    )
  })
  const lock = join(path, 'sekisho.pid')
  for (;;) {
    try {
      const file = await open(lock, 'wx', 0o600)
      await file.writeFile(`${process.pid} ${await startedAt(process.pid)}\n`)
      await file.sync()
      await file.close()
      break
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
      const [pid, since] = (await readFile(lock, 'utf8').catch(() => '')).trim().split(' ')
      if (pid && (await startedAt(Number(pid))) === since) {
        throw new CannotStart(
          `Sekisho already runs on ${path} (process ${pid}): stop it first, or give another folder by SEKISHO_DATA`,
        )
      }
      await rm(lock, { force: true })
    }
  }
  return { path, file: (...names) => join(path, ...names), release: () => rm(lock, { force: true }) }
}

/**
 * When a process started, so that a reused process id is not taken for the old one. Field 22 of /proc/<pid>/stat, in
 * clock ticks since boot; where there is no /proc, whether it lives at all.
 */
async function startedAt(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat) {
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A killed process that nobody has buried yet holds nothing any more.
    return state === 'Z' || state === 'X' ? 'gone' : (fields[18] ?? '')
  }
  if (process.platform === 'linux') return 'gone'
  try {
    process.kill(pid, 0)
    return 'alive'
  } catch {
    return 'gone'
  }
}
