/** Rotates the keys and says so after each batch; its test kills it. Started with the URL of the database and the keyring. */
import { writeSync } from 'node:fs'
import { openDatabase } from '../../../src/kernel/db/database.ts'
import { openKeyring, rotateKeys } from '../../../src/kernel/vault/index.ts'

await rotateKeys(openDatabase(process.argv[2]!), await openKeyring(process.argv[3]!), (count) => {
  writeSync(1, `${count}\n`)
})
