import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openParts, type Parts } from '../../src/app/composition/open-parts.ts'
import { allRights } from '../../src/app/composition/rights.ts'
import { allRoutes, signInOf } from '../../src/app/composition/routes.ts'
import { readSettings } from '../../src/app/settings.ts'
import { identityOf } from '../../src/kernel/access/index.ts'
import type { AnyRoute } from '../../src/kernel/db/route.ts'
import { startHttp } from '../../src/kernel/http/index.ts'
import { freePort } from './running-sekisho.ts'
import type { TestDatabase } from './test-database.ts'

export interface RealWeb {
  readonly url: string
  readonly parts: Parts
  readonly routes: readonly AnyRoute[]
  /** What a fault wrote into the log, for the message of a test that meets one. */
  readonly logged: readonly string[]
  close(): Promise<void>
}

/**
 * The web server of the product in this process: every route, the real sign-in, on a test's database.
 * @param webFolder the screens too, as they were built
 */
export async function startRealWeb(
  db: TestDatabase,
  settings: Readonly<Record<string, string>> = {},
  webFolder?: string,
): Promise<RealWeb> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-web-'))
  // A browser says where its page is from: that has to be known to the server before it listens.
  const port = webFolder === undefined ? 0 : await freePort()
  const given = readSettings({
    SEKISHO_DATA: folder,
    ...(port > 0 && { SEKISHO_HTTP_PORT: String(port) }),
    ...settings,
  })
  const parts = await openParts({ settings: given, databaseUrl: db.appUrl })
  const signIn = signInOf(parts)
  const routes = allRoutes(parts, signIn)
  const logged: string[] = []
  const server = await startHttp({
    ...given.http,
    host: '127.0.0.1',
    port,
    database: parts.database,
    databaseUrl: db.appUrl,
    routes,
    identify: (headers) => identityOf({ signIn, rights: allRights }, headers),
    health: async () => ({ status: 'ok', parts: {} }),
    version: 'test',
    ...(webFolder !== undefined && { webFolder }),
    log: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
  })
  return {
    url: `http://127.0.0.1:${server.port}`,
    parts,
    routes,
    logged,
    async close() {
      await server.close()
      await parts.database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
