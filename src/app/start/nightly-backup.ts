import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { backupNames } from '../backup/backup-folder.ts'
import { dueBackupAt } from '../backup/rules/due-backup.ts'

const main = join(import.meta.dirname, '../main.ts')
const LOOK_MS = 5 * 60_000
/** After a backup or drill that could not be done, e.g. with its disk full. */
const AGAIN_MS = 60 * 60_000
const KEEP = '14'

/**
 * Takes a backup every night, and drills it: by the commands that a person would use, in processes of their own, since
 * only the supervisor has the owner's URL. A night that was missed is made up for at once.
 * @returns how to stop it
 */
export function backUpNightly(folder: string, say: (line: string) => void): () => Promise<void> {
  let [notBefore, isStopped] = [0, false]
  let child: ChildProcess | undefined
  let current: Promise<void> | undefined
  const run = (args: readonly string[]) =>
    new Promise<number>((resolve) => {
      child = fork(main, [...args], { execArgv: ['--no-warnings'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      child.once('exit', (code) => resolve(code ?? 2))
      child.once('error', () => resolve(2))
    })
  const look = async () => {
    const now = new Date()
    if (isStopped || now.getTime() < notBefore) return
    const newest = (await backupNames(folder)).at(-1)
    if (!dueBackupAt(newest, now)) return
    notBefore = now.getTime() + AGAIN_MS
    for (const command of [['backup', '--keep', KEEP], ['drill']]) {
      const status = isStopped ? 0 : await run(command)
      if (status === 0) continue
      say(
        `the nightly ${command[0]} ${status === 1 ? 'found something' : 'could not be done'}; run sekisho ${command[0]}`,
      )
      if (status === 2) return
    }
  }
  const begin = () => {
    current ??= look()
      .catch((cause: Error) => say(`the nightly backup could not be started: ${cause.message}`))
      .finally(() => (current = undefined))
  }
  const timer = setInterval(begin, LOOK_MS)
  begin()
  return async () => {
    isStopped = true
    clearInterval(timer)
    child?.kill('SIGTERM')
    await current
  }
}
