import { z } from 'zod'
import { type AnyJob, defineJob, type Schedule } from '../../kernel/jobs/index.ts'
import { printWorkOf } from './equipment.ts'

const RETRIES = 2

/** Verifies a run against its data. A worker that dies leaves it to another one, which begins anew. */
export const verifyRunJob = defineJob({
  name: 'print-checks.verify-run',
  input: z.object({ runId: z.uuid() }),
  // Two hundred thousand pages take minutes; a slow machine takes hours.
  limitSeconds: 6 * 3600,
  retryCount: RETRIES,
  atOnce: 1,
  pollSeconds: 0.5,
  async run({ database, orgId, signal, attempt, reportProgress }, { runId }) {
    await printWorkOf(database).verifyRun(orgId, runId, { signal, reportProgress, isLastAttempt: attempt > RETRIES })
  },
})

/** Says again what waits too long, and tells those above. */
export const nudgePrintsJob = defineJob({
  name: 'print-checks.nudge-prints',
  input: z.null(),
  async run({ database, orgId, log }) {
    const { nudged, unheard } = await printWorkOf(database).nudgePrints(orgId)
    if (nudged > 0) log.info({ orgId, nudged }, 'reminders of waiting print jobs')
    if (unheard > 0) log.error({ orgId, unheard }, 'a print job waits and nobody could be told')
  },
})

/** Erases data and files of print jobs whose retention is over. */
export const purgePrintsJob = defineJob({
  name: 'print-checks.purge-prints',
  input: z.null(),
  async run({ database, orgId }) {
    await printWorkOf(database).purgePrints(orgId)
  },
})

export const printChecksJobs: readonly AnyJob[] = [verifyRunJob, nudgePrintsJob, purgePrintsJob]

export const printChecksSchedules: readonly Schedule[] = [
  { job: nudgePrintsJob, input: null, when: { cron: '*/5 9-18 * * *' } },
  { job: purgePrintsJob, input: null, when: { cron: '50 1 * * *' } },
]
