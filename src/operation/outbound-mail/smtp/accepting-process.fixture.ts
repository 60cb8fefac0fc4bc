/**
 * A process that accepts mail and puts what lies in bundles at its own place all the while, for the test that kills it:
 * `node … <database url> <vault folder> <keyring file>`.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../../../kernel/db/database.ts'
import { openKeyring, openVault, placeBundles } from '../../../kernel/vault/index.ts'
import { startSmtpFront } from './start-smtp-front.ts'

const [url, folder, keyring] = process.argv.slice(2)
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const database = openDatabase(url!)
const vault = await openVault({ folder: folder!, keyring: await openKeyring(keyring!) })
const front = await startSmtpFront({
  database,
  vault,
  log: silent,
  listen: { host: '127.0.0.1', port: 0 },
  host: 'gate.jisha.example',
  gateTag: 'Sekisho test-installation',
  filterClients: ['127.0.0.1'],
})
process.stdout.write(`${front.port}\n`)
for (;;) await placeBundles(database, vault.folder).then(() => pause(20))
