import { sql } from 'kysely'
import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../db/announce.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { notify } from '../../notices/index.ts'
import { canonicalPersonId, personById } from '../../people/index.ts'
import { obligationKind } from '../define-obligation.ts'
import { obligationEvents } from '../events.ts'
import { handedOverNotice } from '../notices.ts'
import { lockOpenObligation } from '../store.ts'

export interface Handover {
  readonly obligationId: string
  /** Left out: whoever holds the definition's role at the unit. */
  readonly personId?: string | undefined
  /** Left out, the unit stays: whom the ladder climbs to hangs on it. */
  readonly unitId?: string | undefined
  /** In the person's words; kept where it can be erased. */
  readonly reason: string
}

/**
 * Makes somebody else responsible, for instance when a person leaves. The day stays. Whoever takes over is told.
 * @throws Refusal `not_found` (also for a person who is not there today), `other_party` for a person of another company than the
 *   unit's and ours, `obligation_discharged`, `handover_to_same`
 */
export async function handOverObligation(tx: Tx, actor: Actor, input: Handover): Promise<void> {
  const before = await lockOpenObligation(tx, input.obligationId)
  const unitId = input.unitId ?? before.unitId
  const personId = input.personId === undefined ? null : await takerOf(tx, input.personId, unitId)
  const beforeId = before.personId && ((await canonicalPersonId(tx, before.personId)) ?? before.personId)
  if (personId === beforeId && unitId === before.unitId) throw new Refusal('handover_to_same')
  await tx
    .insertInto('obligation_handover')
    .values({
      id: newId(),
      obligation_id: before.id,
      from_person_id: before.personId,
      from_unit_id: before.unitId,
      to_person_id: personId,
      to_unit_id: unitId,
      reason: input.reason,
      handed_by: (await canonicalPersonId(tx, actor.personId)) ?? actor.personId,
    })
    .execute()
  await tx
    .updateTable('obligation')
    .set((eb) => ({ person_id: personId, unit_id: unitId, version: eb('version', '+', 1) }))
    .where('id', '=', before.id)
    .execute()
  await recordEvent(tx, obligationEvents.handed_over, {
    actor,
    subject: { kind: 'obligation', id: before.id },
    facts: { toPersonId: personId, toUnitId: unitId },
  })
  if (personId) {
    await notify(tx, {
      personId,
      kind: handedOverNotice,
      subject: { kind: before.subjectKind, id: before.subjectId },
      link: obligationKind(before.kind).link(before.subjectId),
      facts: { dueOn: before.dueOn },
    })
  }
  await announce(tx, 'obligations')
}

/** Our own people may take over anything; a vendor's what is their company's to do. */
async function takerOf(tx: Tx, personId: string, unitId: string | null): Promise<string> {
  const id = await canonicalPersonId(tx, personId)
  const person = id === undefined ? undefined : await personById(tx, id)
  if (!person || !(await isActiveToday(tx, person.id))) throw new Refusal('not_found')
  if (person.partyId === null) return person.id
  const unit = unitId && (await tx.selectFrom('unit').select('party_id').where('id', '=', unitId).executeTakeFirst())
  if (!unit || unit.party_id !== person.partyId) throw new Refusal('other_party')
  return person.id
}

async function isActiveToday(tx: Tx, personId: string): Promise<boolean> {
  const active = sql<boolean>`is_active_on(active_from_on, active_until_on, pseudonymised_at, jst_today())`
  const row = await tx.selectFrom('person').select(active.as('active')).where('id', '=', personId).executeTakeFirst()
  return row?.active === true
}
