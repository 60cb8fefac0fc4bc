import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { engagementEvents } from '../events.ts'
import { oweFirstRoster } from '../roster-duty.ts'
import { lockEngagement } from '../store.ts'

/**
 * Makes a draft active: from now on it can explain mail, and its vendors owe their rosters.
 * @throws Refusal `not_found`, `stale_version`, `engagement_not_draft`
 */
export async function startEngagement(
  tx: Tx,
  actor: AnyActor,
  input: { engagementId: string; version: number },
): Promise<Record<string, never>> {
  const engagement = await lockEngagement(tx, input.engagementId, input.version)
  if (engagement.status !== 'draft') throw new Refusal('engagement_not_draft')
  await tx
    .updateTable('engagement')
    .set({ status: 'active', version: input.version + 1 })
    .where('id', '=', input.engagementId)
    .execute()
  await oweFirstRoster(tx, actor, input.engagementId)
  await recordEvent(tx, engagementEvents.started, {
    actor,
    subject: { kind: 'engagement', id: input.engagementId },
    facts: { fromOn: engagement.fromOn, untilOn: engagement.untilOn },
  })
  await announce(tx, 'vendors')
  return {}
}
