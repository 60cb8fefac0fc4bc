import { z } from 'zod'
import { type AnyJob, defineJob } from '../../kernel/jobs/index.ts'
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

export const printChecksJobs: readonly AnyJob[] = [verifyRunJob]
