import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import { inOrganisation } from '../db/database.ts'
import { organisationIds } from '../db/organisations.ts'
import { type AnyJob, defineInstallationJob, defineJob, type Job, queueOptionsOf } from './define-job.ts'
import { enqueue } from './enqueue.ts'

/** When a job is started by time. A job of an organisation is started once for each, with the same input. */
export interface Schedule {
  readonly job: AnyJob
  /** Only for a job of an organisation. */
  readonly input?: unknown
  readonly when:
    | { /** Five fields, Asia/Tokyo. */ readonly cron: string }
    | { /** For what cannot wait a minute. */ readonly everySeconds: number }
}

/** `jobs.start-for-all` for each schedule, under the name of its job. */
const fanOutName = (job: AnyJob) => `every-organisation.${job.name.replace('.', '-')}`

/** Turns schedules of organisations' jobs into jobs that start one for each organisation. */
export function withFanOut(schedules: readonly Schedule[]): { jobs: AnyJob[]; schedules: Schedule[] } {
  const jobs: AnyJob[] = []
  const made = schedules.map((schedule) => {
    const { job } = schedule
    if ('forInstallation' in job) return schedule
    job.input.parse(schedule.input ?? null)
    const starter = defineInstallationJob({
      name: fanOutName(job),
      async run({ database }) {
        for (const orgId of await organisationIds(database)) {
          await inOrganisation(database, orgId, (tx) => enqueueFor(tx, job, schedule.input))
        }
      },
    })
    jobs.push(starter)
    return { job: starter, when: schedule.when }
  })
  return { jobs, schedules: made }
}

// One waiting start for each organisation is enough: a slow worker does not pile them up.
const enqueueFor = (tx: Parameters<typeof enqueue>[0], job: Job, input: unknown) =>
  enqueue(tx, job, input ?? null, { singletonKey: 'schedule' })

/** Makes the schedules in the queue those of this program, and starts the timers of the short ones. Answers their end. */
export async function startSchedules(boss: PgBoss, schedules: readonly Schedule[], onError: (cause: unknown) => void) {
  const timers: NodeJS.Timeout[] = []
  const wanted = new Map<string, string>()
  for (const { job, when } of schedules) {
    if ('cron' in when) wanted.set(job.name, when.cron)
    else {
      const { everySeconds } = when
      // Every worker has the timer; the slot makes it one job for all of them.
      const send = () => boss.send(job.name, {}, { singletonSeconds: everySeconds, singletonKey: 'schedule' })
      timers.push(setInterval(() => void send().catch(onError), everySeconds * 1000))
    }
  }
  for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name)
  for (const [name, cron] of wanted) {
    await boss.schedule(name, cron, {}, { tz: 'Asia/Tokyo', missed: 'once', singletonKey: 'schedule' })
  }
  return () => timers.forEach(clearInterval)
}

/** Progress is for the eyes of a day; it goes soon after pg-boss has removed its job. */
export const tidyProgress = defineJob({
  name: 'jobs.tidy-progress',
  input: z.null(),
  async run({ inOrganisation }) {
    await inOrganisation((tx) =>
      tx
        .deleteFrom('job_progress')
        .where('updated_at', '<', sql<Date>`clock_now() - interval '8 days'`)
        .execute(),
    )
  },
})

export const ownSchedules: Schedule[] = [{ job: tidyProgress, when: { cron: '17 3 * * *' } }]

/** Sets a job's queue up, or brings it up to this program's definition of it. */
export async function prepareQueue(boss: PgBoss, job: AnyJob): Promise<void> {
  const { policy, ...options } = queueOptionsOf(job)
  await boss.createQueue(job.name, { policy, ...options })
  await boss.updateQueue(job.name, options)
}
