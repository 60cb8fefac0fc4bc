import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import type { PreviewDesk } from '../../../engines/print-match/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Download } from '../../../kernel/db/route.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type * as contract from '../contract.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { refuseOpener } from '../lots/opener-sight.ts'
import { refuseOnlooker, refuseToLookAt, visibleJob } from '../scope.ts'
import { fileOfJob } from '../store.ts'
import { pageImage } from '../take-file.ts'
import { pageOfRun, seenRun } from './seen-run.ts'

/** A page of what was verified, as a picture. @throws Refusal `not_found`, `not_allowed`, `file_damaged` */
export async function runPageImage(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.printPageImage>,
  { vault }: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<Download> {
  const { job, run } = await seenRun(tx, actor, input, { page: input.page })
  await refuseOnlooker(tx, actor, job)
  await refuseOpener(tx, actor, job, run)
  const { file, pageOfFile } = await pageOfRun(tx, vault, desk, run, input.page)
  return pageImage(tx, vault, desk, file, { page: pageOfFile, dpi: input.dpi })
}

/** A page of a PDF of the job, as a picture. The client sees the proof, and no other file. */
export async function filePageImage(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.printFileImage>,
  { vault }: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<Download> {
  const job = await visibleJob(tx, actor, input.jobId)
  const file = await fileOfJob(tx, job.id, input.fileId)
  await refuseToLookAt(tx, actor, job, file)
  await refuseOpener(tx, actor, job, file)
  await recordEvent(tx, printEvents.file_viewed, {
    actor,
    subject: printSubject(job.id),
    facts: { fileId: file.id, page: input.page },
  })
  return pageImage(tx, vault, desk, file, input)
}
