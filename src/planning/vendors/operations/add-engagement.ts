import type { AnyActor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type * as contract from '../contract.ts'
import { engagementEvents } from '../events.ts'
import { orRefuse } from '../store.ts'
import { attachParty } from './attach-party.ts'

/** Registers an engagement (案件) as a draft. @throws Refusal `not_found`, `period_wrong`, `party_closed` */
export async function addEngagement(
  tx: Tx,
  actor: AnyActor,
  input: InputOf<typeof contract.addEngagement>,
): Promise<{ id: string }> {
  if (input.untilOn !== null && input.untilOn < input.fromOn) throw new Refusal('period_wrong')
  const id = newId()
  const { ownerUnitId, responsiblePersonId } = input
  const dataClasses = [...new Set(input.dataClasses)]
  await orRefuse(
    tx
      .insertInto('engagement')
      .values({
        id,
        name: input.name,
        purpose: input.purpose,
        data_classes: dataClasses,
        from_on: input.fromOn,
        until_on: input.untilOn,
        owner_unit_id: ownerUnitId,
        responsible_person_id: responsiblePersonId,
      })
      .execute(),
  )
  await recordEvent(tx, engagementEvents.added, {
    actor,
    subject: { kind: 'engagement', id },
    facts: { ownerUnitId, responsiblePersonId, dataClasses },
  })
  if (input.clientPartyId) {
    const client = { partyId: input.clientPartyId, relation: 'client' as const, mustClientSignOff: false }
    await attachParty(tx, actor, { engagementId: id, ...client })
  }
  await announce(tx, 'vendors')
  return { id }
}
