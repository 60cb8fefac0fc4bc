import type { AnyActor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type * as contract from '../contract.ts'
import { partyEvents } from '../events.ts'
import { lockParty, orRefuse } from '../store.ts'
import { readNumber } from './add-party.ts'

/** @throws Refusal `not_found`, `stale_version`, `corporate_number_wrong`, `party_exists` */
export async function changeParty(
  tx: Tx,
  actor: AnyActor,
  input: InputOf<typeof contract.changeParty>,
): Promise<Record<string, never>> {
  await lockParty(tx, input.partyId, input.version)
  const { name, corporateNumber } = input
  await orRefuse(
    tx
      .updateTable('party')
      .set({
        ...(name === undefined ? {} : { name }),
        ...(corporateNumber === undefined ? {} : { corporate_number: readNumber(corporateNumber) }),
        version: input.version + 1,
      })
      .where('id', '=', input.partyId)
      .execute(),
  )
  const fields = (['name', 'corporateNumber'] as const).filter((field) => input[field] !== undefined)
  await recordEvent(tx, partyEvents.changed, {
    actor,
    subject: { kind: 'party', id: input.partyId },
    facts: { fields },
  })
  await announce(tx, 'vendors')
  return {}
}
