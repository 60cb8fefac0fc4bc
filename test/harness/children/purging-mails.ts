/** Erases the mail of one organisation that is past its retention, and says so before each; its test kills it. */
import { writeSync } from 'node:fs'
import { openDatabase } from '../../../src/kernel/db/database.ts'
import { openKeyring, openVault } from '../../../src/kernel/vault/index.ts'
import { purgeMails } from '../../../src/operation/outbound-mail/operations/purge-mails.ts'

const [databaseUrl, orgId, folder, keyringFile] = process.argv.slice(2) as [string, string, string, string]
const vault = await openVault({ folder, keyring: await openKeyring(keyringFile) })
await purgeMails(openDatabase(databaseUrl), orgId, {
  vault: {
    ...vault,
    async erase(tx, id) {
      await vault.erase(tx, id)
      writeSync(1, 'erased\n')
    },
  },
})
process.exit(0)
