import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Database, Tx } from '../db/database.ts'
import { FAILED_JOBS } from './define-job.ts'

export interface FailedJob {
  readonly id: string
  readonly jobName: string
  readonly failedAt: Date
  readonly attemptCount: number
  /** Codes, for the administrator. */
  readonly failure: string
}

/** Jobs of this organisation whose last attempt failed, the newest first: the alarm on 今日. */
export async function failedJobs(tx: Tx, limit = 100): Promise<FailedJob[]> {
  const { rows } = await failedRows(limit, ofOrganisation).execute(tx)
  return rows
}

/** How many failed jobs wait in the whole installation, those of no organisation too: for the health answer. */
export async function failedJobCount(database: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pgboss.job_common where name = ${FAILED_JOBS} and state = 'created'`.execute(
    database.kysely,
  )
  return rows[0]!.count
}

/** Failed jobs of the whole installation, the newest first: for the command line. */
export async function allFailedJobs(database: Database, limit = 1000): Promise<FailedJob[]> {
  const { rows } = await failedRows(limit).execute(database.kysely)
  return rows
}

const failedRows = (limit: number, of = sql`true`) => sql<FailedJob>`
  select id, source_name as "jobName", created_on as "failedAt", source_retry_count + 1 as "attemptCount",
    coalesce(source_output ->> 'message', source_output -> 'value' ->> 'message', 'unknown') as failure
  from pgboss.job_common where name = ${FAILED_JOBS} and state = 'created' and ${of}
  order by created_on desc limit ${limit}`

/**
 * Starts a failed job again.
 * @throws Refusal `not_found` when it is none of this organisation, or was started again already
 */
export async function retryFailedJob(tx: Tx, id: string): Promise<void> {
  const { rows } = await startAgain(id, ofOrganisation).execute(tx)
  if (rows.length === 0) throw new Refusal('not_found')
}

/** Starts a failed job of whichever organisation, or of none, again. @returns whether it was one */
export async function retryAnyFailedJob(database: Database, id: string): Promise<boolean> {
  const { rows } = await startAgain(id).execute(database.kysely)
  return rows.length > 0
}

const ofOrganisation = sql`data ->> 'orgId' = current_org()::text`

const startAgain = (id: string, of = sql`true`) => sql<{ added: string | null }>`
  with failed as (
    delete from pgboss.job_common
    where name = ${FAILED_JOBS} and id = ${id} and state = 'created' and ${of}
    returning source_name, data, singleton_key)
  select pgboss.add_job(${newId()}, source_name, '{"policy": "short"}', data, null, null) as added from failed`
