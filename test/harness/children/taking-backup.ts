/** Takes a backup and says so after each table; its test kills it. */
import { writeSync } from 'node:fs'
import { takeBackup } from '../../../src/app/backup/take-backup.ts'
import { openDatabase } from '../../../src/kernel/db/database.ts'
import { openKeyring } from '../../../src/kernel/vault/index.ts'

const { ownerUrl, appUrl, files, to } = JSON.parse(process.argv[2]!) as {
  ownerUrl: string
  appUrl: string
  files: Parameters<typeof takeBackup>[0]['files']
  to: string
}
await takeBackup({
  ownerUrl,
  database: openDatabase(appUrl),
  files,
  keyring: await openKeyring(files.keys),
  to,
  version: '0',
  onProgress: ({ phase }) => void writeSync(1, `${phase}\n`),
})
process.exit(0)
