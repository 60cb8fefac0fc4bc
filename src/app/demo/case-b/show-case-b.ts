import type { OutputOf } from '../../../base/endpoint.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { showCaseB } from '../contract.ts'
import { PEOPLE } from '../deck.ts'
import { CASE_B_TITLE } from './load-case-b.ts'

/** Who goes on with the job: the printer's person, who opens the sample, who signs off. */
const PARTS = ['a-worker', 'own2-worker', 'own2-supervisor'] as const

/** The print job of case B as far as it has come: the worker prepares it a little after the first start. */
export async function caseBShown(tx: Tx): Promise<OutputOf<typeof showCaseB>> {
  const people = PARTS.map((part) => {
    const { name, address } = PEOPLE.find(({ key }) => key === part)!
    return { part, name, address }
  })
  const job = await tx.selectFrom('print_job').where('title', '=', CASE_B_TITLE).select('id').executeTakeFirst()
  if (!job) return { people }
  const run = await tx
    .selectFrom('print_run')
    .where('job_id', '=', job.id)
    .where('kind', '=', 'production')
    .where('state', '=', 'done')
    .orderBy('created_at', 'desc')
    .select(['outcome', 'sheet_count', 'ok_count'])
    .limit(1)
    .executeTakeFirst()
  return {
    people,
    job: {
      jobId: job.id,
      title: CASE_B_TITLE,
      ...(run && { verified: { isRight: run.outcome === 'right', sheets: run.sheet_count, right: run.ok_count } }),
    },
  }
}
