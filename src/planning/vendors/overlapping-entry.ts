import { sql } from 'kysely'
import type { IsoDate } from '../../base/clock.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'

/**
 * A person stands on a roster once at a time, under whichever of their records.
 * @throws Refusal `already_on_roster`
 */
export async function refuseOverlap(
  tx: Tx,
  entry: {
    readonly engagementId: string
    readonly personId: string
    readonly fromOn: IsoDate
    readonly untilOn: IsoDate | null
    /** The entry whose place this one takes. */
    readonly besidesId?: string
  },
): Promise<void> {
  const { engagementId, personId, fromOn, untilOn, besidesId } = entry
  const overlapping = await tx
    .selectFrom('roster_entry')
    .select('id')
    .where('engagement_id', '=', engagementId)
    .where('person_id', 'in', sql<string>`(select records_of_person(${personId}))`)
    .$if(besidesId !== undefined, (query) => query.where('id', '<>', besidesId!))
    // Half open: whoever was taken off before the first day has an empty range, which overlaps nothing.
    .where(sql<boolean>`daterange(from_on, until_on + 1) && daterange(${fromOn}::date, ${untilOn}::date + 1)`)
    .executeTakeFirst()
  if (overlapping) throw new Refusal('already_on_roster')
}
