import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { canonicalEvent } from '../rules/canonical-event.ts'
import { consistencyRanges, inclusionRanges, type ConsistencyClaim, type InclusionClaim } from '../rules/proofs.ts'
import { hashesOf, ledgerHead, occurredText } from '../store.ts'

/** What `verifyInclusion` takes, and the text whose leaf hash it is. */
export interface InclusionProof extends InclusionClaim {
  readonly event: string
}

/**
 * The proof that one event stands in the ledger, for somebody who is shown this event and no other.
 * @param size of the tree to prove it in: the size of an anchor that the reader holds; by default the ledger as it is now
 * @returns undefined while the event has no place in that tree yet
 * @throws Refusal `not_found`
 */
export async function inclusionProof(tx: Tx, eventId: string, size?: number): Promise<InclusionProof | undefined> {
  const row = await tx
    .selectFrom('event as e')
    .leftJoin('event_link as l', (on) => on.onRef('l.org_id', '=', 'e.org_id').onRef('l.event_id', '=', 'e.id'))
    .selectAll('e')
    .select(['l.leaf_index', 'l.leaf_hash', occurredText('e.occurred_at').as('occurred_at')])
    .where('e.id', '=', eventId)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  if (row.leaf_index === null || row.leaf_hash === null) return undefined
  const head = await ledgerHead(tx, await organisationOf(tx), size)
  if (row.leaf_index >= head.size) return undefined
  const path = await hashesOf(tx, inclusionRanges(row.leaf_index, head.size))
  return {
    leaf: row.leaf_hash,
    index: row.leaf_index,
    size: head.size,
    root: head.root,
    path,
    event: canonicalEvent(row),
  }
}

/**
 * The proof that the ledger of `newer` events begins with the one of `older` events: that nothing was rewritten between
 * two anchors. `verifyConsistency` takes it.
 * @throws RangeError unless 0 ≤ older ≤ newer ≤ the ledger's size
 */
export async function consistencyProof(tx: Tx, older: number, newer: number): Promise<ConsistencyClaim> {
  const ledger = await organisationOf(tx)
  const ranges = consistencyRanges(older, newer)
  return {
    older: await ledgerHead(tx, ledger, older),
    newer: await ledgerHead(tx, ledger, newer),
    path: await hashesOf(tx, ranges),
  }
}
