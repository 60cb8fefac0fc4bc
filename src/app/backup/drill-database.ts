import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres, stopLeftOverPostgres } from '../../kernel/db/embedded.ts'
import { prepareDatabase, roleNames } from '../../kernel/db/roles.ts'
import type { DrillDatabase } from './drill-plan.ts'

const NAME = 'sekisho_drill'
const FOLDER = 'sekisho-drill-postgres-'

/**
 * A PostgreSQL of its own in a throw-away folder, whatever the installation uses: a drill needs no right on the running
 * database, and cannot reach it. Nothing of it has to survive, so it does not wait for the disk.
 */
export async function startDrillDatabase(): Promise<DrillDatabase> {
  await removeLeftOvers()
  const folder = await mkdtemp(join(tmpdir(), FOLDER))
  await writeFile(join(folder, 'drill.pid'), String(process.pid))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
    const server = await startEmbeddedPostgres({ folder, settings })
    const secret = () => randomBytes(24).toString('base64url')
    const passwords = { owner: secret(), app: secret(), auditor: secret() }
    const roles = roleNames(NAME)
    const urlAs = (username: string, password: string) =>
      Object.assign(new URL(server.adminUrl), { pathname: `/${NAME}`, username, password }).href
    const close = async () => {
      await server.stop()
      await remove()
    }
    await prepareDatabase(server.adminUrl, NAME, passwords).catch(async (cause: unknown) => {
      await close()
      throw cause
    })
    return { ownerUrl: urlAs(roles.owner, passwords.owner), appUrl: urlAs(roles.app, passwords.app), close }
  } catch (cause) {
    await remove()
    throw cause
  }
}

/** What killed drills have left: their servers are stopped, their folders removed. */
async function removeLeftOvers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER)) continue
    const folder = join(tmpdir(), name)
    const pid = Number(await readFile(join(folder, 'drill.pid'), 'utf8').catch(() => ''))
    // One that is just being made has no pid yet; it is left to its owner.
    if (!pid || isAlive(pid)) continue
    await stopLeftOverPostgres(folder)
    await rm(folder, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
