/** Starts the database of a drill and says where it lies; its test kills it. */
import { readdirSync, readFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDrillDatabase } from '../../../src/app/backup/drill-database.ts'

await startDrillDatabase()
const own = readdirSync(tmpdir()).find(
  (name) =>
    name.startsWith('sekisho-drill-postgres-') &&
    readFileSync(join(tmpdir(), name, 'drill.pid'), 'utf8') === String(process.pid),
)
writeSync(1, `${join(tmpdir(), own!)}\n`)
setInterval(() => undefined, 1000)
