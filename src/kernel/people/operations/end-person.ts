import type { AnyActor } from '../../../base/actor.ts'
import { jstInstant } from '../../../base/clock.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { personEvents } from '../events.ts'
import { retentionEnd } from '../rules/retention-end.ts'
import { standingChanged } from '../standing-changes.ts'
import { lockVersion } from '../store.ts'

export interface EndPerson {
  readonly personId: string
  readonly version: number
  /** The last day (退職日), JST. */
  readonly lastOn: string
  /** How long the record keeps its name afterwards. */
  readonly retentionMonths?: number | undefined
}

/**
 * Ends a person's time here (退職・契約終了): no role, no delegation and no account of theirs works after the last day.
 * The record stays readable until its retention ends.
 * @throws Refusal `not_found`, `stale_version`, `bad_input` where the last day lies before the first
 */
export async function endPerson(tx: Tx, actor: AnyActor, input: EndPerson): Promise<void> {
  await lockVersion(tx, 'person', input.personId, input.version)
  const retentionEndsOn = retentionEnd(input.lastOn, input.retentionMonths)
  const { active_from_on: firstOn } = await tx
    .selectFrom('person')
    .select('active_from_on')
    .where('id', '=', input.personId)
    .executeTakeFirstOrThrow()
  if (firstOn && input.lastOn < firstOn) throw new Refusal('bad_input')
  await tx
    .updateTable('person')
    .set({ active_until_on: input.lastOn, retention_ends_on: retentionEndsOn, version: input.version + 1 })
    .where('id', '=', input.personId)
    .execute()
  // A membership that would only begin later is left alone: the record's own end already stops it.
  const ended = await tx
    .updateTable('membership')
    .set((eb) => ({ until_on: input.lastOn, version: eb('version', '+', 1) }))
    .where('person_id', '=', input.personId)
    .where('from_on', '<=', input.lastOn)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>', input.lastOn)]))
    .executeTakeFirst()
  await endDelegationsOf(tx, input.personId, input.lastOn)
  await standingChanged(tx)
  await recordEvent(tx, personEvents.ended, {
    actor,
    subject: { kind: 'person', id: input.personId },
    facts: { lastOn: input.lastOn, retentionEndsOn, endedMembershipCount: Number(ended.numUpdatedRows) },
  })
}

async function endDelegationsOf(tx: Tx, personId: string, lastOn: string): Promise<void> {
  const end = new Date(Math.max(jstInstant(lastOn, 24).getTime(), (await instantOf(tx)).getTime()))
  await tx
    .updateTable('delegation')
    .set((eb) => ({ ended_at: end, version: eb('version', '+', 1) }))
    .where((eb) => eb.or([eb('from_person_id', '=', personId), eb('to_person_id', '=', personId)]))
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', end)]))
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', end)]))
    .execute()
}
