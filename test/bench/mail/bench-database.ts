import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../../src/base/ids.ts'
import { type Database, inOrganisation, openDatabase, type Tx } from '../../../src/kernel/db/database.ts'
import { startEmbeddedPostgres } from '../../../src/kernel/db/embedded.ts'
import { migrate } from '../../../src/kernel/db/migrate.ts'
import { prepareDatabase } from '../../../src/kernel/db/roles.ts'

export interface BenchDatabase {
  readonly folder: string
  readonly url: string
  readonly ownerUrl: string
  readonly postmaster: number
  readonly database: Database
  newOrganisation(name?: string): Promise<string>
  inOrganisation<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  stop(): Promise<void>
}

/** A throw-away PostgreSQL as the product embeds it, with its default settings: every commit is on the disk. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
  const server = await startEmbeddedPostgres({ folder })
  const password = 'throw-away'
  await prepareDatabase(server.adminUrl, 'sekisho', { owner: password, app: password, auditor: password })
  const urlAs = (username: string) =>
    Object.assign(new URL(server.adminUrl), { pathname: '/sekisho', username, password }).href
  await migrate(urlAs('sekisho_owner'))
  const database = openDatabase(urlAs('sekisho_app'))
  const pidFile = await readFile(join(folder, 'cluster/postmaster.pid'), 'utf8')
  return {
    folder,
    url: urlAs('sekisho_app'),
    ownerUrl: urlAs('sekisho_owner'),
    postmaster: Number(pidFile.split('\n')[0]),
    database,
    async newOrganisation(name = 'Bench') {
      const orgId = newId()
      await inOrganisation(database, orgId, (tx) => tx.insertInto('organisation').values({ name }).execute())
      return orgId
    },
    inOrganisation: (orgId, work) => inOrganisation(database, orgId, work),
    async stop() {
      await database.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
