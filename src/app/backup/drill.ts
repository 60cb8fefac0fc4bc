import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../kernel/db/database.ts'
import { type BackupFinding, collectFindings } from './findings.ts'
import type { RunDrill } from './drill-plan.ts'
import { openBackup } from './manifest.ts'
import { compareSchema, restoreDatabase } from './restore-database.ts'
import { verifyErasures, verifyFiles } from './verify-files.ts'
import { compareContents, compareRows, openContents, verifyLedgers } from './verify-restored.ts'

export interface DrillReport {
  readonly backupId: string | undefined
  readonly findingCount: number
  /** The first of them. */
  readonly findings: readonly BackupFinding[]
  readonly fileCount: number
  readonly byteCount: number
  readonly rowCount: number
  readonly eventCount: number
  /** Contents that were decrypted and compared with their hash. */
  readonly openedCount: number
}

/**
 * Restores a backup beside the running system, into a throw-away database and folder, and looks for everything that could
 * be wrong with it: every byte of every file, missing and foreign files, key, schema, rows, references, every ledger with
 * its anchors, and contents drawn at random, decrypted. Nothing of the running system is touched.
 *
 * Where files are damaged nothing is restored from them: the first report says what to do about the files.
 */
export async function runDrill(options: RunDrill): Promise<DrillReport> {
  const found = collectFindings()
  const counts = { fileCount: 0, byteCount: 0, rowCount: 0, eventCount: 0, openedCount: 0 }
  const report = (backupId?: string): DrillReport => ({ backupId, ...found.all(), ...counts })
  const backup = await found.during(() => openBackup(options.folder, options.keyring))
  if (!backup) return report()
  const { manifest } = backup
  if (manifest.missingFileCount > 0) {
    found.add({
      kind: 'content_missing',
      message: `${manifest.missingFileCount} files of the vault were missing or cut when the backup was taken`,
    })
  }
  const schema = await found.during(() => compareSchema(manifest, options.migrations))
  if (schema && schema.lacking.length > 0) {
    const message = `the backup is ${schema.lacking.length} migrations older than this version: take a new one`
    found.add({ kind: 'older_schema', message })
  }
  await verifyFiles(backup, (done, total) => options.onProgress?.('files', done, total), found, counts)
  await verifyErasures(backup, options.erasures, found)
  if (!schema || found.hasDamage()) return report(manifest.id)

  const database = await options.openDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-drill-'))
  try {
    const isRestored = await found.during(async () => {
      const onProgress = (done: number, total: number) => options.onProgress?.('tables', done, total)
      await restoreDatabase(backup, database.ownerUrl, onProgress, options.migrations)
      return true
    })
    if (!isRestored) return report(manifest.id)
    const app = openDatabase(database.appUrl, { maxConnections: 4 })
    try {
      counts.rowCount = await compareRows(backup, database.ownerUrl, found)
      counts.eventCount = await verifyLedgers(backup, app, options, found)
      await compareContents(backup, database.ownerUrl, found)
      counts.openedCount = await openContents(backup, { app, folder, options, found })
    } finally {
      await app.close()
    }
    return report(manifest.id)
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}
