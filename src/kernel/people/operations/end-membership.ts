import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { membershipEvents } from '../events.ts'
import type { Role } from '../roles.ts'
import { standingChanged } from '../standing-changes.ts'
import { lockVersion, orRefuse } from '../store.ts'

export interface EndMembership {
  readonly membershipId: string
  readonly version: number
  /** The last day; not before the first. */
  readonly untilOn: string
}

/** @throws Refusal `not_found`, `stale_version`, `bad_input` */
export async function endMembership(tx: Tx, actor: AnyActor, input: EndMembership): Promise<void> {
  await lockVersion(tx, 'membership', input.membershipId, input.version)
  const one = await tx
    .selectFrom('membership')
    .select(['person_id', 'unit_id', 'role', 'from_on'])
    .where('id', '=', input.membershipId)
    .executeTakeFirstOrThrow()
  if (input.untilOn < one.from_on) throw new Refusal('bad_input')
  await orRefuse(
    tx
      .updateTable('membership')
      .set({ until_on: input.untilOn, version: input.version + 1 })
      .where('id', '=', input.membershipId)
      .execute(),
  )
  await standingChanged(tx)
  await recordEvent(tx, membershipEvents.ended, {
    actor,
    subject: { kind: 'membership', id: input.membershipId },
    facts: { personId: one.person_id, unitId: one.unit_id, role: one.role as Role, untilOn: input.untilOn },
  })
}
