import { type RawBuilder, sql } from 'kysely'

/**
 * From when the retention of a job counts: its last delivery, or, of a job that was never delivered, the end of its
 * engagement; later files and lots count from when they came. Null: it still runs.
 */
export const keptSince = (
  orgId: RawBuilder<unknown>,
  jobId: RawBuilder<unknown>,
  engagementId: RawBuilder<unknown>,
): RawBuilder<Date | null> => sql<Date | null>`(
  select case when h.at is not null or e.status = 'closed' then greatest(h.at, f.at, l.at, e.created_at) end
  from (select ${orgId} as org_id, ${jobId} as job_id, ${engagementId} as engagement_id) of_job
  join engagement e on e.org_id = of_job.org_id and e.id = of_job.engagement_id
  cross join lateral (select max(x.created_at) as at from print_hand_over x
    where x.org_id = of_job.org_id and x.job_id = of_job.job_id) h
  cross join lateral (select max(x.created_at) as at from print_lot x
    where x.org_id = of_job.org_id and x.job_id = of_job.job_id) l
  cross join lateral (select max(x.created_at) as at from print_file x
    where x.org_id = of_job.org_id and x.job_id = of_job.job_id) f)`
