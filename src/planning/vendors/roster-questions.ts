import { sql } from 'kysely'
import type { IsoDate } from '../../base/clock.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { type RosterAnswer, rosterAnswer } from './rules/on-roster.ts'
import { type RosterState, rosterStateOf } from './rules/roster-due.ts'

/**
 * Is this person on the engagement's roster (従事者一覧) that day, under any of their records?
 * @param on a day in Japan
 */
export async function isOnRoster(tx: Tx, personId: string, engagementId: string, on: IsoDate): Promise<RosterAnswer> {
  const engagement = await tx
    .selectFrom('engagement')
    .select(['status', 'from_on as fromOn', 'until_on as untilOn'])
    .where('id', '=', engagementId)
    .executeTakeFirst()
  if (!engagement) return { onRoster: false, reason: 'never_listed' }
  const entries = await tx
    .selectFrom('roster_entry')
    .select(['from_on as fromOn', 'until_on as untilOn'])
    .where('engagement_id', '=', engagementId)
    .where('person_id', 'in', sql<string>`(select records_of_person(${personId}))`)
    .execute()
  return rosterAnswer(engagement, entries, on)
}

/** Does any vendor of the engagement owe its roster that day? */
export async function rosterState(tx: Tx, engagementId: string, on: IsoDate): Promise<RosterState> {
  const duties = await tx
    .selectFrom('engagement_party as ep')
    .innerJoin('obligation as o', 'o.id', 'ep.roster_obligation_id')
    .select(['ep.party_id as partyId', 'o.due_on as dueOn'])
    .where('ep.engagement_id', '=', engagementId)
    .where('ep.ended_at', 'is', null)
    .where('o.discharged_at', 'is', null)
    .execute()
  return rosterStateOf(duties, on)
}

export interface EngagementOfPerson {
  readonly engagementId: string
  readonly name: string
  readonly purpose: string
  readonly job: string
}

/** The running engagements on whose roster the person stands that day. */
export async function engagementsOf(tx: Tx, personId: string, on: IsoDate): Promise<EngagementOfPerson[]> {
  return tx
    .selectFrom('roster_entry as r')
    .innerJoin('engagement as e', 'e.id', 'r.engagement_id')
    .where('r.person_id', 'in', sql<string>`(select records_of_person(${personId}))`)
    .where('r.from_on', '<=', on)
    .where((eb) => eb.or([eb('r.until_on', 'is', null), eb('r.until_on', '>=', on)]))
    .where('e.status', '=', 'active')
    .where('e.from_on', '<=', on)
    .where((eb) => eb.or([eb('e.until_on', 'is', null), eb('e.until_on', '>=', on)]))
    .select(['e.id as engagementId', 'e.name', 'e.purpose', 'r.job'])
    .distinctOn('e.id')
    .orderBy('e.id')
    .execute()
}
