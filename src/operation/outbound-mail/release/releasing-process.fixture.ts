/**
 * A process that only hands mail over, for the test that kills it:
 * `node … <database url> <vault folder> <keyring file> <organisation> <relay port>`.
 */
import { inOrganisation, openDatabase } from '../../../kernel/db/database.ts'
import { openKeyring, openVault } from '../../../kernel/vault/index.ts'
import { equipOutboundMail } from '../equip-outbound-mail.ts'
import { mailWorkOf } from '../equipment.ts'
import { mailsLeftBehind } from '../mails-left-behind.ts'
import { relayDeliverer } from './relay-deliverer.ts'

const [url, folder, keyring, orgId, port] = process.argv.slice(2) as [string, string, string, string, string]
const database = openDatabase(url)
const vault = await openVault({ folder, keyring: await openKeyring(keyring) })
const relay = relayDeliverer({ host: '127.0.0.1', port: Number(port), name: 'gate.example' })
equipOutboundMail(database, { vault, host: 'gate.jisha.example', gateTag: 'x', relay, demoMailbox: relay })
const work = mailWorkOf(database)
/** As many at once as the worker takes. */
const AT_ONCE = 32

process.stdout.write('up\n')
for (;;) {
  const { toRelease, toDeliver } = await inOrganisation(database, orgId, mailsLeftBehind)
  await Promise.all(toRelease.slice(0, AT_ONCE).map((mailId) => work.releaseMail(orgId, mailId)))
  await Promise.all(toDeliver.slice(0, AT_ONCE).map((mailId) => work.deliverMail(orgId, mailId)))
  await new Promise((resolve) => setTimeout(resolve, 20))
}
