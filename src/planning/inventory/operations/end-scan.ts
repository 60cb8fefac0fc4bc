import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { piiScanEvents } from '../events.ts'
import { fileCounts, isOver, lockScan, updateScan } from '../store.ts'

/** Stops a scan: files that wait stay unread, and uploads that wait are erased. @throws Refusal `not_found`, `scan_ended` */
export async function cancelScan(
  tx: Tx,
  actor: Actor,
  { scanId }: { readonly scanId: string },
  { vault }: { readonly vault: Vault },
): Promise<Record<string, never>> {
  const scan = await lockScan(tx, scanId)
  const { fileCount, readCount } = await fileCounts(tx, scanId)
  if (isOver(scan) || (scan.listed_at !== null && readCount === fileCount)) throw new Refusal('scan_ended')
  await eraseUploads(tx, vault, scanId)
  await updateScan(tx, scan, { cancelled_at: await instantOf(tx) })
  const subject = { kind: 'pii_scan', id: scanId }
  await recordEvent(tx, piiScanEvents.cancelled, { actor, subject, facts: { fileCount, readCount } })
  await announce(tx, 'inventory')
  return {}
}

/** Removes paths and findings; that the scan was made stays. @throws Refusal `not_found`, `scan_ended` while it runs or is removed */
export async function removeScan(
  tx: Tx,
  actor: Actor,
  { scanId }: { readonly scanId: string },
  { vault }: { readonly vault: Vault },
): Promise<Record<string, never>> {
  const scan = await lockScan(tx, scanId)
  const { fileCount, readCount } = await fileCounts(tx, scanId)
  const isDone = scan.cancelled_at !== null || (scan.listed_at !== null && readCount === fileCount)
  if (scan.removed_at !== null || !isDone) throw new Refusal('scan_ended')
  await eraseUploads(tx, vault, scanId)
  await tx.deleteFrom('pii_scan_file').where('scan_id', '=', scanId).execute()
  await updateScan(tx, scan, { removed_at: await instantOf(tx) })
  const subject = { kind: 'pii_scan', id: scanId }
  await recordEvent(tx, piiScanEvents.removed, { actor, subject, facts: { fileCount } })
  await announce(tx, 'inventory')
  return {}
}

async function eraseUploads(tx: Tx, vault: Vault, scanId: string): Promise<void> {
  const uploads = await tx
    .selectFrom('pii_scan_file')
    .where('scan_id', '=', scanId)
    .where('status', 'is', null)
    .where('upload_id', 'is not', null)
    .select('upload_id')
    .execute()
  for (const { upload_id } of uploads) await vault.erase(tx, upload_id!)
}
