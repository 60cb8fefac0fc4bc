/** A process that only accepts mail, for the test that kills it: `node … <database url> <vault folder> <keyring file>`. */
import { openDatabase } from '../../../kernel/db/database.ts'
import { openKeyring, openVault } from '../../../kernel/vault/index.ts'
import { startSmtpFront } from './start-smtp-front.ts'

const [url, folder, keyring] = process.argv.slice(2)
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const front = await startSmtpFront({
  database: openDatabase(url!),
  vault: await openVault({ folder: folder!, keyring: await openKeyring(keyring!) }),
  log: silent,
  listen: { host: '127.0.0.1', port: 0 },
  host: 'gate.jisha.example',
  gateTag: 'Sekisho test-installation',
  filterClients: ['127.0.0.1'],
})
process.stdout.write(`${front.port}\n`)
