import type { Job as Fetched } from 'pg-boss'
import { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import { type Database, inOrganisation } from '../db/database.ts'
import type { AnyJob, Log, RunContext } from './define-job.ts'
import { progressReporter } from './progress.ts'

const Envelope = z.object({ orgId: z.uuid(), input: z.unknown() })

/** Runs one fetched job. What it throws is kept with the job, so it carries codes rather than contents. */
export async function runJob(database: Database, log: Log, job: AnyJob, fetched: Fetched<unknown>): Promise<void> {
  const facts = { job: job.name, jobId: fetched.id, attempt: fetched.retryCount + 1 }
  try {
    const context = { database, log, jobId: fetched.id, attempt: facts.attempt, signal: fetched.signal }
    if ('forInstallation' in job) await job.run(context)
    else await runForOrganisation(job, context, fetched.data)
  } catch (cause) {
    const failure = failureOf(cause)
    log.error({ ...facts, ...failure, stack: (cause as Error).stack?.split('\n    at ').slice(1, 6) }, 'job failed')
    // oxlint-disable-next-line preserve-caught-error -- the cause may quote what the job worked on; it must not be stored
    throw Object.assign(new Error(failure.failure), { stack: undefined })
  }
}

async function runForOrganisation(job: Exclude<AnyJob, { forInstallation: true }>, context: RunContext, data: unknown) {
  const { orgId, input } = Envelope.parse(data)
  await job.run(
    {
      ...context,
      orgId,
      inOrganisation: (work) => inOrganisation(context.database, orgId, work),
      reportProgress: progressReporter(context.database, orgId, context.jobId),
    },
    await job.input.parseAsync(input),
  )
}

/** A failure in words that hold no data: messages of PostgreSQL and of parsers quote values, so those give their codes. */
function failureOf(cause: unknown): { failure: string } {
  if (cause instanceof Refusal) return { failure: `refused: ${cause.code}` }
  if (cause instanceof z.ZodError) {
    return { failure: `bad input: ${cause.issues.map(({ code, path }) => `${path.join('.')} ${code}`).join(', ')}` }
  }
  if (!(cause instanceof Error)) return { failure: 'failed without an error' }
  const { code, constraint, table } = cause as Error & { code?: string; constraint?: string; table?: string }
  if (code) return { failure: [cause.name, code, table, constraint].filter(Boolean).join(' ') }
  // JSON.parse quotes the text that it could not read.
  if (cause instanceof SyntaxError) return { failure: cause.name }
  return { failure: `${cause.name}: ${cause.message.slice(0, 300)}` }
}
