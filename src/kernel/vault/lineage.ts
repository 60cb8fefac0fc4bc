import type { Tx } from '../db/database.ts'
import { newId } from '../../base/ids.ts'

/** What a fingerprint is of: the whole content, a member of an archive, the normalised rows of a table. */
export const LINEAGE_KINDS = ['file', 'member', 'rows'] as const
export type LineageKind = (typeof LINEAGE_KINDS)[number]

export interface Fingerprint {
  readonly kind: LineageKind
  readonly sha256: string
  readonly byteCount: number
}

export interface LineageMatch extends Fingerprint {
  readonly fileId: string
  readonly partyId: string | null
  readonly engagementId: string | null
  readonly recordedAt: Date
}

/**
 * Keeps the fingerprints (来歴) of a content and its parts. Names are left out: they are personal more often than not.
 * Empty parts are left out: they are in everything. Idempotent.
 * @param whose the party whose data it is and the engagement it came under, where known
 */
export async function recordLineage(
  tx: Tx,
  fileId: string,
  fingerprints: readonly Fingerprint[],
  whose: { partyId?: string; engagementId?: string } = {},
): Promise<void> {
  const rows = fingerprints
    .filter(({ byteCount }) => byteCount > 0)
    .map(({ kind, sha256, byteCount }) => ({
      id: newId(),
      file_id: fileId,
      kind,
      sha256,
      byte_count: byteCount,
      party_id: whose.partyId ?? null,
      engagement_id: whose.engagementId ?? null,
    }))
  for (let from = 0; from < rows.length; from += 1000) {
    await tx
      .insertInto('file_lineage')
      .values(rows.slice(from, from + 1000))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** Where any of these contents was seen before, the oldest first. It outlives the contents: hashes are not erased. */
export async function findLineage(tx: Tx, sha256s: readonly string[]): Promise<LineageMatch[]> {
  if (sha256s.length === 0) return []
  const rows = await tx
    .selectFrom('file_lineage')
    .where((where) => where('sha256', '=', where.fn.any(where.val([...sha256s]))))
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map((row) => ({
    fileId: row.file_id,
    kind: row.kind as LineageKind,
    sha256: row.sha256,
    byteCount: row.byte_count,
    partyId: row.party_id,
    engagementId: row.engagement_id,
    recordedAt: row.created_at,
  }))
}

/** A content that was received from a party, or came under its name. */
export interface PartyContent {
  readonly sha256: string
  readonly partyId: string
}

/**
 * Which of these contents were seen as whose. What has nobody's name on it is left out: a logo that is in every mail costs
 * nothing.
 */
export async function partiesOfContents(tx: Tx, sha256s: readonly string[]): Promise<PartyContent[]> {
  if (sha256s.length === 0) return []
  const rows = await tx
    .selectFrom('file_lineage')
    .where((where) => where('sha256', '=', where.fn.any(where.val([...sha256s]))))
    .where('party_id', 'is not', null)
    .select(['sha256', 'party_id'])
    .distinct()
    .orderBy('sha256')
    .orderBy('party_id')
    .execute()
  return rows.map((row) => ({ sha256: row.sha256, partyId: row.party_id! }))
}
