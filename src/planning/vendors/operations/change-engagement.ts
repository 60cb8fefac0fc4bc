import type { AnyActor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type * as contract from '../contract.ts'
import { engagementEvents } from '../events.ts'
import { lockOpenEngagement, orRefuse } from '../store.ts'

/** Changes an engagement; what is left out stays. @throws Refusal `not_found`, `stale_version`, `period_wrong`, `engagement_closed` */
export async function changeEngagement(
  tx: Tx,
  actor: AnyActor,
  input: InputOf<typeof contract.changeEngagement>,
): Promise<Record<string, never>> {
  const { engagementId, version, ...wanted } = input
  const engagement = await lockOpenEngagement(tx, engagementId, version)
  const fromOn = wanted.fromOn ?? engagement.fromOn
  const untilOn = wanted.untilOn === undefined ? engagement.untilOn : wanted.untilOn
  if (untilOn !== null && untilOn < fromOn) throw new Refusal('period_wrong')
  const columns = {
    name: wanted.name,
    purpose: wanted.purpose,
    data_classes: wanted.dataClasses && [...new Set(wanted.dataClasses)],
    from_on: fromOn,
    until_on: untilOn,
    owner_unit_id: wanted.ownerUnitId,
    responsible_person_id: wanted.responsiblePersonId,
  }
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
  await orRefuse(
    tx
      .updateTable('engagement')
      .set({ ...given, version: version + 1 })
      .where('id', '=', engagementId)
      .execute(),
  )
  const fields = Object.entries(wanted).flatMap(([field, value]) => (value === undefined ? [] : [field]))
  const subject = { kind: 'engagement', id: engagementId }
  await recordEvent(tx, engagementEvents.changed, { actor, subject, facts: { fields } })
  await announce(tx, 'vendors')
  return {}
}
