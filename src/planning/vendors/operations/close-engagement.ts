import type { AnyActor } from '../../../base/actor.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { engagementEvents } from '../events.ts'
import { endRosterDuties } from '../roster-duty.ts'
import { lockOpenEngagement } from '../store.ts'

/**
 * Closes an engagement: nothing can be sent under it any more, and nobody owes its roster. The roster stays as it was.
 * @throws Refusal `not_found`, `stale_version`, `engagement_closed`
 */
export async function closeEngagement(
  tx: Tx,
  actor: AnyActor,
  input: { engagementId: string; version: number },
): Promise<Record<string, never>> {
  await lockOpenEngagement(tx, input.engagementId, input.version)
  await tx
    .updateTable('engagement')
    .set({ status: 'closed', version: input.version + 1 })
    .where('id', '=', input.engagementId)
    .execute()
  await endRosterDuties(tx, actor, { engagementId: input.engagementId })
  const subject = { kind: 'engagement', id: input.engagementId }
  await recordEvent(tx, engagementEvents.closed, { actor, subject, facts: {} })
  await announce(tx, 'vendors')
  return {}
}
