// A worker that only verifies print runs, for the tests that kill it or what reads for it:
// `node … <database url> <vault> <keyring> pages|sheets`. It says when it is there (its pages are asked for; the
// first sheets are told), and goes on when something comes on its standard input.
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { type PrintFiles, verifyApart } from '../../../src/engines/print-match/index.ts'
import { openDatabase } from '../../../src/kernel/db/database.ts'
import { keepNotesIn } from '../../../src/kernel/gates/index.ts'
import { startWorker } from '../../../src/kernel/jobs/index.ts'
import { openKeyring, openVault } from '../../../src/kernel/vault/index.ts'
import { equipPrintChecks, printChecksJobs } from '../../../src/operation/print-checks/index.ts'

const [url, folder, keyring, held] = process.argv.slice(2) as [string, string, string, string]
const database = openDatabase(url)
const vault = await openVault({ folder, keyring: await openKeyring(keyring) })
keepNotesIn(vault)
let gone: Promise<unknown> | undefined
const inTheMiddle = async () => {
  if (!gone) process.stdout.write('middle\n')
  gone ??= once(process.stdin, 'data')
  await gone
}
type Source = PrintFiles['pdfs'][number]['source']
async function* laterFrom(source: Source, range: Parameters<Source['open']>[0]) {
  await inTheMiddle()
  yield* source.open(range) as AsyncIterable<Buffer>
}
const heldAtPages = ({ source, ...pdf }: PrintFiles['pdfs'][number]) => ({
  ...pdf,
  source: { ...source, open: (range: Parameters<Source['open']>[0]) => Readable.from(laterFrom(source, range)) },
})
const verify = (run: PrintFiles) => {
  if (held === 'pages') return verifyApart({ ...run, pdfs: run.pdfs.map(heldAtPages) })
  return verifyApart({ ...run, onSheet: inTheMiddle })
}
const incidents = { draftIncident: () => Promise.reject(new Error('none here')), endIncident: () => Promise.resolve() }
equipPrintChecks(database, { vault, verify, incidents })
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
await startWorker({ database, jobs: printChecksJobs, log })
process.stdout.write('up\n')
