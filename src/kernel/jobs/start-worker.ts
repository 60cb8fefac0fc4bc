import { PgBoss } from 'pg-boss'
import type { Database } from '../db/database.ts'
import type { AnyJob, Log } from './define-job.ts'
import { ownSchedules, prepareQueue, type Schedule, startSchedules, tidyProgress, withFanOut } from './schedules.ts'
import { takeJobs, type Taker } from './take-jobs.ts'

export interface WorkerOptions {
  readonly database: Database
  readonly jobs: readonly AnyJob[]
  readonly schedules?: readonly Schedule[]
  readonly log: Log
}

export interface Worker {
  /** Takes no new job, lets the running ones finish, and gives up after the time (then they are started elsewhere). */
  stop(options?: { timeoutSeconds?: number }): Promise<void>
}

/**
 * Runs jobs until it is stopped. Any number of workers on any hosts share the work; what a dead one was doing is started
 * elsewhere after about 10 s.
 */
export async function startWorker({ database, log, ...options }: WorkerOptions): Promise<Worker> {
  const fanOut = withFanOut([...ownSchedules, ...(options.schedules ?? [])])
  const jobs = [...new Set([tidyProgress, ...options.jobs, ...fanOut.jobs])]
  const onError = (cause: unknown) => log.error({ failure: (cause as Error).message }, 'queue')
  const boss = new PgBoss({
    // A pool of its own: heartbeats must not wait behind the queries of the jobs.
    connectionString: database.pool.options.connectionString!,
    max: 4,
    application_name: 'sekisho jobs',
    migrate: false,
    createSchema: false,
    supervise: true,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    cronMonitorIntervalSeconds: 10,
    cronWorkerIntervalSeconds: 1,
    // Both are for the owner of the tables, which this role is not.
    reindex: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
  })
  boss.on('error', onError)
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'queue'))
  await boss.start()
  const takers: Taker[] = []
  for (const job of jobs) {
    await prepareQueue(boss, job)
    takers.push(takeJobs(boss, { database, log }, job))
  }
  const stopTimers = await startSchedules(boss, fanOut.schedules, onError)
  return {
    async stop({ timeoutSeconds = 60 } = {}) {
      stopTimers()
      await Promise.all(takers.map((taker) => taker.stop(timeoutSeconds)))
      await boss.stop({ graceful: true, timeout: timeoutSeconds * 1000 })
    },
  }
}
