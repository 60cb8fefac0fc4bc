import type { Actor } from '../../../base/actor.ts'
import type { IsoDate } from '../../../base/clock.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { holidayEvents } from '../events.ts'

/** Adds a holiday of the organisation's own; the same day again only takes the new name. */
export async function addHoliday(tx: Tx, actor: Actor, input: { day: IsoDate; name: string }): Promise<void> {
  await tx
    .insertInto('organisation_holiday')
    .values({ source: 'own', day: input.day, name: input.name })
    .onConflict((conflict) => conflict.columns(['org_id', 'source', 'day']).doUpdateSet({ name: input.name }))
    .execute()
  await recordEvent(tx, holidayEvents.added, {
    actor,
    subject: { kind: 'organisation', id: actor.orgId },
    facts: { day: input.day },
  })
}

/** Takes one of the organisation's own holidays out again. @throws Refusal `not_found` */
export async function removeHoliday(tx: Tx, actor: Actor, input: { day: IsoDate }): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('organisation_holiday')
    .where('source', '=', 'own')
    .where('day', '=', input.day)
    .executeTakeFirst()
  if (numDeletedRows !== 1n) throw new Refusal('not_found')
  await recordEvent(tx, holidayEvents.removed, {
    actor,
    subject: { kind: 'organisation', id: actor.orgId },
    facts: { day: input.day },
  })
}
