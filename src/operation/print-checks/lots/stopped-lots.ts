import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import type { LotStopCause } from '../print-states.ts'

/** A lot that was stopped, with the counts that say why. */
export interface StoppedLot {
  readonly lotId: string
  readonly number: number
  readonly cause: LotStopCause
  readonly itemCount: number
  /** Drawn items that were opened. */
  readonly openedCount: number
  /** Sides that differ on paper; where none does, mismatches of the scan. */
  readonly mismatchCount: number
  /** The scan that stopped it. */
  readonly runId: string | null
  /** What was done about it: the sealed reason with which the next lot was registered; none: there is no next one. */
  readonly doneId: string | null
}

/**
 * The lots of a job that were stopped, the oldest first: an opened item differed, or a scan of its sheets had mismatches.
 * What comes later, another scan too, never takes that back. A scan is of the lot that was printed last when it was asked
 * for; where that was drawn anew meanwhile, of the lot that stands then, which has the same sheets.
 */
export async function stoppedLots(tx: Tx, jobId: string): Promise<readonly StoppedLot[]> {
  const { rows } = await sql<StoppedLot>`
    select l.id as "lotId", l.number, l.item_count as "itemCount", e.opened as "openedCount", l.done as "doneId",
      case when e.wrong > 0 then 'sample' else 'scan' end as cause,
      case when e.wrong > 0 then e.wrong else r.mismatch_count end as "mismatchCount",
      case when e.wrong > 0 then null else r.id end as "runId"
    from (
      select org_id, id, job_id, number, item_count, lead(reason_id) over lots as done,
        max(created_at) filter (where not is_redrawn) over lots as printed_at,
        min(created_at) filter (where not is_redrawn) over later as until,
        case when lead(is_redrawn) over lots then lead(created_at) over lots end as redrawn_at
      from print_lot where job_id = ${jobId} window lots as (order by number),
        later as (order by number rows between 1 following and unbounded following)) l
    cross join lateral (
      select count(distinct e.item)::int as opened, (count(*) filter (where not e.matches))::int as wrong
      from print_sample s join print_sample_entry e on e.org_id = s.org_id and e.sample_id = s.id
      where s.org_id = l.org_id and s.lot_id = l.id) e
    left join lateral (
      select r.id, r.mismatch_count from print_run r
      where r.org_id = l.org_id and r.job_id = l.job_id and r.kind = 'scan' and r.mismatch_count > 0
        and r.created_at >= l.printed_at and (l.until is null or r.created_at < l.until)
        and (l.redrawn_at is null or r.finished_at < l.redrawn_at)
      order by r.finished_at, r.id limit 1) r on true
    where e.wrong > 0 or r.id is not null
    order by l.number`.execute(tx)
  return rows
}
