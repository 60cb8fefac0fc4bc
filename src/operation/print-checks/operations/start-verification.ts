import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { enqueue, jobProgress } from '../../../kernel/jobs/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { printEvents, printSubject } from '../events.ts'
import { verifyRunJob } from '../jobs.ts'
import { scansOfLot } from '../stages/load-chain.ts'
import type { PrintRunKind } from '../print-states.ts'
import { inputFilesNow } from '../stages/run-inputs.ts'
import { lockVisibleJob, refuseClient } from '../scope.ts'
import { filesNow, newestLot, newestRuns, type RunRow } from '../store.ts'

/**
 * Asks for a verification of what lies there now; a worker does it. One that is on its way for the same files already is
 * the one that is asked for.
 * @throws Refusal `not_found`, `not_allowed`, `files_missing` (a scan of sheets that were printed before the newest lot is none)
 */
export async function startVerification(
  tx: Tx,
  actor: Actor,
  { jobId, kind }: { readonly jobId: string; readonly kind: PrintRunKind },
): Promise<string> {
  const job = await lockVisibleJob(tx, actor, jobId)
  refuseClient(job)
  const files = await filesNow(tx, job.id)
  const isOld = kind === 'scan' && scansOfLot({ files, lot: await newestLot(tx, job.id) }).length === 0
  const input = isOld ? undefined : inputFilesNow(kind, files)
  if (!input) throw new Refusal('files_missing')
  const before = (await newestRuns(tx, job.id)).get(kind)
  if (before && (before.state === 'waiting' || before.state === 'running')) {
    if (await isUnderWay(tx, before)) {
      if (before.input_hash === input.hash) return before.id
    } else await tx.updateTable('print_run').set({ state: 'failed' }).where('id', '=', before.id).execute()
  }
  const runId = newId()
  const queueJobId = await enqueue(tx, verifyRunJob, { runId })
  await tx
    .insertInto('print_run')
    .values({
      id: runId,
      job_id: job.id,
      kind,
      input_hash: input.hash,
      file_ids: input.files.map(({ id }) => id),
      queue_job_id: queueJobId ?? null,
      started_by: actor.personId,
    })
    .execute()
  await recordEvent(tx, printEvents.run_started, {
    actor,
    subject: printSubject(job.id),
    facts: { runId, runKind: kind, inputHash: input.hash, fileCount: input.files.length },
  })
  await announce(tx, 'print-checks')
  return runId
}

/** Whether a worker has it or will have it: one that died at its last attempt says nothing any more. */
async function isUnderWay(tx: Tx, { queue_job_id }: RunRow): Promise<boolean> {
  if (!queue_job_id) return false
  try {
    const { state } = await jobProgress(tx, verifyRunJob, queue_job_id)
    return state === 'waiting' || state === 'running'
  } catch (cause) {
    if (cause instanceof Refusal) return false
    throw cause
  }
}
