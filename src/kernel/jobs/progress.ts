import { sql } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import { announce } from '../db/announce.ts'
import { type Database, inOrganisation, type Tx } from '../db/database.ts'
import type { Job } from './define-job.ts'

export type JobState = 'waiting' | 'running' | 'done' | 'failed'

export interface JobProgress {
  readonly state: JobState
  readonly doneCount: number
  /** Undefined while it is not known. */
  readonly totalCount?: number
  readonly attempt: number
  readonly failure?: string
}

const STATES: Record<string, JobState> = { created: 'waiting', retry: 'waiting', active: 'running', completed: 'done' }
const LEAST_PAUSE_MS = 250

/** Writes the progress of a running job, at most four times a second, and the end of it always. */
export function progressReporter(database: Database, orgId: string, jobId: string) {
  let lastWritten = -Infinity
  return async (done: number, total?: number): Promise<void> => {
    const at = performance.now()
    if (at - lastWritten < LEAST_PAUSE_MS && done !== total) return
    lastWritten = at
    await inOrganisation(database, orgId, async (tx) => {
      await tx
        .insertInto('job_progress')
        .values({ job_id: jobId, done_count: done, total_count: total ?? null })
        .onConflict((conflict) =>
          conflict
            .columns(['org_id', 'job_id'])
            .doUpdateSet({ done_count: done, total_count: total ?? null, updated_at: sql`clock_now()` }),
        )
        .execute()
      await announce(tx, 'jobs')
    })
  }
}

/**
 * How far a job of this organisation has come.
 * @throws Refusal `not_found` when there is none, or its seven days after the end are over
 */
export async function jobProgress(tx: Tx, job: Job, jobId: string): Promise<JobProgress> {
  const { rows } = await sql<{
    state: string
    retry_count: number
    failure: string | null
    done_count: number | null
    total_count: number | null
  }>`select j.state, j.retry_count, j.output ->> 'message' as failure, p.done_count, p.total_count
     from pgboss.job_common j left join job_progress p on p.job_id = j.id
     where j.name = ${job.name} and j.id = ${jobId} and j.data ->> 'orgId' = current_org()::text`.execute(tx)
  const row = rows[0]
  if (!row) throw new Refusal('not_found')
  return {
    state: STATES[row.state] ?? 'failed',
    doneCount: row.done_count ?? 0,
    ...(row.total_count === null ? {} : { totalCount: row.total_count }),
    attempt: row.retry_count + 1,
    ...(row.failure === null ? {} : { failure: row.failure }),
  }
}
