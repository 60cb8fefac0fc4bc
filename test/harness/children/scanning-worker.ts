// A worker that only reads files of scans, for the test that kills one of two: `node … <database url> <vault> <keyring> <allowed folder>`.
import { openScanDesk } from '../../../src/app/scan/scan-desk.ts'
import { openScanFolders } from '../../../src/app/scan/scan-folders.ts'
import { openDatabase } from '../../../src/kernel/db/database.ts'
import { startWorker } from '../../../src/kernel/jobs/index.ts'
import { openKeyring, openVault } from '../../../src/kernel/vault/index.ts'
import { inventoryJobs } from '../../../src/planning/inventory/index.ts'

const [url, folder, keyring, allowed] = process.argv.slice(2) as [string, string, string, string]
const database = openDatabase(url)
const vault = await openVault({ folder, keyring: await openKeyring(keyring) })
const jobs = inventoryJobs({ vault, folders: openScanFolders([allowed]), scans: openScanDesk(2) })
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
await startWorker({ database, jobs, log })
process.stdout.write('up\n')
