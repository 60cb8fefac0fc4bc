import type { AnyActor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type * as contract from '../contract.ts'
import { engagementEvents } from '../events.ts'
import { oweFirstRoster } from '../roster-duty.ts'
import { lockOpenEngagement, lockParty, orRefuse, vendorOf } from '../store.ts'

const DEEPEST_TIER = 9

/**
 * Gives a party its place in an engagement: the client, a vendor with the one it works for, a counterparty.
 * @throws Refusal `not_found`, `engagement_closed`, `party_closed`, `relation_exists`, `client_exists`,
 * `entruster_not_vendor`, `tier_too_deep`
 */
export async function attachParty(
  tx: Tx,
  actor: AnyActor,
  input: InputOf<typeof contract.attachParty>,
): Promise<{ engagementPartyId: string }> {
  const { engagementId, partyId, relation } = input
  const engagement = await lockOpenEngagement(tx, engagementId)
  if ((await lockParty(tx, partyId)).status === 'closed') throw new Refusal('party_closed')
  const entrusterPartyId = relation === 'vendor' ? (input.entrusterPartyId ?? null) : null
  const entruster = entrusterPartyId ? await vendorOf(tx, engagementId, entrusterPartyId) : undefined
  if (entrusterPartyId && (!entruster || entrusterPartyId === partyId)) throw new Refusal('entruster_not_vendor')
  const tier = relation === 'vendor' ? (entruster?.tier ?? 0) + 1 : null
  if (tier !== null && tier > DEEPEST_TIER) throw new Refusal('tier_too_deep', { limit: DEEPEST_TIER })
  const id = newId()
  await orRefuse(
    tx
      .insertInto('engagement_party')
      .values({
        id,
        engagement_id: engagementId,
        party_id: partyId,
        relation,
        tier,
        entruster_id: entruster?.id ?? null,
        must_client_sign_off: relation === 'client' && input.mustClientSignOff,
      })
      .execute(),
  )
  if (engagement.status === 'active' && relation === 'vendor') await oweFirstRoster(tx, actor, engagementId)
  await recordEvent(tx, engagementEvents.party_attached, {
    actor,
    subject: { kind: 'engagement', id: engagementId },
    facts: { partyId, relation, tier, entrusterPartyId },
  })
  await announce(tx, 'vendors')
  return { engagementPartyId: id }
}
