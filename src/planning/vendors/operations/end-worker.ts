import type { AnyActor } from '../../../base/actor.ts'
import { addDays, type IsoDate } from '../../../base/clock.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { rosterEvents } from '../events.ts'
import { mustAnswerForRosterOf } from '../sight.ts'
import { lockEngagement, todayOf } from '../store.ts'

export interface EndWorker {
  readonly rosterEntryId: string
  readonly version: number
  /** The last day; left out, yesterday. One before the first day means that the person never began. */
  readonly lastOn?: IsoDate | undefined
}

/** Ends a person's time on a roster. @throws Refusal `not_found`, `stale_version` */
export async function endWorker(tx: Tx, actor: AnyActor, input: EndWorker): Promise<Record<string, never>> {
  const entry = await tx
    .selectFrom('roster_entry as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .select(['r.engagement_id as engagementId', 'r.person_id as personId', 'r.from_on as fromOn'])
    .select(['r.version', 'p.party_id as partyId'])
    .where('r.id', '=', input.rosterEntryId)
    .executeTakeFirst()
  if (!entry) throw new Refusal('not_found')
  await mustAnswerForRosterOf(tx, actor, entry.partyId)
  await lockEngagement(tx, entry.engagementId)
  const never = addDays(entry.fromOn, -1)
  const lastOn = input.lastOn ?? addDays(await todayOf(tx), -1)
  const untilOn = lastOn < never ? never : lastOn
  const ended = await tx
    .updateTable('roster_entry')
    .set({ until_on: untilOn, version: input.version + 1 })
    .where('id', '=', input.rosterEntryId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw new Refusal('stale_version')
  await recordEvent(tx, rosterEvents.worker_ended, {
    actor,
    subject: { kind: 'roster_entry', id: input.rosterEntryId },
    facts: { engagementId: entry.engagementId, personId: entry.personId, fromOn: entry.fromOn, untilOn },
  })
  await announce(tx, 'vendors')
  return {}
}
