/**
 * A process that releases mails and hands them over, as the worker's jobs do, without their queue:
 * `node … <database url> <vault folder> <keyring file> <organisation> <relay port> <at once>`. It is given the ids of one run a
 * line, and answers each line with the milliseconds that it took.
 */
import { createInterface } from 'node:readline'
import { openDatabase } from '../../../src/kernel/db/database.ts'
import { keepNotesIn } from '../../../src/kernel/gates/index.ts'
import { openKeyring, openVault } from '../../../src/kernel/vault/index.ts'
import { equipOutboundMail } from '../../../src/operation/outbound-mail/equip-outbound-mail.ts'
import { mailWorkOf } from '../../../src/operation/outbound-mail/equipment.ts'
import { relayDeliverer } from '../../../src/operation/outbound-mail/release/relay-deliverer.ts'
import { inTurns } from './in-turns.ts'

const [url, folder, keyring, orgId, port, atOnce] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
]
const database = openDatabase(url)
const vault = await openVault({ folder, keyring: await openKeyring(keyring) })
keepNotesIn(vault)
const relay = relayDeliverer({ host: '127.0.0.1', port: Number(port), name: 'gate.jisha.example' })
equipOutboundMail(database, { vault, host: 'gate.jisha.example', gateTag: 'x', relay, demoMailbox: relay })
const work = mailWorkOf(database)

process.stdout.write('up\n')
for await (const line of createInterface(process.stdin)) {
  const ids = line.split(' ')
  const at = performance.now()
  // As many at once as the worker takes of either job.
  await inTurns(ids, 3 * Number(atOnce), async (id) => {
    const outcome = await work.releaseMail(orgId, id)
    if (outcome !== 'released') throw new Error(`a mail that was passed is ${String(outcome)}`)
  })
  await inTurns(ids, Number(atOnce), (id) => work.deliverMail(orgId, id))
  process.stdout.write(`${performance.now() - at}\n`)
}
process.exit(0)
