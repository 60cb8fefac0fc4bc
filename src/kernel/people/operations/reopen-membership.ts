import type { AnyActor } from '../../../base/actor.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { membershipEvents } from '../events.ts'
import type { Role } from '../roles.ts'
import { standingChanged } from '../standing-changes.ts'
import { lockVersion, orRefuse } from '../store.ts'

/**
 * Takes the end of a membership back: it was ended by mistake, or by an earlier list of the same day.
 * @throws Refusal `not_found`, `stale_version`, `officers_must_differ`
 */
export async function reopenMembership(
  tx: Tx,
  actor: AnyActor,
  input: { membershipId: string; version: number },
): Promise<void> {
  await lockVersion(tx, 'membership', input.membershipId, input.version)
  const one = await orRefuse(
    tx
      .updateTable('membership')
      .set({ until_on: null, version: input.version + 1 })
      .where('id', '=', input.membershipId)
      .returning(['person_id', 'unit_id', 'role'])
      .executeTakeFirstOrThrow(),
  )
  await standingChanged(tx)
  await recordEvent(tx, membershipEvents.reopened, {
    actor,
    subject: { kind: 'membership', id: input.membershipId },
    facts: { personId: one.person_id, unitId: one.unit_id, role: one.role as Role },
  })
}
