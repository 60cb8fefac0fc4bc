import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { partyEvents } from '../events.ts'
import { lockParty } from '../store.ts'

/**
 * Closes a party that stands in no open engagement. Its domains stay known: whose client it was is not forgotten.
 * @throws Refusal `not_found`, `stale_version`, `party_in_use`
 */
export async function closeParty(
  tx: Tx,
  actor: AnyActor,
  input: { partyId: string; version: number },
): Promise<Record<string, never>> {
  const party = await lockParty(tx, input.partyId, input.version)
  if (party.status === 'closed') return {}
  const { count } = await tx
    .selectFrom('engagement_party as ep')
    .innerJoin('engagement as e', 'e.id', 'ep.engagement_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('ep.party_id', '=', input.partyId)
    .where('ep.ended_at', 'is', null)
    .where('e.status', '<>', 'closed')
    .executeTakeFirstOrThrow()
  if (count > 0) throw new Refusal('party_in_use', { count })
  await tx
    .updateTable('party')
    .set({ status: 'closed', version: input.version + 1 })
    .where('id', '=', input.partyId)
    .execute()
  await recordEvent(tx, partyEvents.closed, { actor, subject: { kind: 'party', id: input.partyId }, facts: {} })
  await announce(tx, 'vendors')
  return {}
}
