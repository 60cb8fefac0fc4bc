import { sql } from 'kysely'
import type { AnyActor } from '../../base/actor.ts'
import type { InputOf } from '../../base/endpoint.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import type * as contract from './contract.ts'
import { partiesOfEngagement } from './engagement-questions.ts'
import { isWithin } from './rules/on-roster.ts'
import { maySeeEngagement } from './rules/may-see.ts'
import { type EngagementStatus, type Relation, todayOf } from './store.ts'
import { engagementInSight, sightOf } from './sight.ts'
import type {
  DATA_CLASSES,
  EngagementLine,
  EngagementView,
  PARTY_STATUSES,
  PartyLine,
  PartyOfEngagementView,
  PartyView,
  RosterLine,
} from './views.ts'
import type { DomainCovers } from './rules/belonging.ts'

interface Rows<T> {
  readonly items: T[]
  readonly nextCursor?: string
}

/** One page: a row more than asked for says that there is another page. */
function cut<T extends { readonly id: string }>(rows: readonly T[], size: number): Rows<T> {
  const items = rows.slice(0, size)
  return rows.length > size ? { items, nextCursor: items.at(-1)!.id } : { items }
}

/** Rows behind the cursor's in the order of name and id, whose name contains the text. */
const behind = (table: 'party' | 'engagement', cursor: string | undefined) =>
  cursor === undefined
    ? sql<boolean>`true`
    : sql<boolean>`(x.name, x.id) > (select name, id from ${sql.table(table)} where id = ${cursor}::uuid)`
const named = (text: string | undefined) =>
  sql<boolean>`strpos(lower(normalize(x.name, NFKC)), lower(normalize(${text ?? ''}, NFKC))) > 0`

/** A vendor's person sees the parties of their own engagements; our own people see all. */
export async function partyLines(
  tx: Tx,
  actor: AnyActor,
  page: InputOf<typeof contract.listParties>,
): Promise<Rows<PartyLine>> {
  const sight = await sightOf(tx, actor)
  const ofParty = sql`ep.org_id = x.org_id and ep.party_id = x.id and ep.ended_at is null
    and ${engagementInSight(sight, sql.ref('ep.engagement_id'))}`
  const rows = await tx
    .selectFrom('party as x')
    .select((eb) => [
      'x.id',
      'x.name',
      'x.corporate_number as corporateNumber',
      'x.status',
      eb
        .selectFrom('party_domain as d')
        .select((e) => e.fn.countAll<number>().as('count'))
        .whereRef('d.party_id', '=', 'x.id')
        .where('d.ended_at', 'is', null)
        .as('domainCount'),
      sql<string[]>`array(select distinct relation from engagement_party ep where ${ofParty} order by 1)`.as(
        'relations',
      ),
      sql<number>`(select count(distinct ep.engagement_id) from engagement_party ep where ${ofParty})`.as(
        'engagementCount',
      ),
    ])
    .where(behind('party', page.cursor))
    .where((eb) =>
      eb.or([named(page.text), sql<boolean>`${page.text ?? ''} <> '' and x.corporate_number = ${page.text ?? ''}`]),
    )
    .$if(sight.partyId !== null, (query) =>
      query.where(
        sql<boolean>`x.id = ${sight.partyId}::uuid or exists (select 1 from engagement_party ep where ${ofParty})`,
      ),
    )
    .orderBy('x.name')
    .orderBy('x.id')
    .limit(page.size + 1)
    .execute()
  return cut(
    rows.map((row) => ({
      ...row,
      status: row.status as (typeof PARTY_STATUSES)[number],
      domainCount: row.domainCount ?? 0,
      relations: row.relations as Relation[],
    })),
    page.size,
  )
}

/** @throws Refusal `not_found`, also for a vendor's person who asks about another party */
export async function partyView(tx: Tx, actor: AnyActor, partyId: string): Promise<PartyView> {
  const sight = await sightOf(tx, actor)
  const party = await tx
    .selectFrom('party')
    .select(['id', 'version', 'name', 'corporate_number as corporateNumber', 'status'])
    .where('id', '=', partyId)
    .executeTakeFirst()
  if (!party || (sight.partyId !== null && sight.partyId !== partyId)) throw new Refusal('not_found')
  const domains = await tx
    .selectFrom('party_domain as d')
    .select(['d.id', 'd.covers', 'd.name'])
    .select(
      sql<string[]>`array(select p.name from party_domain o join party p on p.org_id = o.org_id and p.id = o.party_id
        where o.org_id = d.org_id and o.name = d.name and o.party_id <> d.party_id and o.ended_at is null
        order by 1)`.as('sharedWith'),
    )
    .where('d.party_id', '=', partyId)
    .where('d.ended_at', 'is', null)
    .orderBy('d.name')
    .execute()
  const engagements = await tx
    .selectFrom('engagement_party as ep')
    .innerJoin('engagement as e', 'e.id', 'ep.engagement_id')
    .select(['e.id as engagementId', 'e.name', 'ep.relation', 'e.status'])
    .where('ep.party_id', '=', partyId)
    .where('ep.ended_at', 'is', null)
    .where(engagementInSight(sight, sql.ref('e.id')))
    .orderBy('e.name')
    .execute()
  return {
    ...party,
    status: party.status as (typeof PARTY_STATUSES)[number],
    domains: domains.map((domain) => ({ ...domain, covers: domain.covers as DomainCovers })),
    engagements: engagements.map((one) => ({
      ...one,
      relation: one.relation as Relation,
      status: one.status as EngagementStatus,
    })),
  }
}

/** Engagements by name, with the state of their rosters today. A vendor's person sees those that are theirs. */
export async function engagementLines(
  tx: Tx,
  actor: AnyActor,
  page: InputOf<typeof contract.listEngagements>,
): Promise<Rows<EngagementLine>> {
  const sight = await sightOf(tx, actor)
  const today = await todayOf(tx)
  const ofEngagement = sql`ep.org_id = x.org_id and ep.engagement_id = x.id and ep.ended_at is null`
  const rows = await tx
    .selectFrom('engagement as x')
    .select(['x.id', 'x.name', 'x.status', 'x.from_on as fromOn', 'x.until_on as untilOn'])
    .select([
      sql<string | null>`(select p.name from engagement_party ep join party p on p.org_id = ep.org_id
        and p.id = ep.party_id where ${ofEngagement} and ep.relation = 'client')`.as('clientName'),
      sql<number>`(select count(*) from engagement_party ep where ${ofEngagement} and ep.relation = 'vendor')`.as(
        'vendorCount',
      ),
      sql<number>`(select count(distinct canonical_person_id(r.person_id)) from roster_entry r
        where r.org_id = x.org_id and r.engagement_id = x.id and r.from_on <= ${today}::date
        and coalesce(r.until_on, 'infinity') >= ${today}::date)`.as('workerCount'),
      sql<string | null>`(select min(o.due_on) from engagement_party ep join obligation o on o.org_id = ep.org_id
        and o.id = ep.roster_obligation_id where ${ofEngagement} and o.discharged_at is null)`.as('rosterDueOn'),
    ])
    .where(behind('engagement', page.cursor))
    .where(named(page.text))
    .$if(page.status !== undefined, (query) => query.where('x.status', '=', page.status!))
    .where(engagementInSight(sight, sql.ref('x.id')))
    .orderBy('x.name')
    .orderBy('x.id')
    .limit(page.size + 1)
    .execute()
  return cut(
    rows.map((row) => ({
      ...row,
      status: row.status as EngagementStatus,
      isRosterOverdue: row.rosterDueOn !== null && row.rosterDueOn < today,
    })),
    page.size,
  )
}

/** @throws Refusal `not_found`, also for a vendor's person who has no part in it */
export async function engagementView(tx: Tx, actor: AnyActor, engagementId: string): Promise<EngagementView> {
  const engagement = await tx
    .selectFrom('engagement as e')
    .innerJoin('unit as u', 'u.id', 'e.owner_unit_id')
    .innerJoin('person as p', 'p.id', 'e.responsible_person_id')
    .select(['e.id', 'e.version', 'e.name', 'e.purpose', 'e.data_classes as dataClasses', 'e.status'])
    .select(['e.from_on as fromOn', 'e.until_on as untilOn', 'u.id as ownerUnitId', 'u.name as ownerUnitName'])
    .select(['p.id as responsiblePersonId', 'p.name as responsibleName'])
    .where('e.id', '=', engagementId)
    .executeTakeFirst()
  const parties = engagement ? await partiesOfView(tx, engagementId) : []
  const isSeen = maySeeEngagement(await sightOf(tx, actor), {
    id: engagementId,
    partyIds: parties.map((party) => party.partyId),
  })
  if (!engagement || !isSeen) throw new Refusal('not_found')
  return {
    ...engagement,
    status: engagement.status as EngagementStatus,
    dataClasses: engagement.dataClasses as (typeof DATA_CLASSES)[number][],
    parties,
  }
}

async function partiesOfView(tx: Tx, engagementId: string): Promise<PartyOfEngagementView[]> {
  const today = await todayOf(tx)
  const parties = await partiesOfEngagement(tx, engagementId)
  const more = await tx
    .selectFrom('engagement_party as ep')
    .select(['ep.id', 'ep.version'])
    .select([
      sql<string[]>`array(select d.name from party_domain d where d.org_id = ep.org_id and d.party_id = ep.party_id
        and d.ended_at is null order by 1)`.as('domains'),
      sql<{ month: string; at: string } | null>`(select json_build_object('month', s.month, 'at', s.submitted_at)
        from roster_submission s where s.org_id = ep.org_id and s.engagement_id = ep.engagement_id
        and s.party_id = ep.party_id order by s.submitted_at desc, s.id desc limit 1)`.as('last'),
    ])
    .where('ep.engagement_id', '=', engagementId)
    .where('ep.ended_at', 'is', null)
    .execute()
  const byId = new Map(more.map((row) => [row.id, row]))
  const names = new Map(parties.map((party) => [party.partyId, party.name]))
  return parties.map((party) => {
    const extra = byId.get(party.engagementPartyId)
    const last = party.relation === 'vendor' ? extra?.last : undefined
    return {
      ...party,
      version: extra?.version ?? 1,
      entrusterName: party.entrusterPartyId ? (names.get(party.entrusterPartyId) ?? null) : null,
      domains: extra?.domains ?? [],
      isRosterOverdue: party.rosterDueOn !== null && party.rosterDueOn < today,
      lastSubmittedMonth: last?.month ?? null,
      lastSubmittedAt: last ? new Date(last.at).toISOString() : null,
    }
  })
}

/** One page of a roster. A vendor's person sees their own party's workers. @throws Refusal `not_found` */
export async function rosterLines(
  tx: Tx,
  actor: AnyActor,
  page: InputOf<typeof contract.listRoster>,
): Promise<Rows<RosterLine>> {
  await engagementView(tx, actor, page.engagementId)
  const sight = await sightOf(tx, actor)
  const today = await todayOf(tx)
  const rows = await tx
    .selectFrom('roster_entry as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .leftJoin('party as c', 'c.id', 'p.party_id')
    .select(['r.id', 'r.version', 'r.person_id as personId', 'p.name', 'p.name_kana as nameKana'])
    .select(['p.party_id as partyId', 'c.name as partyName', 'r.job', 'r.from_on as fromOn', 'r.until_on as untilOn'])
    .select(['r.pledged_on as pledgedOn', 'r.has_pledge_proof as hasPledgeProof'])
    .select(['r.trained_on as trainedOn', 'r.has_training_proof as hasTrainingProof'])
    .where('r.engagement_id', '=', page.engagementId)
    .$if(page.cursor !== undefined, (query) => query.where(sql<boolean>`r.id > ${page.cursor}::uuid`))
    .$if(!page.withEnded, (query) => query.where(sql<boolean>`coalesce(r.until_on, 'infinity') >= ${today}::date`))
    .$if(sight.partyId !== null, (query) => query.where('p.party_id', '=', sight.partyId))
    .orderBy('r.id')
    .limit(page.size + 1)
    .execute()
  return cut(
    rows.map((row) => ({ ...row, state: stateOf(row, today) })),
    page.size,
  )
}

function stateOf(period: { fromOn: string; untilOn: string | null }, today: string): RosterLine['state'] {
  if (isWithin(period, today)) return 'on_roster'
  return period.fromOn > today ? 'not_yet' : 'ended'
}
