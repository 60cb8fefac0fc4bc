import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { enqueue } from '../../../kernel/jobs/index.ts'
import type { PendingFile, Vault } from '../../../kernel/vault/index.ts'
import type { ScanJobs } from '../scan-jobs.ts'
import { isOpen, lockScan, updateScan } from '../store.ts'

/**
 * Gives a received file to a scan that still takes files, and a job to whoever reads it.
 * @throws Refusal `not_found`, `scan_ended`
 */
export async function addScanUpload(
  tx: Tx,
  scanId: string,
  file: { readonly fileName: string; readonly received: PendingFile },
  { vault, readFile }: { readonly vault: Vault; readonly readFile: ScanJobs['readFile'] },
): Promise<{ fileId: string }> {
  const scan = await lockScan(tx, scanId)
  if (scan.source !== 'upload' || !isOpen(scan)) throw new Refusal('scan_ended')
  const { id: uploadId, byteCount } = await vault.adopt(tx, file.received, { kind: 'scan-upload' })
  const fileId = newId()
  const path = file.fileName.replaceAll('\0', '').toWellFormed() || '?'
  await tx
    .insertInto('pii_scan_file')
    .values({ id: fileId, scan_id: scanId, path, upload_id: uploadId, byte_count: byteCount })
    .execute()
  await enqueue(tx, readFile, { fileId }, { singletonKey: fileId })
  await announce(tx, 'inventory')
  return { fileId }
}

/** No more files come: the scan ends with the last of them. @throws Refusal `not_found`, `scan_ended` */
export async function endUploads(tx: Tx, scanId: string): Promise<Record<string, never>> {
  const scan = await lockScan(tx, scanId)
  if (scan.source !== 'upload' || !isOpen(scan)) throw new Refusal('scan_ended')
  await updateScan(tx, scan, { listed_at: await instantOf(tx) })
  await announce(tx, 'inventory')
  return {}
}
