import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { PreviewDesk } from '../../../engines/print-match/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import type { PrintSide } from '../rules/side-of.ts'
import { RUN_SLOTS } from '../rules/slots.ts'
import { visibleJob } from '../scope.ts'
import { filesByIds, type JobRow, type RunRow, runOfJob } from '../store.ts'
import { onPdf } from '../take-file.ts'

type Looked = { readonly sheet?: number; readonly page?: number }

/** A run of a job that the actor may see. The look at it is an event. @throws Refusal `not_found` */
export async function seenRun(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly runId: string },
  looked: Looked = {},
): Promise<{ readonly job: JobRow & { readonly side: PrintSide }; readonly run: RunRow }> {
  const job = await visibleJob(tx, actor, input.jobId)
  const run = await runOfJob(tx, job.id, input.runId)
  await recordEvent(tx, printEvents.result_viewed, {
    actor,
    subject: printSubject(job.id),
    facts: { runId: run.id, ...looked },
  })
  return { job, run }
}

/** In which file a page of the run is: the PDFs are taken together, in their order. @throws Refusal `not_found` */
export async function pageOfRun(tx: Tx, vault: PrintEquipment['vault'], desk: PreviewDesk, run: RunRow, page: number) {
  const slot = RUN_SLOTS[run.kind].pdf
  let before = 0
  for (const file of await filesByIds(tx, run.file_ids)) {
    if (file.slot !== slot) continue
    const count = await onPdf(tx, vault, desk, file, async (preview) => preview.pageCount)
    if (page <= before + count) return { file, pageOfFile: page - before }
    before += count
  }
  throw new Refusal('not_found')
}
