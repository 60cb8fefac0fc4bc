import type { z } from 'zod'
import type { Database, Tx } from '../db/database.ts'

/** Where jobs write what an administrator may need. Facts are ids, codes and counts, never personal data. */
export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** What every job gets. */
export interface RunContext {
  readonly database: Database
  readonly log: Log
  readonly jobId: string
  /** Which attempt this is; the first is 1. */
  readonly attempt: number
  /** Aborted when the job is cancelled, has taken longer than its limit, or the worker must stop now. */
  readonly signal: AbortSignal
}

/** What a job of one organisation gets. */
export interface JobContext extends RunContext {
  readonly orgId: string
  /** A transaction of the job's organisation. A long job uses several short ones. */
  readonly inOrganisation: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** For a progress bar; call it as often as you like. Leave `total` out while it is not known. */
  readonly reportProgress: (done: number, total?: number) => Promise<void>
}

export interface JobLimits {
  /** How often it is tried again after a failure, with growing pauses. Default 5; then it is listed as failed. */
  readonly retryCount?: number
  /** How long one attempt may take. Default 3600. A worker that dies is noticed after 10 s whatever this says. */
  readonly limitSeconds?: number
  /** How many run side by side in one worker, each in a place of its own. Default 2. */
  readonly atOnce?: number
  /** How often an idle worker looks for one, at least 0.5. Default 1. */
  readonly pollSeconds?: number
}

/**
 * Work that is done after the act that asked for it, by any worker. A job may run twice (its worker died after the work
 * and before saying so): `run` must do no harm the second time.
 */
export interface Job<I extends z.ZodType = z.ZodType> extends JobLimits {
  /** `module.verb-noun`, e.g. `outbound-mail.release`. */
  readonly name: string
  /** Ids and codes, never personal data: the queue lies outside row-level security. */
  readonly input: I
  run(context: JobContext, input: z.output<I>): Promise<void>
}

/** Work for the whole installation, e.g. a sweep of the vault. It is only ever started by a schedule. */
export interface InstallationJob extends JobLimits {
  readonly name: string
  readonly forInstallation: true
  run(context: RunContext): Promise<void>
}

export type AnyJob = Job | InstallationJob

const NAME = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/

export function defineJob<I extends z.ZodType>(job: Job<I>): Job<I> {
  if (!NAME.test(job.name)) throw new Error(`a job is named module.verb-noun, not ${job.name}`)
  return job
}

export function defineInstallationJob(job: Omit<InstallationJob, 'forInstallation'>): InstallationJob {
  if (!NAME.test(job.name)) throw new Error(`a job is named module.verb-noun, not ${job.name}`)
  return { ...job, forInstallation: true }
}

export const FAILED_JOBS = 'failed-jobs'
const DAY_SECONDS = 86_400

/** How a job's queue is set up in pg-boss. */
export function queueOptionsOf(job: JobLimits) {
  return {
    // One waiting job for each key; a second one may wait while the first runs, since what it looks at may have changed.
    policy: 'short',
    retryLimit: job.retryCount ?? 5,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: job.limitSeconds ?? 3600,
    // The least that pg-boss allows; the worker says thrice in this time that it lives.
    heartbeatSeconds: 10,
    // No worker for weeks must not lose a job.
    retentionSeconds: 365 * DAY_SECONDS,
    deleteAfterSeconds: 7 * DAY_SECONDS,
    deadLetter: FAILED_JOBS,
  }
}
