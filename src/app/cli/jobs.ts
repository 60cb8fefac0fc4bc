import { z } from 'zod'
import { openDatabase } from '../../kernel/db/database.ts'
import { allFailedJobs, type FailedJob, retryAnyFailedJob } from '../../kernel/jobs/index.ts'

export const JOBS_USAGE = `sekisho jobs failed [--json]             work that was given up after its retries, the newest first
sekisho jobs retry ID | --all [--json]   starts it again, when the cause is gone
`

interface JobsOptions {
  readonly databaseUrl: string
  readonly out?: NodeJS.WritableStream
}

/**
 * `sekisho jobs …`: what the alarm `jobs_failed` speaks of, of every organisation and of none. All may go on running.
 * @returns exit status: 0 none is left, 1 some are, 2 could not do it
 */
export async function jobsCommand(args: readonly string[], options: JobsOptions): Promise<number> {
  const out = options.out ?? process.stdout
  const [verb, which] = args.filter((one) => one !== '--json')
  const isRetry = verb === 'retry' && (which === '--all' || z.uuid().safeParse(which).success)
  if (verb !== 'failed' && !isRetry) {
    out.write(JOBS_USAGE)
    return 2
  }
  const database = openDatabase(options.databaseUrl, { maxConnections: 2 })
  try {
    const found = isRetry ? (await allFailedJobs(database)).filter(({ id }) => which === '--all' || which === id) : []
    if (isRetry && which !== '--all' && found.length === 0) {
      out.write(`sekisho: no failed job ${which}\n`)
      return 2
    }
    // Whoever else started one again meanwhile has done what was asked.
    for (const { id } of found) await retryAnyFailedJob(database, id)
    const failed = await allFailedJobs(database)
    const facts = { retriedCount: found.length, failed }
    out.write(args.includes('--json') ? `${JSON.stringify(facts)}\n` : said(facts))
    return failed.length === 0 ? 0 : 1
  } finally {
    await database.close()
  }
}

function said({ retriedCount, failed }: { retriedCount: number; failed: readonly FailedJob[] }): string {
  const lines = [
    ...(retriedCount > 0 ? [`${retriedCount} started again.`] : []),
    ...failed.map((job) => [job.id, job.failedAt.toISOString(), job.jobName, job.failure].join('  ')),
    ...(failed.length === 0 ? ['No failed jobs.'] : []),
  ]
  return `${lines.join('\n')}\n`
}
