import { sql } from 'kysely'
import type { z } from 'zod'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import { goAlong } from '../db/statements.ts'
import { type Job, queueOptionsOf } from './define-job.ts'

export interface EnqueueOptions {
  /** Not before this instant, by the database's clock. */
  readonly startAfter?: Date
  /**
   * With one of this key still waiting, no second one is added: the first keeps its input, and starts when the earlier of
   * the two would. Within the organisation and the job. One that runs already does not count.
   */
  readonly singletonKey?: string
}

/**
 * Adds a job in the transaction of the act that asks for it: it exists if and only if the act does. It runs for this
 * transaction's organisation.
 * @returns the job's id; undefined when one with the same key already waits
 * @throws ZodError when the input is not what the job takes: the act does not happen
 */
export async function enqueue<I extends z.ZodType>(
  tx: Tx,
  job: Job<I>,
  input: z.input<I>,
  options: EnqueueOptions = {},
): Promise<string | undefined> {
  await job.input.parseAsync(input)
  const { rows } = await sql<{ id: string | null }>`
    select pgboss.add_job(
      ${newId()}, ${job.name}, ${JSON.stringify(queueOptionsOf(job))},
      jsonb_build_object('orgId', current_org(), 'input', ${JSON.stringify(input ?? null)}::jsonb),
      ${options.startAfter ?? null}, current_org() || '/' || ${options.singletonKey ?? null}::text) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}

/** Adds many jobs of one kind by one statement, which leaves with the next one or the commit. */
export async function enqueueAll<I extends z.ZodType>(
  tx: Tx,
  job: Job<I>,
  asked: readonly { readonly input: z.input<I>; readonly singletonKey?: string }[],
): Promise<void> {
  if (asked.length === 0) return
  for (const { input } of asked) await job.input.parseAsync(input)
  await goAlong(tx, {
    name: 'enqueue_all',
    text: 'select pgboss.add_jobs($1, $2, $3)',
    values: [
      job.name,
      JSON.stringify(queueOptionsOf(job)),
      JSON.stringify(
        asked.map(({ input, singletonKey }) => ({ id: newId(), input: input ?? null, key: singletonKey ?? null })),
      ),
    ],
  })
}
