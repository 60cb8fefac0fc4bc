import type { Selectable } from 'kysely'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import type { RegisteredDataset } from '../db/tables.ts'

/** Where a registered list is. CHECK of `registered_dataset.state`. */
export const DATASET_STATES = ['reading', 'registered', 'unread', 'disposed'] as const
export type DatasetState = (typeof DATASET_STATES)[number]

export type DatasetRow = Selectable<RegisteredDataset> & { readonly state: DatasetState }

export interface NewDataset {
  readonly partyId: string
  readonly engagementId: string
  /** What its client calls it. */
  readonly name: string
  /** `YYYY-MM-DD`, Asia/Tokyo. */
  readonly receivedOn: string
  /** The received file in the vault. */
  readonly sourceId: string
}

export async function insertDataset(tx: Tx, dataset: NewDataset): Promise<string> {
  const id = newId()
  await tx
    .insertInto('registered_dataset')
    .values({
      id,
      party_id: dataset.partyId,
      engagement_id: dataset.engagementId,
      name: dataset.name,
      received_on: dataset.receivedOn,
      source_id: dataset.sourceId,
    })
    .execute()
  return id
}

/** Reads a dataset and keeps others from changing it until the transaction ends. @throws Refusal `not_found` */
export async function lockDataset(tx: Tx, id: string): Promise<DatasetRow> {
  const row = await tx.selectFrom('registered_dataset').where('id', '=', id).selectAll().forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row as DatasetRow
}

/** @throws Refusal `stale_version` */
export async function updateDataset(
  tx: Tx,
  dataset: Pick<DatasetRow, 'id' | 'version'>,
  set: Partial<Omit<Selectable<RegisteredDataset>, 'org_id' | 'id' | 'version'>>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('registered_dataset')
    .set({ ...set, version: dataset.version + 1 })
    .where('id', '=', dataset.id)
    .where('version', '=', dataset.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Refusal('stale_version')
}
