import type { AnyActor } from '../../../base/actor.ts'
import { jstDay } from '../../../base/clock.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { lockDataset, updateDataset, type Vault } from '../../../kernel/vault/index.ts'
import type * as contract from '../contract.ts'
import { receivedListEvents } from '../events.ts'
import { refuseUnlessInCharge, refuseUnlessInSight } from '../in-charge.ts'

/**
 * The data were disposed of: their fingerprints are erased with them, and nobody's rows are known by this list any more.
 * Lineage stays: the very file is still known, should it turn up again.
 * @throws Refusal `not_found` (another unit's too), `not_allowed`, `stale_version`, `list_disposed`
 */
export async function disposeReceivedList(
  tx: Tx,
  actor: AnyActor,
  input: InputOf<typeof contract.disposeReceivedList>,
  { vault }: { readonly vault: Vault },
): Promise<Record<string, never>> {
  const list = await lockDataset(tx, input.listId)
  if (actor.kind !== 'system') {
    await refuseUnlessInSight(tx, actor, list.engagement_id)
    await refuseUnlessInCharge(tx, actor, list.engagement_id)
  }
  if (list.state === 'disposed') throw new Refusal('list_disposed')
  if (list.version !== input.version) throw new Refusal('stale_version')
  await updateDataset(tx, list, { state: 'disposed', disposed_on: jstDay(await instantOf(tx)), segment_id: null })
  if (list.segment_id) await vault.erase(tx, list.segment_id)
  await vault.erase(tx, list.source_id)
  await recordEvent(tx, receivedListEvents.disposed, {
    actor,
    subject: { kind: 'received_list', id: list.id },
    facts: { partyId: list.party_id, engagementId: list.engagement_id, printCount: list.print_count },
  })
  await announce(tx, 'received-data')
  return {}
}
