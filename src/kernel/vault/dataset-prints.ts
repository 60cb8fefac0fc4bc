import { setImmediate } from 'node:timers/promises'
import { printDigests, type RowDigests, type RowPrints } from '../../engines/pii/index.ts'
import type { Tx } from '../db/database.ts'
import { matchRows } from './match-rows.ts'
import type { Vault } from './open-vault.ts'
import { segmentContent } from './print-segment.ts'
import { printKey } from './print-key.ts'
import type { PendingFile } from './receive-file.ts'
import { boundTo } from './store.ts'

/** A registered dataset, and who of a file stands in it. */
export interface DatasetMatch {
  readonly datasetId: string
  readonly partyId: string
  readonly engagementId: string
  readonly name: string
  /** `YYYY-MM-DD`. */
  readonly receivedOn: string
  /** By their numbers in the file's prints. */
  readonly persons: ReadonlySet<number>
}

export type KnownRows = Pick<RowPrints, 'prints' | 'persons'>

let vault: Vault | undefined

/** Says once, at the start of a process, in which vault the fingerprints of registered datasets lie. */
export function keepPrintsIn(opened: Vault | undefined): void {
  vault = opened
}

/** The fingerprints of digests, under the organisation's key. */
export async function printsOf(tx: Tx, keptIn: Vault, digests: Omit<RowDigests, 'isCut'>): Promise<RowPrints> {
  return printDigests(digests, await printKey(tx, keptIn))
}

/** Writes the fingerprints of a dataset into the vault; `vault.adopt` makes them a file of the organisation. */
export async function receiveSegment(
  into: Pick<Vault, 'receive'>,
  prints: BigUint64Array,
): Promise<{ readonly pending: PendingFile; readonly printCount: number }> {
  const { count, pieces } = segmentContent(prints)
  return { pending: await into.receive(oneByOne(pieces)), printCount: count }
}

async function* oneByOne(pieces: readonly Uint8Array[]) {
  for (const piece of pieces) yield await Promise.resolve(piece)
}

/**
 * Who of these persons stands in which registered dataset of the organisation, the one with most of them first. What was
 * disposed of is not known any more: its segment is erased.
 * @throws Error where no vault was named; SegmentDamage, VaultDamage, KeyringFault: then nobody knows, and the check says so
 */
export async function matchDatasets(tx: Tx, rows: KnownRows): Promise<DatasetMatch[]> {
  if (rows.prints.length === 0) return []
  const datasets = await tx
    .selectFrom('registered_dataset as d')
    .innerJoin('vault_file as f', (join) => join.onRef('f.org_id', '=', 'd.org_id').onRef('f.id', '=', 'd.segment_id'))
    .innerJoin('file_key as k', (join) => join.onRef('k.org_id', '=', 'f.org_id').onRef('k.id', '=', 'f.id'))
    .where('d.state', '=', 'registered')
    .select(['d.org_id', 'd.id', 'd.party_id', 'd.engagement_id', 'd.name', 'd.received_on'])
    .select(['f.id as file_id', 'f.byte_count', 'k.master_key_id', 'k.wrapped'])
    .orderBy('d.id')
    .execute()
  if (datasets.length === 0) return []
  if (!vault) throw new Error('keepPrintsIn was not called: nobody can look at the fingerprints')
  const found: DatasetMatch[] = []
  for (const dataset of datasets) {
    const wrapped = { masterKeyId: dataset.master_key_id, wrapped: dataset.wrapped }
    const key = await vault.keyring.unwrap(wrapped, boundTo(dataset.org_id, dataset.file_id))
    const path = vault.folder.pathOf(dataset.file_id)
    const file = { fileId: dataset.file_id, path, key, byteCount: dataset.byte_count }
    const [match] = matchRows(rows, [{ datasetId: dataset.id, file }])
    if (match)
      found.push({
        datasetId: dataset.id,
        partyId: dataset.party_id,
        engagementId: dataset.engagement_id,
        name: dataset.name,
        receivedOn: dataset.received_on,
        persons: match.persons,
      })
    // A segment is read without waiting: heartbeats and others come in between.
    await setImmediate()
  }
  return found.sort((a, b) => b.persons.size - a.persons.size)
}
