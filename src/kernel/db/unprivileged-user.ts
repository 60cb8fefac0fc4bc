import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmod, chown, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'

const NOBODY = 65_534
/** Search permission for everybody. */
const PASSABLE = 0o001

export interface UnprivilegedUser {
  readonly uid?: number
  run(program: string, args: readonly string[]): ChildProcess
}

/**
 * PostgreSQL refuses to run as root. Run by root, it gets a user of its own by one of two ways: a user namespace (works in
 * place, below a 0700 folder too, nobody is created), or the uid of `nobody` where namespaces are closed. The namespace
 * also gives a name to a user that has none, which initdb asks for.
 * @throws Error, in words for the person at the terminal, where neither way is open
 */
export async function unprivilegedUser(folder: string): Promise<UnprivilegedUser> {
  const stdio = ['ignore', 'pipe', 'pipe'] as const
  // Its own process group: a Ctrl-C at the terminal reaches us, and we stop the server in our order.
  const detached = true
  const uid = process.getuid?.()
  if (uid !== 0 && hasName()) return { run: (program, args) => spawn(program, args, { stdio: [...stdio], detached }) }
  const mapping = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]
  if (spawnSync('unshare', [...mapping, 'true']).status === 0) {
    return { run: (program, args) => spawn('unshare', [...mapping, program, ...args], { stdio: [...stdio], detached }) }
  }
  if (uid !== 0)
    throw new Error(
      `initdb wants a name for the user ${uid}, and user namespaces are closed here: give it a line in /etc/passwd, or set DATABASE_URL`,
    )
  await openToNobody(folder)
  return {
    uid: NOBODY,
    run: (program, args) => spawn(program, args, { stdio: [...stdio], detached, uid: NOBODY, gid: NOBODY }),
  }
}

/** initdb looks its user up; in a container the user may be a number without a name. */
function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/**
 * Gives the folder to `nobody`, and lets them pass through the one above, without letting anybody list it.
 * @throws Error where a folder further up is closed, which is not ours to open
 */
async function openToNobody(folder: string): Promise<void> {
  await chown(folder, NOBODY, NOBODY)
  const above = dirname(folder)
  const { mode } = await stat(above)
  if ((mode & PASSABLE) === 0) await chmod(above, (mode & 0o777) | PASSABLE)
  for (let path = above; path !== dirname(path); path = dirname(path)) {
    if (((await stat(path)).mode & PASSABLE) !== 0) continue
    throw new Error(
      `PostgreSQL does not run as root, user namespaces are closed here, and the user nobody cannot pass through ${path}: ` +
        'give another folder by SEKISHO_DATA, start as an ordinary user, or set DATABASE_URL',
    )
  }
}
