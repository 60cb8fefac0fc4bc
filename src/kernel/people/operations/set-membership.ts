import type { AnyActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { membershipEvents } from '../events.ts'
import type { Role } from '../roles.ts'
import { standingChanged } from '../standing-changes.ts'
import { orRefuse } from '../store.ts'

export interface NewMembership {
  readonly personId: string
  readonly unitId: string
  readonly role: Role
  readonly fromOn: string
  /** The last day; without it, no end is known. */
  readonly untilOn?: string | undefined
}

/**
 * Puts a person into a unit in a role, from a day on.
 * @throws Refusal `already_member`, `other_party`, `officers_must_differ`, `bad_input` where the days are out of order
 */
export async function setMembership(tx: Tx, actor: AnyActor, input: NewMembership): Promise<{ id: string }> {
  if (input.untilOn && input.untilOn < input.fromOn) throw new Refusal('bad_input')
  const known = await tx
    .selectFrom('person')
    .innerJoin('unit', (join) => join.onRef('unit.org_id', '=', 'person.org_id').on('unit.id', '=', input.unitId))
    .select('person.id')
    .where('person.id', '=', input.personId)
    .forUpdate('person')
    .executeTakeFirst()
  if (!known) throw new Refusal('not_found')
  const overlapping = await tx
    .selectFrom('membership')
    .select('id')
    .where('person_id', '=', input.personId)
    .where('unit_id', '=', input.unitId)
    .where('role', '=', input.role)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', input.fromOn)]))
    .$if(input.untilOn !== undefined, (query) => query.where('from_on', '<=', input.untilOn!))
    .executeTakeFirst()
  if (overlapping) throw new Refusal('already_member')
  const id = newId()
  const untilOn = input.untilOn ?? null
  await orRefuse(
    tx
      .insertInto('membership')
      .values({
        id,
        person_id: input.personId,
        unit_id: input.unitId,
        role: input.role,
        from_on: input.fromOn,
        until_on: untilOn,
      })
      .execute(),
  )
  await standingChanged(tx)
  await recordEvent(tx, membershipEvents.set, {
    actor,
    subject: { kind: 'membership', id },
    facts: { personId: input.personId, unitId: input.unitId, role: input.role, fromOn: input.fromOn, untilOn },
  })
  return { id }
}
