import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { delegationEvents } from '../events.ts'
import type { Role } from '../roles.ts'
import { standingChanged } from '../standing-changes.ts'
import { lockVersion } from '../store.ts'

/**
 * Ends a delegation or a substitute now. What was decided with it stays decided.
 * @throws Refusal `not_found` (also where it has ended already), `stale_version`
 */
export async function endDelegation(
  tx: Tx,
  actor: AnyActor,
  input: { delegationId: string; version: number },
): Promise<void> {
  await lockVersion(tx, 'delegation', input.delegationId, input.version)
  const now = await instantOf(tx)
  const ended = await tx
    .updateTable('delegation')
    .set({ ended_at: now, version: input.version + 1 })
    .where('id', '=', input.delegationId)
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', now)]))
    .returning(['from_person_id', 'to_person_id', 'role'])
    .executeTakeFirst()
  if (!ended) throw new Refusal('not_found')
  await standingChanged(tx)
  await recordEvent(tx, delegationEvents.ended, {
    actor,
    subject: { kind: 'delegation', id: input.delegationId },
    facts: { fromPersonId: ended.from_person_id, toPersonId: ended.to_person_id, role: ended.role as Role },
  })
}
