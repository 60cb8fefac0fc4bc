import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type * as contract from '../contract.ts'
import { openRoster, recordSubmission, type RosterSubmission } from '../submit-roster.ts'

/**
 * 変更なし: the person states that the roster is right as it stands this month. Twice is once.
 * @throws Refusal `not_found`, `engagement_not_running`, `roster_empty`
 */
export async function confirmRoster(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.confirmRoster>,
): Promise<RosterSubmission> {
  const roster = await openRoster(tx, actor, input)
  return recordSubmission(tx, actor, roster, { addedCount: 0, changedCount: 0, endedCount: 0 })
}
