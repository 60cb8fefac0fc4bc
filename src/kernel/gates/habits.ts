import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/** How one person decided in a period, so that rubber stamps show (invariant 14). */
export interface DecisionHabits {
  readonly personId: string
  readonly decisionCount: number
  readonly passCount: number
  /** Passes of all decisions, 0 to 1. */
  readonly agreementRate: number
  /** Passes over at least one finding. */
  readonly passWithFindingsCount: number
  /** Median time in view, of those decisions for which it was measured. */
  readonly medianSecondsInView?: number
}

/**
 * Agreement rate and time taken of everybody who approved in a period, most decisions first. Attestations of authors do not
 * count as agreement.
 * @param period from (included) until (excluded)
 */
export async function decisionHabits(tx: Tx, period: { readonly from: Date; readonly until: Date }) {
  const rows = await tx
    .selectFrom('gate_decision')
    .where('check_kind', '=', 'approve')
    .where('decided_at', '>=', period.from)
    .where('decided_at', '<', period.until)
    .select([
      sql<string>`canonical_person_id(person_id)`.as('person'),
      sql<number>`count(*)`.as('decisions'),
      sql<number>`count(*) filter (where outcome = 'pass')`.as('passes'),
      sql<number>`count(*) filter (where outcome = 'pass' and cardinality(points) > 0)`.as('knowing'),
      sql<number | null>`percentile_cont(0.5) within group (order by seconds_in_view)`.as('median'),
    ])
    .groupBy(sql`1`)
    .orderBy('decisions', 'desc')
    .orderBy('person')
    .execute()
  return rows.map((row): DecisionHabits => ({
    personId: row.person,
    decisionCount: row.decisions,
    passCount: row.passes,
    agreementRate: row.passes / row.decisions,
    passWithFindingsCount: row.knowing,
    ...(row.median !== null && { medianSecondsInView: row.median }),
  }))
}

/** How often the glass was opened, confirmed and passed in a period; every statistic shows it (invariant 8). */
export async function countBreakGlass(tx: Tx, period: { readonly from: Date; readonly until: Date }) {
  return tx
    .selectFrom('break_glass as b')
    .leftJoin('break_glass_confirmation as c', (join) =>
      join.onRef('c.org_id', '=', 'b.org_id').onRef('c.break_glass_id', '=', 'b.id'),
    )
    .where('b.opened_at', '>=', period.from)
    .where('b.opened_at', '<', period.until)
    .select([
      sql<number>`count(*)`.as('openedCount'),
      sql<number>`count(c.break_glass_id)`.as('confirmedCount'),
      sql<number>`count(*) filter (where exists (select 1 from permit p
        join permit_consumption u on u.org_id = p.org_id and u.permit_id = p.id
        where p.org_id = b.org_id and p.break_glass_id = b.id))`.as('passedCount'),
    ])
    .executeTakeFirstOrThrow()
}
