import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { QUICK_SECONDS } from './rules/shown-shares.ts'

export interface Period {
  /** Included. */
  readonly from: Date
  /** Excluded. */
  readonly until: Date
}

/** How one person decided in a period, so that rubber stamps show (invariant 14). */
export interface DecisionHabits {
  readonly personId: string
  readonly decisionCount: number
  readonly passCount: number
  /** Passes of all decisions, 0 to 1. */
  readonly agreementRate: number
  /** Passes over at least one finding. */
  readonly passWithFindingsCount: number
  /** Decisions for which the time in view was measured. */
  readonly measuredCount: number
  /** Of those, decided within `QUICK_SECONDS`. */
  readonly quickCount: number
  /** Median time in view, of those decisions for which it was measured. */
  readonly medianSecondsInView?: number
}

/** After whom a page begins, in the order of the list. */
export interface HabitCursor {
  readonly decisionCount: number
  readonly personId: string
}

/**
 * Agreement rate and time taken of everybody who approved in a period, most decisions first. Attestations of authors do not
 * count as agreement.
 */
export async function decisionHabits(
  tx: Tx,
  period: Period,
  page: { readonly limit?: number; readonly after?: HabitCursor | undefined } = {},
): Promise<DecisionHabits[]> {
  const { limit, after } = page
  const rows = await approvalsIn(tx, period)
    .select(sql<string>`canonical_person_id(person_id)`.as('person'))
    .groupBy('person')
    .$if(after !== undefined, (query) =>
      query.having(
        sql<boolean>`(-count(*), canonical_person_id(person_id)) > (${-after!.decisionCount}::bigint, ${after!.personId}::uuid)`,
      ),
    )
    .orderBy('decisions', 'desc')
    .orderBy('person')
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .execute()
  return rows.map(({ person, ...row }) => ({ personId: person, ...habitsOf(row) }))
}

/** The same over everybody together; without a decision there is nothing to say. */
export async function allHabits(tx: Tx, period: Period) {
  const row = await approvalsIn(tx, period)
    .select(sql<number>`count(distinct canonical_person_id(person_id))`.as('approvers'))
    .executeTakeFirstOrThrow()
  return { approverCount: row.approvers, ...habitsOf(row) }
}

const approvalsIn = (tx: Tx, period: Period) =>
  tx
    .selectFrom('gate_decision')
    .where('check_kind', '=', 'approve')
    .where('decided_at', '>=', period.from)
    .where('decided_at', '<', period.until)
    .select([
      sql<number>`count(*)`.as('decisions'),
      sql<number>`count(*) filter (where outcome = 'pass')`.as('passes'),
      sql<number>`count(*) filter (where outcome = 'pass' and cardinality(points) > 0)`.as('knowing'),
      sql<number>`count(seconds_in_view)`.as('measured'),
      sql<number>`count(*) filter (where seconds_in_view <= ${QUICK_SECONDS})`.as('quick'),
      sql<number | null>`percentile_cont(0.5) within group (order by seconds_in_view)`.as('median'),
    ])

interface HabitRow {
  readonly decisions: number
  readonly passes: number
  readonly knowing: number
  readonly measured: number
  readonly quick: number
  readonly median: number | null
}

const habitsOf = (row: HabitRow) => ({
  decisionCount: row.decisions,
  passCount: row.passes,
  agreementRate: row.decisions === 0 ? 0 : row.passes / row.decisions,
  passWithFindingsCount: row.knowing,
  measuredCount: row.measured,
  quickCount: row.quick,
  ...(row.median !== null && { medianSecondsInView: row.median }),
})

/**
 * How often the glass was opened, confirmed and passed in a period, and what its reviews concluded; every statistic shows
 * it (invariant 8).
 */
export async function countBreakGlass(tx: Tx, period: Period) {
  return tx
    .selectFrom('break_glass as b')
    .leftJoin('break_glass_confirmation as c', (join) =>
      join.onRef('c.org_id', '=', 'b.org_id').onRef('c.break_glass_id', '=', 'b.id'),
    )
    .leftJoin('break_glass_review as r', (join) =>
      join.onRef('r.org_id', '=', 'b.org_id').onRef('r.break_glass_id', '=', 'b.id'),
    )
    .where('b.opened_at', '>=', period.from)
    .where('b.opened_at', '<', period.until)
    .select([
      sql<number>`count(*)`.as('openedCount'),
      sql<number>`count(c.break_glass_id)`.as('confirmedCount'),
      sql<number>`count(*) filter (where exists (select 1 from permit p
        join permit_consumption u on u.org_id = p.org_id and u.permit_id = p.id
        where p.org_id = b.org_id and p.break_glass_id = b.id))`.as('passedCount'),
      sql<number>`count(r.break_glass_id)`.as('reviewedCount'),
      sql<number>`count(*) filter (where r.conclusion = 'not_justified')`.as('notJustifiedCount'),
    ])
    .executeTakeFirstOrThrow()
}
