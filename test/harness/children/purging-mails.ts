/** Erases the mail of one organisation that is past its retention. In the middle of one it says so and waits; its test kills it. */
import { writeSync } from 'node:fs'
import { openDatabase } from '../../../src/kernel/db/database.ts'
import { openKeyring, openVault } from '../../../src/kernel/vault/index.ts'
import { purgeMails } from '../../../src/operation/outbound-mail/operations/purge-mails.ts'

const [databaseUrl, orgId, folder, keyringFile, which] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
]
let count = 0
const vault = await openVault({ folder, keyring: await openKeyring(keyringFile) })
await purgeMails(openDatabase(databaseUrl), orgId, {
  vault: {
    ...vault,
    async erase(tx, id) {
      await vault.erase(tx, id)
      count += 1
      if (count < Number(which)) return
      writeSync(1, 'in the middle\n')
      await new Promise((resolve) => setTimeout(resolve, 3_600_000))
    },
  },
})
process.exit(0)
