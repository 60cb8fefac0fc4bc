import { type RawBuilder, sql } from 'kysely'
import type { Actor, AnyActor, SystemActor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { delegatedRolesAt, type HeldRole, personById, rolesAt } from '../../kernel/people/index.ts'
import { vendorsRights } from './rights.ts'
import { mayAnswerForRosterOf, type Sight } from './rules/may-see.ts'
import { todayOf } from './store.ts'

/** For whom the actor works, and what of it is theirs to see now. The program itself sees all. */
export async function sightOf(tx: Tx, actor: Pick<Actor, 'kind' | 'personId'> | SystemActor): Promise<Sight> {
  if (actor.kind === 'system') return { partyId: null, ownEngagementIds: null }
  const person = await personById(tx, actor.personId)
  if (!person) throw new Refusal('not_allowed')
  const { partyId } = person
  // A guest answers for the party that their link names, and reaches nothing else: `requireGuestPass` says so.
  if (partyId === null || actor.kind === 'guest') return { partyId, ownEngagementIds: null }
  const at = await instantOf(tx)
  const held = [...(await rolesAt(tx, actor.personId, at)), ...(await delegatedRolesAt(tx, actor.personId, at))]
  const answers = held.some((one) => one.partyId === partyId && answersForParty(one))
  return { partyId, ownEngagementIds: answers ? null : await rostersOf(tx, actor.personId) }
}

/** Whoever hands in the roster answers for the party's people. */
const ANSWERING: ReadonlySet<string> = new Set(vendorsRights['vendors:submit-roster'].roles)
const answersForParty = ({ role }: HeldRole) => ANSWERING.has(role)

/** The engagements on whose roster the person stands today, under any of their records. */
async function rostersOf(tx: Tx, personId: string): Promise<ReadonlySet<string>> {
  const today = await todayOf(tx)
  const rows = await tx
    .selectFrom('roster_entry')
    .select('engagement_id as engagementId')
    .where('person_id', 'in', sql<string>`(select records_of_person(${personId}))`)
    .where('from_on', '<=', today)
    .where(sql<boolean>`coalesce(until_on, 'infinity') >= ${today}::date`)
    .execute()
  return new Set(rows.map((row) => row.engagementId))
}

/** `maySeeEngagement` as a condition on rows. @param engagementId the column that names the engagement */
export function engagementInSight(sight: Sight, engagementId: RawBuilder<unknown>): RawBuilder<boolean> {
  const { partyId, ownEngagementIds } = sight
  if (partyId === null) return sql<boolean>`true`
  const isOwn = ownEngagementIds === null ? sql`true` : sql`${engagementId} = any(${[...ownEngagementIds]}::uuid[])`
  return sql<boolean>`(${isOwn} and exists (select 1 from engagement_party seen where seen.org_id = current_org()
    and seen.engagement_id = ${engagementId} and seen.party_id = ${partyId}::uuid and seen.ended_at is null))`
}

/** A vendor's person hands in and changes their own party's roster alone. @throws Refusal `not_found` */
export async function mustAnswerForRosterOf(tx: Tx, actor: AnyActor, partyId: string | null): Promise<void> {
  if (!mayAnswerForRosterOf(await sightOf(tx, actor), partyId)) throw new Refusal('not_found')
}

/** The engagements that a person may know of, names by id; `all` for our own people. */
export async function engagementsSeenBy(
  tx: Tx,
  actor: Pick<Actor, 'kind' | 'personId'>,
): Promise<'all' | ReadonlyMap<string, string>> {
  const sight = await sightOf(tx, actor)
  if (sight.partyId === null) return 'all'
  const rows = await tx
    .selectFrom('engagement as e')
    .select(['e.id', 'e.name'])
    .where(engagementInSight(sight, sql.ref('e.id')))
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
