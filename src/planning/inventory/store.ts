import type { Selectable } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import type { PiiScan } from '../../kernel/db/tables.ts'
import type { ScanSource } from './scan-states.ts'

export type ScanRow = Selectable<PiiScan> & { readonly source: ScanSource }

/** Reads a scan and keeps others from changing it until the transaction ends. @throws Refusal `not_found` */
export async function lockScan(tx: Tx, scanId: string): Promise<ScanRow> {
  const row = await tx.selectFrom('pii_scan').where('id', '=', scanId).selectAll().forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row as ScanRow
}

export async function updateScan(
  tx: Tx,
  scan: Pick<ScanRow, 'id' | 'version'>,
  set: Partial<Pick<ScanRow, 'listed_at' | 'cancelled_at' | 'removed_at'>>,
): Promise<void> {
  await tx
    .updateTable('pii_scan')
    .set({ ...set, version: scan.version + 1 })
    .where('id', '=', scan.id)
    .execute()
}

/** Whether more may still come to it. */
export const isOpen = (scan: Pick<ScanRow, 'listed_at' | 'cancelled_at' | 'removed_at'>) =>
  scan.listed_at === null && scan.cancelled_at === null && scan.removed_at === null

export const isOver = (scan: Pick<ScanRow, 'cancelled_at' | 'removed_at'>) =>
  scan.cancelled_at !== null || scan.removed_at !== null

/** How many files a scan has, and how many of them have been read. */
export async function fileCounts(tx: Tx, scanId: string): Promise<{ fileCount: number; readCount: number }> {
  return tx
    .selectFrom('pii_scan_file')
    .where('scan_id', '=', scanId)
    .select((eb) => [eb.fn.countAll<number>().as('fileCount'), eb.fn.count<number>('status').as('readCount')])
    .executeTakeFirstOrThrow()
}
