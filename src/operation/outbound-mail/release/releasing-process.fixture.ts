/**
 * A process that only hands mail over, for the test that kills it:
 * `node … <database url> <vault folder> <keyring file> <organisation> <relay port>`.
 */
import { inOrganisation, openDatabase } from '../../../kernel/db/database.ts'
import { openKeyring, openVault } from '../../../kernel/vault/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { mailsLeftBehind } from '../mails-left-behind.ts'
import { deliverMail } from '../operations/deliver-mail.ts'
import { releaseMail } from '../operations/release-mail.ts'
import { relayDeliverer } from './relay-deliverer.ts'

const [url, folder, keyring, orgId, port] = process.argv.slice(2) as [string, string, string, string, string]
const database = openDatabase(url)
const vault = await openVault({ folder, keyring: await openKeyring(keyring) })
const relay = relayDeliverer({ host: '127.0.0.1', port: Number(port), name: 'gate.example' })
const equipment: MailEquipment = { vault, host: 'gate.jisha.example', gateTag: 'x', relay, demoMailbox: relay }
/** As many at once as the worker takes. */
const AT_ONCE = 4

process.stdout.write('up\n')
for (;;) {
  const { toRelease, toDeliver } = await inOrganisation(database, orgId, mailsLeftBehind)
  for (const mailId of toRelease) await releaseMail(database, orgId, mailId, equipment)
  for (let at = 0; at < toDeliver.length; at += AT_ONCE) {
    await Promise.all(toDeliver.slice(at, at + AT_ONCE).map((id) => deliverMail(database, orgId, id, equipment)))
  }
  await new Promise((resolve) => setTimeout(resolve, 20))
}
