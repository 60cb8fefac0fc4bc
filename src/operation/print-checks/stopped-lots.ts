import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'

/**
 * The numbers of the lots of a job that were stopped: an opened item differed, or a scan that was finished while it was the
 * newest lot had mismatches. What comes later, another scan too, never takes that back.
 */
export async function stoppedLots(tx: Tx, jobId: string): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ number: number }>`
    select l.number from (
      select org_id, id, job_id, number, created_at, lead(created_at) over (order by number) as until
      from print_lot where job_id = ${jobId}) l
    where exists (
      select 1 from print_sample s
      join print_sample_entry e on e.org_id = s.org_id and e.sample_id = s.id
      where s.org_id = l.org_id and s.lot_id = l.id and not e.matches)
    or exists (
      select 1 from print_run r
      where r.org_id = l.org_id and r.job_id = l.job_id and r.kind = 'scan' and r.mismatch_count > 0
        and r.finished_at >= l.created_at and (l.until is null or r.finished_at < l.until))`.execute(tx)
  return new Set(rows.map(({ number }) => number))
}
