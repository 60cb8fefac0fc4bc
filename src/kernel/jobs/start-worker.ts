import { type Job as Fetched, type JobResult, PgBoss } from 'pg-boss'
import type { Database } from '../db/database.ts'
import type { AnyJob, Log } from './define-job.ts'
import { runJob } from './run-job.ts'
import { ownSchedules, prepareQueue, type Schedule, startSchedules, tidyProgress, withFanOut } from './schedules.ts'

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
  const stopPaces: (() => void)[] = []
  for (const job of jobs) {
    await prepareQueue(boss, job)
    stopPaces.push(await takeJobs(boss, database, log, job))
  }
  const stopTimers = await startSchedules(boss, fanOut.schedules, onError)
  return {
    async stop({ timeoutSeconds = 60 } = {}) {
      stopTimers()
      for (const stopPace of stopPaces) stopPace()
      await boss.stop({ graceful: true, timeout: timeoutSeconds * 1000 })
    },
  }
}

/**
 * One of the takers looks at the job's pace, the others seldom: whoever finds a job wakes one that is free, and so does the
 * pace while the first is at work, so that what runs long keeps nothing else waiting.
 * @returns ends the pace
 */
async function takeJobs(boss: PgBoss, database: Database, log: Log, job: AnyJob): Promise<() => void> {
  const takers: string[] = []
  const busy = new Set<number>()
  const pace = job.pollSeconds ?? 1
  const wake = (n: number) => boss.notifyWorker(takers[n]!)
  const wakeFree = () => {
    const free = takers.findIndex((_, n) => !busy.has(n))
    if (free >= 0) wake(free)
  }
  for (let n = 0; n < (job.atOnce ?? 2); n++) {
    const options = {
      pollingIntervalSeconds: n === 0 ? pace : Math.max(pace, 30),
      batchSize: job.together ?? 1,
      perJobResults: true,
    } as const
    const taker = await boss.work<unknown>(job.name, options, async (fetched) => {
      busy.add(n)
      // Where one waited there may be more: neither this one nor the next sleeps until a look finds nothing.
      wakeFree()
      try {
        return await Promise.all(fetched.map((one) => resultOf(database, log, job, one)))
      } finally {
        busy.delete(n)
        wake(n)
      }
    })
    takers.push(taker)
  }
  const timer = setInterval(() => void (busy.has(0) && wakeFree()), pace * 1000)
  return () => clearInterval(timer)
}

async function resultOf(database: Database, log: Log, job: AnyJob, one: Fetched<unknown>): Promise<JobResult> {
  const { id } = one
  return runJob(database, log, job, one).then(
    () => ({ id, status: 'completed' }),
    (cause: unknown) => ({ id, status: 'failed', output: cause }),
  )
}
