/** A process that knows the migrations of a folder and says so until it is stopped. Started with database URL and folder. */
import { writeSync } from 'node:fs'
import { announceProcess } from '../../../src/kernel/db/running-processes.ts'
import { pathToFileURL } from 'node:url'

const [databaseUrl, folder] = process.argv.slice(2)
const announced = await announceProcess({
  databaseUrl: databaseUrl!,
  name: 'web',
  host: 'old-host',
  folder: pathToFileURL(`${folder}/`),
  onOutdated: (why) => {
    writeSync(1, `outdated: ${why.message}\n`)
    process.exit(3)
  },
}).catch((cause: Error) => {
  writeSync(1, `refused: ${cause.message}\n`)
  process.exit(2)
})
writeSync(1, 'announced\n')
process.on('SIGTERM', () => void announced.stop().then(() => process.exit(0)))
