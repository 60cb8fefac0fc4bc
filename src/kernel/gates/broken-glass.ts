import { sql } from 'kysely'
import type { Actor } from '../../base/actor.ts'
import { Refusal, type RefusalCode } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import { type GateName, type LoadedGate, loadGate, openingOf } from './load-gate.ts'
import { openNotes } from './notes.ts'
import { officerBeside, personBeside, REVIEWING_ROLES } from './officer-beside.ts'
import type { ReviewConclusion } from './rules/review-conclusion.ts'

/** One breaking of a gate's glass, from the asking to the review. What was erased is left out. */
export interface BrokenGlass {
  readonly id: string
  /** Of the revision that stands now. */
  readonly isCurrent: boolean
  readonly openerId: string
  readonly openedAt: Date
  readonly expiresAt: Date
  readonly reason?: string
  readonly confirmed?: { readonly personId: string; readonly at: Date }
  /** When something passed by it. */
  readonly passedAt?: Date
  readonly review?: {
    readonly personId: string
    readonly at: Date
    readonly conclusion: ReviewConclusion
    readonly findings?: string
  }
}

export const GLASS_ACTS = ['open', 'confirm', 'review'] as const
export type GlassAct = (typeof GLASS_ACTS)[number]

/** What of a gate's glass waits now, and whether this person may do it. */
export interface GlassStanding {
  readonly glasses: readonly BrokenGlass[]
  /** Absent: nothing can be done, because the gate has ended and every broken glass is reviewed. */
  readonly next?: { readonly act: GlassAct; readonly breakGlassId?: string; readonly refusedFor?: RefusalCode }
}

/**
 * Every breaking of a gate's glass, the oldest first, and the next step for this person.
 * @throws Refusal `not_found`
 */
export async function glassStanding(tx: Tx, gate: GateName, subjectId: string, actor: Actor): Promise<GlassStanding> {
  const loaded = await loadGate(tx, await openingOf(tx, gate, subjectId))
  const glasses = await glassesOf(tx, loaded)
  const next = await nextStep(tx, loaded, glasses, actor)
  return { glasses, ...(next && { next }) }
}

/** Whether two persons have ever broken the glass of this gate. */
export async function wasGlassBroken(tx: Tx, gate: GateName, subjectId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('break_glass_confirmation as c')
    .innerJoin('break_glass as b', 'b.id', 'c.break_glass_id')
    .innerJoin('gate_opening as o', 'o.id', 'b.opening_id')
    .where('o.gate', '=', gate.id)
    .where('o.subject_id', '=', subjectId)
    .select('b.id')
    .executeTakeFirst()
  return row !== undefined
}

async function nextStep(
  tx: Tx,
  loaded: LoadedGate,
  glasses: readonly BrokenGlass[],
  actor: Actor,
): Promise<GlassStanding['next']> {
  const unreviewed = glasses.find((one) => one.confirmed && !one.review)
  if (unreviewed) {
    const { revision } = loaded.facts.breakGlass.find(({ id }) => id === unreviewed.id)!
    const others = [unreviewed.openerId, unreviewed.confirmed!.personId]
    const refusedFor = await refusalOf(personBeside(tx, loaded, actor, { roles: REVIEWING_ROLES, revision }), others)
    return { act: 'review', breakGlassId: unreviewed.id, ...(refusedFor && { refusedFor }) }
  }
  if (loaded.state.end || loaded.state.open) return undefined
  const asked = glasses.find((one) => one.isCurrent && !one.confirmed && loaded.facts.now < one.expiresAt)
  const refusedFor = await refusalOf(officerBeside(tx, loaded, actor), asked ? [asked.openerId] : [])
  return {
    act: asked ? 'confirm' : 'open',
    ...(asked && { breakGlassId: asked.id }),
    ...(refusedFor && { refusedFor }),
  }
}

/** Why the person may not, if so. */
async function refusalOf(asked: Promise<string>, others: readonly string[]): Promise<RefusalCode | undefined> {
  try {
    return others.includes(await asked) ? 'same_person' : undefined
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

async function glassesOf(tx: Tx, { openingId, state }: LoadedGate): Promise<BrokenGlass[]> {
  const rows = await tx
    .selectFrom('break_glass as b')
    .leftJoin('break_glass_confirmation as c', 'c.break_glass_id', 'b.id')
    .leftJoin('break_glass_review as r', 'r.break_glass_id', 'b.id')
    .where('b.opening_id', '=', openingId)
    .select(['b.id', 'b.revision', 'b.opened_at', 'b.expires_at', 'b.reason_id', 'c.confirmed_at'])
    .select(['r.reviewed_at', 'r.conclusion', 'r.findings_id'])
    .select(sql<string>`canonical_person_id(b.person_id)`.as('opener'))
    .select(sql<string | null>`canonical_person_id(c.person_id)`.as('confirmer'))
    .select(sql<string | null>`canonical_person_id(r.person_id)`.as('reviewer'))
    .select(
      sql<Date | null>`(select min(u.consumed_at) from permit p join permit_consumption u on u.org_id = p.org_id
        and u.permit_id = p.id where p.org_id = b.org_id and p.break_glass_id = b.id)`.as('passed_at'),
    )
    .orderBy('b.opened_at')
    .orderBy('b.id')
    .execute()
  const notes = await openNotes(
    tx,
    rows.flatMap((row) => [row.reason_id, ...(row.findings_id ? [row.findings_id] : [])]),
  )
  const textOf = (id: string | null) => {
    const note = id ? notes.get(id) : undefined
    return typeof note === 'string' ? note : undefined
  }
  return rows.map((row): BrokenGlass => {
    const [reason, findings] = [textOf(row.reason_id), textOf(row.findings_id)]
    return {
      id: row.id,
      isCurrent: row.revision === state.revision,
      openerId: row.opener,
      openedAt: row.opened_at,
      expiresAt: row.expires_at,
      ...(reason !== undefined && { reason }),
      ...(row.confirmer && { confirmed: { personId: row.confirmer, at: row.confirmed_at! } }),
      ...(row.passed_at && { passedAt: row.passed_at }),
      ...(row.reviewer && {
        review: {
          personId: row.reviewer,
          at: row.reviewed_at!,
          conclusion: row.conclusion as ReviewConclusion,
          ...(findings !== undefined && { findings }),
        },
      }),
    }
  })
}
