import { startSmtpFront } from '../../operation/outbound-mail/index.ts'
import { openParts } from '../composition/open-parts.ts'
import type { StartProcess } from './process.ts'

/** The mail gate's way in: submission, and the filter behind a Postfix. */
export const startSmtp: StartProcess = async (config, log) => {
  const parts = await openParts(config)
  const { database } = parts
  const { smtp } = config.settings
  const front = await startSmtpFront({
    database,
    vault: parts.vault,
    log,
    listen: { host: smtp.host, port: smtp.port },
    host: parts.host,
    gateTag: parts.secrets.gateTag,
    tls: smtp.tls,
    filterClients: smtp.filterClients,
  })
  return {
    listening: `smtp://${smtp.host}:${front.port}`,
    async stop() {
      await front.stop()
      await database.close()
    },
  }
}
