import type { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { jobProgress } from '../../../kernel/jobs/index.ts'
import { verifyRunJob } from '../jobs.ts'
import { type Chain, currentRun } from '../stages/load-chain.ts'
import type { RunRow } from '../store.ts'
import type { PrintRunLine } from '../views.ts'

/** A verification in one line: how far it is, and how it came out in numbers. */
export async function runLine(
  tx: Tx,
  chain: Chain,
  run: RunRow,
  nameOf: (id: string) => string,
): Promise<z.input<typeof PrintRunLine>> {
  const isUnderWay = run.state === 'waiting' || run.state === 'running'
  const progress =
    isUnderWay && run.queue_job_id
      ? await jobProgress(tx, verifyRunJob, run.queue_job_id).catch(() => undefined)
      : undefined
  return {
    runId: run.id,
    kind: run.kind,
    isCurrent: currentRun(chain, run.kind)?.id === run.id,
    // All its workers died: nobody has it any more, and it can be asked for again.
    state: isUnderWay && progress?.state === 'failed' ? 'failed' : run.state,
    ...(run.outcome && { outcome: run.outcome }),
    ...(progress && {
      progress: { done: progress.doneCount, ...(progress.totalCount !== undefined && { total: progress.totalCount }) },
    }),
    ...(run.state === 'done' && {
      counts: {
        pages: run.page_count,
        sheets: run.sheet_count,
        records: run.record_count,
        children: run.child_count,
        ok: run.ok_count,
        unverified: run.unverified_count,
        banners: run.banner_count,
        mismatches: run.mismatch_count,
      },
    }),
    startedAt: run.created_at.toISOString(),
    startedBy: nameOf(run.started_by),
    ...(run.finished_at && { finishedAt: run.finished_at.toISOString() }),
  }
}
