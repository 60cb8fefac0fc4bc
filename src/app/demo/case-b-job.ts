import { z } from 'zod'
import { inOrganisation, instantOf } from '../../kernel/db/database.ts'
import type { Database } from '../../kernel/db/database.ts'
import { defineJob, enqueue, type Job } from '../../kernel/jobs/index.ts'
import type { PrintEquipment } from '../../operation/print-checks/index.ts'
import { loadCaseB } from './case-b/load-case-b.ts'

const input = z.null()
/** The first start is for signing in; whoever looks around meets case B a little later. */
const AFTER_SECONDS = 45

const loadCaseBJob: Job<typeof input> = defineJob({
  name: 'demo.load-case-b',
  input,
  run: () => Promise.reject(new Error('loadCaseB is run by the worker that has the vault')),
})

/** Asks the worker to put case B into the demonstration. */
export async function askForCaseB(database: Database, orgId: string): Promise<void> {
  await inOrganisation(database, orgId, async (tx) => {
    const startAfter = new Date((await instantOf(tx)).getTime() + AFTER_SECONDS * 1000)
    await enqueue(tx, loadCaseBJob, null, { startAfter, singletonKey: 'case-b' })
  })
}

export const caseBJobs = (equipment: PrintEquipment): readonly Job[] => [
  { ...loadCaseBJob, retryCount: 1, run: ({ database, orgId }) => loadCaseB(database, orgId, equipment) },
]
