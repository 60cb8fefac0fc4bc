import { sql } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import { overdueObligations } from '../obligations/index.ts'
import type { GateDefinition } from './define-gate.ts'
import { evaluate, type GateState } from './rules/evaluate.ts'
import type { RequirementSet } from './rules/freeze-requirements.ts'
import type { SentNudge } from './rules/next-nudge.ts'
import type { GateAsks } from './rules/gate-asks.ts'
import type { StoredPermit } from './rules/permit-fault.ts'
import type {
  BreakGlassFact,
  DecisionFact,
  GateEnd,
  GateFacts,
  Outcome,
  Verdict,
  VerdictFact,
} from './rules/gate-facts.ts'

/** A gate of one subject as the tables have it now. */
export interface LoadedGate {
  readonly openingId: string
  readonly subjectId: string
  /** As stored: what rows point at. The person *now* is `facts.authorId`. */
  readonly storedAuthorId: string
  readonly unitId: string
  readonly contentId: string
  readonly openedAt: Date
  readonly facts: GateFacts
  /** Of this revision, in the order of sending. They decide nothing; an escalation widens who may. */
  readonly nudges: readonly SentNudge[]
  /** Of every revision, in the order of issue. */
  readonly permits: readonly StoredPermit[]
  readonly state: GateState
}

export type GateName = Pick<GateDefinition, 'id'>

/**
 * Takes the one lock of a gate until the transaction ends, then reads it. All writes go through here, so of two
 * decisions at once the second sees the first. The rows are append-only and cannot be locked themselves.
 * @throws Refusal `not_found`
 */
export async function lockGate(tx: Tx, gate: GateName, subjectId: string): Promise<LoadedGate> {
  return (await lockGates(tx, gate, [subjectId]))[0]!
}

/** The gates of several subjects, each locked and then read; in the order of the subjects. @throws Refusal `not_found` */
export async function lockGates(tx: Tx, gate: GateName, subjectIds: readonly string[]): Promise<LoadedGate[]> {
  return loadGates(tx, await lockOpeningsOf(tx, gate, subjectIds))
}

/** Takes the locks alone. @returns the openings in the order of the subjects. @throws Refusal `not_found` */
export async function lockOpeningsOf(tx: Tx, gate: GateName, subjectIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('gate_opening')
    .select(['id', 'subject_id'])
    .where('gate', '=', gate.id)
    .where((eb) => eb('subject_id', '=', eb.fn.any(eb.val([...subjectIds]))))
    .execute()
  const openingOfSubject = new Map(rows.map((row) => [row.subject_id, row.id]))
  const openingIds = subjectIds.map((id) => openingOfSubject.get(id))
  if (!openingIds.every((id) => id !== undefined)) throw new Refusal('not_found')
  await lockOpenings(tx, openingIds)
  return openingIds
}

/** In the order of their ids, so that two who take several never wait for each other in a circle. */
export async function lockOpenings(tx: Tx, openingIds: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('gate ' || o.id::text, 0))
    from (select id from unnest(${[...openingIds]}::uuid[]) as id order by id) o`.execute(tx)
}

/** @throws Refusal `not_found` */
export async function openingOf(tx: Tx, gate: GateName, subjectId: string): Promise<string> {
  const row = await tx
    .selectFrom('gate_opening')
    .select('id')
    .where('gate', '=', gate.id)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row.id
}

/** Reads everything that a gate's state depends on, and computes it. Persons are the ends of their merge lines now. */
export async function loadGate(tx: Tx, openingId: string): Promise<LoadedGate> {
  return (await loadGates(tx, [openingId]))[0]!
}

/** A gate under its lock after this transaction has written these facts of it too. */
export function withFacts(loaded: LoadedGate, written: Partial<GateFacts>): LoadedGate {
  const facts = { ...loaded.facts, ...written }
  return { ...loaded, facts, state: evaluate(facts) }
}

/** Several gates, each computed from its own rows alone, by a number of statements that does not grow with them. */
export async function loadGates(tx: Tx, openingIds: readonly string[]): Promise<LoadedGate[]> {
  const openings = new Map((await openingsOf(tx, openingIds)).map((row) => [row.id, row]))
  const overdue = await overdueObligations(tx, {
    subjectIds: [...openings.values()].flatMap((row) => row.obligation_subject_ids),
  })
  const [decisions, verdicts] = [await decisionsOf(tx, openingIds), await verdictsOf(tx, openingIds)]
  const [breakGlass, permits] = [await breakGlassOf(tx, openingIds), await permitsOf(tx, openingIds)]
  const nudges = await nudgesOf(tx, openingIds)
  return openingIds.map((openingId) => {
    const opening = openings.get(openingId)!
    const facts: GateFacts = {
      requirements: opening.requirements as unknown as RequirementSet,
      authorId: opening.author_now,
      revision: { number: opening.number, hash: opening.revision_hash, madeAt: opening.made_at },
      decisions: decisions.get(openingId) ?? [],
      verdicts: verdicts.get(openingId) ?? [],
      breakGlass: breakGlass.get(openingId) ?? [],
      overdueCount: overdue.filter(({ subjectId }) => opening.obligation_subject_ids.includes(subjectId)).length,
      ...(opening.how && { end: opening.how as GateEnd }),
      now: opening.now,
    }
    const sent = (nudges.get(openingId) ?? []).filter(({ revision }) => revision === opening.number)
    return {
      openingId,
      subjectId: opening.subject_id,
      storedAuthorId: opening.author_id,
      unitId: opening.unit_id,
      contentId: opening.content_id,
      openedAt: opening.opened_at,
      facts,
      permits: permits.get(openingId) ?? [],
      nudges: sent.map(({ check, nudge, sentAt }) => ({ check, nudge, sentAt })),
      state: evaluate(facts),
    }
  })
}

/** The end of a person's merge line. Most records were never merged, and need no walk along it. */
const personNow = <T = string>(column: string) => sql<T>`case when ${sql.ref(column)} is not null then
  coalesce((select p.id from person p where p.id = ${sql.ref(column)} and p.merged_into_id is null),
    canonical_person_id(${sql.ref(column)})) end`

/** The gates with their newest revision. */
async function openingsOf(tx: Tx, openingIds: readonly string[]) {
  return tx
    .selectFrom('gate_opening as o')
    .innerJoin('gate_revision as r', (join) =>
      join.onRef('r.org_id', '=', 'o.org_id').onRef('r.opening_id', '=', 'o.id'),
    )
    .leftJoin('gate_end as e', (join) => join.onRef('e.org_id', '=', 'o.org_id').onRef('e.opening_id', '=', 'o.id'))
    .where((eb) => eb('o.id', '=', eb.fn.any(eb.val([...openingIds]))))
    .distinctOn('o.id')
    .select(['o.id', 'o.subject_id', 'o.author_id', 'o.unit_id', 'o.requirements', 'o.obligation_subject_ids'])
    .select(['o.opened_at', 'r.number', 'r.made_at', 'r.revision_hash', 'r.content_id', 'e.how'])
    .select([
      personNow('o.author_id').as('author_now'),
      // The same throughout the transaction.
      sql<Date>`clock_now()`.as('now'),
    ])
    .orderBy('o.id')
    .orderBy('r.number', 'desc')
    .execute()
}

async function nudgesOf(tx: Tx, openingIds: readonly string[]) {
  const rows = await tx
    .selectFrom('gate_nudge')
    .where((eb) => eb('opening_id', '=', eb.fn.any(eb.val([...openingIds]))))
    .select(['opening_id', 'revision', 'check_id', 'nudge', 'sent_at'])
    .orderBy('sent_at')
    .orderBy('nudge', 'desc')
    .execute()
  return byOpening(rows, (row) => ({
    revision: row.revision,
    check: row.check_id,
    nudge: row.nudge as SentNudge['nudge'],
    sentAt: row.sent_at,
  }))
}

async function decisionsOf(tx: Tx, openingIds: readonly string[]) {
  const rows = await tx
    .selectFrom('gate_decision')
    .where((eb) => eb('opening_id', '=', eb.fn.any(eb.val([...openingIds]))))
    .select([
      'opening_id',
      'id',
      'revision',
      'check_id',
      'outcome',
      'role',
      'party_id',
      'decided_at',
      'points',
      'comment_id',
    ])
    .select(personNow('gate_decision.person_id').as('person_now'))
    .select(personNow<string | null>('gate_decision.acting_for_id').as('acting_for_now'))
    .orderBy('seq')
    .execute()
  return byOpening(rows, (row): DecisionFact => ({
    id: row.id,
    revision: row.revision,
    check: row.check_id,
    outcome: row.outcome as Outcome,
    personId: row.person_now,
    ...(row.acting_for_now && { actingForId: row.acting_for_now }),
    role: row.role,
    ...(row.party_id && { partyId: row.party_id }),
    decidedAt: row.decided_at,
    points: row.points,
    hasReason: row.comment_id !== null,
  }))
}

async function verdictsOf(tx: Tx, openingIds: readonly string[]) {
  const rows = await tx
    .selectFrom('gate_verdict')
    .where((eb) => eb('opening_id', '=', eb.fn.any(eb.val([...openingIds]))))
    .select(['opening_id', 'revision', 'check_id', 'verdict', 'points', 'recorded_at', 'asks'])
    .orderBy('seq')
    .execute()
  return byOpening(rows, (row): VerdictFact => ({
    revision: row.revision,
    check: row.check_id,
    verdict: row.verdict as Verdict,
    points: row.points,
    recordedAt: row.recorded_at,
    ...(row.asks && { asks: row.asks as unknown as GateAsks }),
  }))
}

async function breakGlassOf(tx: Tx, openingIds: readonly string[]) {
  const rows = await tx
    .selectFrom('break_glass as b')
    .leftJoin('break_glass_confirmation as c', (join) =>
      join.onRef('c.org_id', '=', 'b.org_id').onRef('c.break_glass_id', '=', 'b.id'),
    )
    .where((eb) => eb('b.opening_id', '=', eb.fn.any(eb.val([...openingIds]))))
    .select(['b.opening_id', 'b.id', 'b.revision', 'b.expires_at'])
    .select(sql<string>`canonical_person_id(b.person_id)`.as('opener'))
    .select(sql<string | null>`canonical_person_id(c.person_id)`.as('confirmer'))
    .orderBy('b.opened_at')
    .orderBy('b.id')
    .execute()
  return byOpening(rows, (row): BreakGlassFact => ({
    id: row.id,
    revision: row.revision,
    openerId: row.opener,
    ...(row.confirmer && { confirmerId: row.confirmer }),
    expiresAt: row.expires_at,
  }))
}

async function permitsOf(tx: Tx, openingIds: readonly string[]) {
  const rows = await tx
    .selectFrom('permit as p')
    .leftJoin('permit_consumption as c', (join) =>
      join.onRef('c.org_id', '=', 'p.org_id').onRef('c.permit_id', '=', 'p.id'),
    )
    .where((eb) => eb('p.opening_id', '=', eb.fn.any(eb.val([...openingIds]))))
    .select(['p.opening_id', 'p.id', 'p.revision', 'p.revision_hash', 'p.effect', 'p.expires_at', 'p.break_glass_id'])
    .select('c.consumed_at')
    .orderBy('p.seq')
    .execute()
  return byOpening(rows, (row): StoredPermit => ({
    id: row.id,
    revision: row.revision,
    revisionHash: row.revision_hash,
    effect: row.effect,
    expiresAt: row.expires_at,
    ...(row.break_glass_id && { breakGlassId: row.break_glass_id }),
    isConsumed: row.consumed_at !== null,
  }))
}

function byOpening<Row extends { readonly opening_id: string }, Fact>(
  rows: readonly Row[],
  factOf: (row: Row) => Fact,
): ReadonlyMap<string, readonly Fact[]> {
  const facts = new Map<string, Fact[]>()
  for (const row of rows) {
    const known = facts.get(row.opening_id)
    if (known) known.push(factOf(row))
    else facts.set(row.opening_id, [factOf(row)])
  }
  return facts
}
