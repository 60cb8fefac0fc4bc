import type { AnyActor } from '../../../base/actor.ts'
import { announce } from '../../db/announce.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { obligationEvents } from '../events.ts'
import { lockOpenObligation } from '../store.ts'

/**
 * Makes somebody else responsible, for instance when a person leaves. The day stays.
 * @param input without a person, whoever holds the definition's role at the unit
 * @throws Refusal `not_found`, `obligation_discharged`
 */
export async function handOverObligation(
  tx: Tx,
  actor: AnyActor,
  input: { readonly obligationId: string; readonly personId?: string; readonly unitId?: string },
): Promise<void> {
  const { personId = null, unitId = null } = input
  const { id } = await lockOpenObligation(tx, input.obligationId)
  await tx
    .updateTable('obligation')
    .set((eb) => ({ person_id: personId, unit_id: unitId, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  await recordEvent(tx, obligationEvents.handed_over, {
    actor,
    subject: { kind: 'obligation', id },
    facts: { toPersonId: personId, toUnitId: unitId },
  })
  await announce(tx, 'obligations')
}
