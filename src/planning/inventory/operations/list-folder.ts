import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../../../base/ids.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, instantOf, type Tx } from '../../../kernel/db/database.ts'
import { enqueueAll } from '../../../kernel/jobs/index.ts'
import type { ListedFile, ScanFolders } from '../equipment.ts'
import type { ScanJobs } from '../scan-jobs.ts'
import { isOpen, lockScan, updateScan } from '../store.ts'

const BATCH = 500

/**
 * Writes down the files of a scan's folder, and a job for each, batch by batch in one transaction each. Killed in the
 * middle and begun again, by this worker or another, it lists the rest: a path is listed once.
 */
export async function listFolder(
  database: Database,
  orgId: string,
  scanId: string,
  { folders, readFile }: { readonly folders: ScanFolders; readonly readFile: ScanJobs['readFile'] },
): Promise<void> {
  const place = await inOrganisation(database, orgId, async (tx) => {
    const scan = await lockScan(tx, scanId)
    return isOpen(scan) ? scan.folder : null
  })
  if (place === null) return
  let batch: ListedFile[] = []
  const write = () => inOrganisation(database, orgId, (tx) => writeBatch(tx, scanId, batch, readFile))
  for await (const file of folders.list(place)) {
    batch.push(file)
    if (batch.length < BATCH) continue
    if (!(await write())) return
    batch = []
  }
  if (!(await write())) return
  await inOrganisation(database, orgId, async (tx) => {
    const scan = await lockScan(tx, scanId)
    if (!isOpen(scan)) return
    await updateScan(tx, scan, { listed_at: await instantOf(tx) })
    await announce(tx, 'inventory')
  })
}

/** @returns false where the scan was stopped meanwhile */
async function writeBatch(
  tx: Tx,
  scanId: string,
  files: readonly ListedFile[],
  readFile: ScanJobs['readFile'],
): Promise<boolean> {
  if (!isOpen(await lockScan(tx, scanId))) return false
  if (files.length === 0) return true
  const now = await instantOf(tx)
  const rows = files.map((file) => {
    const { path, isShortened } = keptPath(file.path.toWellFormed())
    const row = { id: newId(), scan_id: scanId, path, shown_path: (!isShortened && file.shownPath) || null }
    const reason = 'reason' in file ? file.reason : isShortened ? 'path_too_long' : undefined
    return reason !== undefined || !('byteCount' in file)
      ? { ...row, byte_count: 0, status: 'unread', reason: reason!, read_at: now }
      : { ...row, byte_count: file.byteCount, status: null, reason: null, read_at: null }
  })
  const added = await tx
    .insertInto('pii_scan_file')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'scan_id', 'path'])
        .where(sql<boolean>`upload_id is null`)
        .doNothing(),
    )
    .returning(['id', 'status'])
    .execute()
  const waiting = added.filter(({ status }) => status === null)
  await enqueueAll(
    tx,
    readFile,
    waiting.map(({ id }) => ({ input: { fileId: id }, singletonKey: id })),
  )
  await announce(tx, 'inventory')
  return true
}

/** An index holds 2,704 bytes of a row at most: one path that is longer must not keep a batch from being written. */
const LONGEST_PATH_BYTES = 2000

function keptPath(path: string): { readonly path: string; readonly isShortened: boolean } {
  if (Buffer.byteLength(path) <= LONGEST_PATH_BYTES) return { path, isShortened: false }
  const mark = createHash('sha256').update(path).digest('hex').slice(0, 16)
  const short = `${path.slice(0, 300)}…${mark}…${path.slice(-100)}`
  return { path: short.toWellFormed(), isShortened: true }
}
