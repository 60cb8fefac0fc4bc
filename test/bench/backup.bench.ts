/**
 * Backup, the next one, drill and restore of an installation with many rows and many files, beside what copying alone
 * costs: `psql \copy` of the largest table, and a copy of the vault's folder. `npm run bench:backup [rows] [files]`
 */
import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import { startDrillDatabase } from '../../src/app/backup/drill-database.ts'
import { runDrill } from '../../src/app/backup/drill.ts'
import { installationFiles } from '../../src/app/backup/installation-files.ts'
import { openBackup } from '../../src/app/backup/manifest.ts'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import { takeBackup } from '../../src/app/backup/take-backup.ts'
import { inOrganisation, openDatabase } from '../../src/kernel/db/database.ts'
import { migrate } from '../../src/kernel/db/migrate.ts'
import { linkNow } from '../../src/kernel/ledger/index.ts'
import { openKeyring, openVault } from '../../src/kernel/vault/index.ts'

const ROWS = Number(process.argv[2] ?? 200_000)
const FILES = Number(process.argv[3] ?? 1000)
const FILE_BYTES = 100_000

const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-backup-'))
const server = await startDrillDatabase()
const files = installationFiles(join(folder, 'data'))
let peakBytes = 0
const watch = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage().rss)), 50)
const seconds = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
  const before = performance.now()
  const answer = await act()
  console.log(`${what.padEnd(52)} ${((performance.now() - before) / 1000).toFixed(1)} s`)
  return answer
}
try {
  await migrate(server.ownerUrl)
  const database = openDatabase(server.appUrl, { maxConnections: 8 })
  const keyring = await openKeyring(files.keys)
  const vault = await openVault({ folder: files.vault, keyring })
  const orgId = randomUUID()
  await inOrganisation(database, orgId, (tx) => tx.insertInto('organisation').values({ name: '計測' }).execute())
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  await owner.query(
    `insert into event (org_id, id, type, actor_kind, actor_via, subject_kind, subject_id, facts)
     select $1, gen_random_uuid(), 'bench.done', 'system', 'bench', 'bench', gen_random_uuid(), jsonb_build_object('n', n)
     from generate_series(1, $2::int) n`,
    [orgId, ROWS],
  )
  await owner.end()
  await linkNow(database)
  const content = randomBytes(FILE_BYTES)
  for (let n = 0; n < FILES; n += 20) {
    const pending = await Promise.all(Array.from({ length: 20 }, () => vault.receive(Readable.from([content]))))
    await inOrganisation(database, orgId, async (tx) => {
      for (const one of pending) await vault.adopt(tx, one, { kind: 'attachment' })
    })
  }
  console.log(`${ROWS} events with their links, ${FILES} files of ${FILE_BYTES} bytes`)
  const to = join(folder, 'backups')
  const options = { ownerUrl: server.ownerUrl, database, files, keyring, to, version: 'bench' }
  peakBytes = 0
  await seconds('peer: psql \\copy of events and links, gzip -1', async () => {
    for (const table of ['event', 'event_link'])
      execFileSync('sh', [
        '-c',
        `psql "${server.ownerUrl}" -qc "\\copy ${table} to stdout" | gzip -1 > ${join(folder, table)}.gz && sync ${join(folder, table)}.gz`,
      ])
  })
  await seconds('peer: copy of the vault’s folder, then sync', async () => {
    await cp(files.vault, join(folder, 'copied'), { recursive: true })
    execFileSync('sync', ['-f', folder])
  })
  const first = await seconds('backup, the first', () => takeBackup(options))
  const second = await seconds('backup, the next (every file linked)', () => takeBackup(options))
  console.log(`files linked: ${second.linkedCount}, copied: ${second.copiedCount}`)
  await writeFile(join(to, 'erasures.ndjson'), '', { flag: 'a' })
  const report = await seconds('drill: every byte, every row, every event, 200 files', () =>
    runDrill({
      folder: second.folder,
      keyring,
      erasures: join(to, 'erasures.ndjson'),
      openDatabase: startDrillDatabase,
    }),
  )
  console.log(`findings: ${report.findingCount}, rows: ${report.rowCount}, events: ${report.eventCount}`)
  const target = await startDrillDatabase()
  const backup = await openBackup(first.folder, keyring)
  await seconds('restore', () =>
    restoreBackup(backup, { ...target, files: installationFiles(join(folder, 'restored')), erasures: undefined }),
  )
  await target.close()
  console.log(`resident memory at most ${Math.round(peakBytes / 1024 ** 2)} MB`)
  await database.close()
} finally {
  clearInterval(watch)
  await server.close()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)
