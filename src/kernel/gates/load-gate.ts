import { sql } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../db/database.ts'
import { overdueObligations } from '../obligations/index.ts'
import type { GateDefinition } from './define-gate.ts'
import { evaluate, type GateState } from './rules/evaluate.ts'
import type { RequirementSet } from './rules/freeze-requirements.ts'
import type { SentNudge } from './rules/next-nudge.ts'
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
  readonly state: GateState
}

export type GateName = Pick<GateDefinition, 'id'>

/**
 * Takes the one lock of a gate until the transaction ends, then reads it. All writes go through here, so of two
 * decisions at once the second sees the first. The rows are append-only and cannot be locked themselves.
 * @throws Refusal `not_found`
 */
export async function lockGate(tx: Tx, gate: GateName, subjectId: string): Promise<LoadedGate> {
  const openingId = await openingOf(tx, gate, subjectId)
  await lockOpening(tx, openingId)
  return loadGate(tx, openingId)
}

export async function lockOpening(tx: Tx, openingId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('gate ' || ${openingId}::text, 0))`.execute(tx)
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
  const now = await instantOf(tx)
  const opening = await tx
    .selectFrom('gate_opening as o')
    .innerJoin('gate_revision as r', (join) =>
      join.onRef('r.org_id', '=', 'o.org_id').onRef('r.opening_id', '=', 'o.id'),
    )
    .leftJoin('gate_end as e', (join) => join.onRef('e.org_id', '=', 'o.org_id').onRef('e.opening_id', '=', 'o.id'))
    .where('o.id', '=', openingId)
    .select(['o.subject_id', 'o.author_id', 'o.unit_id', 'o.requirements', 'o.obligation_subject_ids', 'o.opened_at'])
    .select(['r.number', 'r.made_at', 'r.revision_hash', 'r.content_id', 'e.how'])
    .select(sql<string>`canonical_person_id(o.author_id)`.as('author_now'))
    .orderBy('r.number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const facts: GateFacts = {
    requirements: opening.requirements as unknown as RequirementSet,
    authorId: opening.author_now,
    revision: { number: opening.number, hash: opening.revision_hash, madeAt: opening.made_at },
    decisions: await decisionsOf(tx, openingId),
    verdicts: await verdictsOf(tx, openingId),
    breakGlass: await breakGlassOf(tx, openingId),
    overdueCount: (await overdueObligations(tx, { subjectIds: opening.obligation_subject_ids })).length,
    ...(opening.how && { end: opening.how as GateEnd }),
    now,
  }
  return {
    openingId,
    subjectId: opening.subject_id,
    storedAuthorId: opening.author_id,
    unitId: opening.unit_id,
    contentId: opening.content_id,
    openedAt: opening.opened_at,
    facts,
    nudges: await nudgesOf(tx, openingId, opening.number),
    state: evaluate(facts),
  }
}

async function nudgesOf(tx: Tx, openingId: string, revision: number): Promise<SentNudge[]> {
  const rows = await tx
    .selectFrom('gate_nudge')
    .where('opening_id', '=', openingId)
    .where('revision', '=', revision)
    .select(['check_id', 'nudge', 'sent_at'])
    .orderBy('sent_at')
    .orderBy('nudge', 'desc')
    .execute()
  return rows.map((row) => ({ check: row.check_id, nudge: row.nudge as SentNudge['nudge'], sentAt: row.sent_at }))
}

async function decisionsOf(tx: Tx, openingId: string): Promise<DecisionFact[]> {
  const rows = await tx
    .selectFrom('gate_decision')
    .where('opening_id', '=', openingId)
    .select(['id', 'revision', 'check_id', 'outcome', 'role', 'party_id', 'decided_at', 'points'])
    .select(sql<string>`canonical_person_id(person_id)`.as('person_now'))
    .select(sql<string | null>`canonical_person_id(acting_for_id)`.as('acting_for_now'))
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
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
  }))
}

async function verdictsOf(tx: Tx, openingId: string): Promise<VerdictFact[]> {
  const rows = await tx
    .selectFrom('gate_verdict')
    .where('opening_id', '=', openingId)
    .select(['revision', 'check_id', 'verdict', 'points', 'recorded_at'])
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    revision: row.revision,
    check: row.check_id,
    verdict: row.verdict as Verdict,
    points: row.points,
    recordedAt: row.recorded_at,
  }))
}

async function breakGlassOf(tx: Tx, openingId: string): Promise<BreakGlassFact[]> {
  const rows = await tx
    .selectFrom('break_glass as b')
    .leftJoin('break_glass_confirmation as c', (join) =>
      join.onRef('c.org_id', '=', 'b.org_id').onRef('c.break_glass_id', '=', 'b.id'),
    )
    .where('b.opening_id', '=', openingId)
    .select(['b.id', 'b.revision', 'b.expires_at'])
    .select(sql<string>`canonical_person_id(b.person_id)`.as('opener'))
    .select(sql<string | null>`canonical_person_id(c.person_id)`.as('confirmer'))
    .orderBy('b.opened_at')
    .orderBy('b.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    openerId: row.opener,
    ...(row.confirmer && { confirmerId: row.confirmer }),
    expiresAt: row.expires_at,
  }))
}
