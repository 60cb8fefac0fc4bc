import { identityOf } from '../../kernel/access/index.ts'
import { startHttp } from '../../kernel/http/index.ts'
import { askProductHealth } from '../composition/health.ts'
import { productMetrics } from '../composition/metrics.ts'
import { openParts } from '../composition/open-parts.ts'
import { allRights } from '../composition/rights.ts'
import { allRoutes, signInOf } from '../composition/routes.ts'
import type { StartProcess } from './process.ts'

/** The web process: API, live events, screens. Stateless; any number of them on any hosts. */
export const startWeb: StartProcess = async (config, log) => {
  const parts = await openParts(config)
  const { http } = config.settings
  const signIn = signInOf(parts)
  const server = await startHttp({
    host: http.host,
    port: http.port,
    publicUrl: http.publicUrl,
    trustedProxies: http.trustedProxies,
    database: parts.database,
    databaseUrl: config.databaseUrl,
    routes: allRoutes(parts, signIn),
    identify: (headers) => identityOf({ signIn, rights: allRights }, headers),
    health: () => askProductHealth(parts),
    metrics: { token: config.settings.metricsToken, read: () => productMetrics(parts) },
    webFolder: config.webFolder,
    version: config.version,
    log,
  })
  const shown = new URL(http.publicUrl)
  if (shown.hostname === 'localhost') shown.port = String(server.port)
  return {
    listening: shown.origin,
    async stop() {
      await server.close()
      await parts.database.close()
    },
  }
}
