import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'

/** A lot that was neither stopped nor handed over when another took its place. */
export interface ReplacedLot {
  readonly number: number
  /** Drawn items that had been opened by then. */
  readonly openedCount: number
  /** The same printed matter, drawn anew. */
  readonly isRedrawn: boolean
  /** Why the next one was registered: a sealed text. */
  readonly reasonId: string | null
}

/**
 * The lots of a job in whose place others came, the oldest first. Who looks into a few items and then has others drawn does
 * not choose in silence what is looked at.
 */
export async function replacedLots(tx: Tx, jobId: string): Promise<readonly ReplacedLot[]> {
  const { rows } = await sql<ReplacedLot>`
    select l.number, l.redrawn as "isRedrawn", l.reason_id as "reasonId",
      (select count(distinct e.item)::int from print_sample s
        join print_sample_entry e on e.org_id = s.org_id and e.sample_id = s.id
        where s.org_id = l.org_id and s.lot_id = l.id) as "openedCount"
    from (
      select org_id, id, job_id, number, created_at, lead(created_at) over lots as until,
        lead(is_redrawn) over lots as redrawn, lead(reason_id) over lots as reason_id
      from print_lot where job_id = ${jobId} window lots as (order by number)) l
    where l.until is not null and not exists (
      select from print_hand_over h where h.org_id = l.org_id and h.job_id = l.job_id
        and h.created_at >= l.created_at and h.created_at < l.until)
    order by l.number`.execute(tx)
  return rows
}
