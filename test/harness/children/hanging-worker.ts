/** A worker that takes `test.take-over` and never ends it; its test kills it. Started with the URL of the database. */
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { openDatabase } from '../../../src/kernel/db/database.ts'
import { defineJob, startWorker } from '../../../src/kernel/jobs/index.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const hanging = defineJob({
  name: 'test.take-over',
  input: z.object({}),
  async run() {
    process.stdout.write('taken\n')
    await setTimeout(600_000)
  },
})
await startWorker({ database: openDatabase(process.argv[2]!), jobs: [hanging], log: silent })
process.stdout.write('ready\n')
