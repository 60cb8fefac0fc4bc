/** The mail gate's process by itself, as `app` starts it: `node … <database url> <vault folder> <keyring file>`. */
import { openDatabase } from '../../../src/kernel/db/database.ts'
import { openKeyring, openVault } from '../../../src/kernel/vault/index.ts'
import { startSmtpFront } from '../../../src/operation/outbound-mail/smtp/start-smtp-front.ts'

const [url, folder, keyring] = process.argv.slice(2)
const log = { info: () => undefined, warn: () => undefined, error: (...said: unknown[]) => console.error(...said) }
const front = await startSmtpFront({
  database: openDatabase(url!),
  vault: await openVault({ folder: folder!, keyring: await openKeyring(keyring!) }),
  log,
  listen: { host: '127.0.0.1', port: 0 },
  host: 'gate.jisha.example',
  gateTag: 'Sekisho bench-installation',
  filterClients: ['127.0.0.1'],
})
process.stdout.write(`${front.port}\n`)
process.once('SIGTERM', () => process.exit(0))
