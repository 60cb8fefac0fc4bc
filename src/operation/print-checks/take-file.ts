import { Readable } from 'node:stream'
import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import type { Download } from '../../kernel/db/route.ts'
import { recordEvent } from '../../kernel/ledger/index.ts'
import { CannotVerify, type PreviewDesk, type PrintPreview } from '../../engines/print-match/index.ts'
import type { Vault } from '../../kernel/vault/index.ts'
import { printEvents, printSubject } from './events.ts'
import { refuseOpener } from './lots/opener-sight.ts'
import { standingPassage } from './stages/passages.ts'
import { contentsOf } from './stages/run-inputs.ts'
import { refuseOnlooker, visibleJob } from './scope.ts'
import { type FileRow, fileOfJob } from './store.ts'

/** One file as it was handed in. @throws Refusal `not_found`, `not_allowed`, `sample_not_blind`, `content_erased` */
export async function takeFile(
  tx: Tx,
  vault: Vault,
  actor: Actor,
  input: { readonly jobId: string; readonly fileId: string },
): Promise<Download> {
  const job = await visibleJob(tx, actor, input.jobId)
  await refuseOnlooker(tx, actor, job)
  const file = await fileOfJob(tx, job.id, input.fileId)
  await refuseOpener(tx, actor, job, file)
  const content = await vault.read(tx, file.vault_file_id)
  await recordEvent(tx, printEvents.file_viewed, { actor, subject: printSubject(job.id), facts: { fileId: file.id } })
  return { fileName: file.name, mediaType: 'application/octet-stream', byteCount: file.byte_count, content }
}

/** The hand-over document. @throws Refusal `not_found`, `content_erased` */
export async function takeHandOver(
  tx: Tx,
  vault: Vault,
  actor: Actor,
  input: { readonly jobId: string; readonly handOverId: string },
): Promise<Download> {
  const job = await visibleJob(tx, actor, input.jobId)
  const row = await tx
    .selectFrom('print_hand_over')
    .where('job_id', '=', job.id)
    .where('id', '=', input.handOverId)
    .select(['id', 'number', 'permit_id', 'document_id'])
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  const content = await vault.read(tx, row.document_id)
  await recordEvent(tx, printEvents.document_taken, {
    actor,
    subject: printSubject(job.id),
    facts: { handOverId: row.id },
  })
  // What was delivered stays on record; with what was printed since it does not go.
  const isCurrent = (await standingPassage(tx, job.id, 'delivery'))?.permitId === row.permit_id
  return {
    fileName: `納品書-${row.number}${isCurrent ? '' : '-旧版'}.txt`,
    mediaType: 'text/plain; charset=utf-8',
    content,
  }
}

/** A page of a PDF, drawn in the confined child of the desk. @param page from 1. @throws Refusal `not_found`, `file_damaged` */
export async function pageImage(
  tx: Tx,
  vault: Vault,
  desk: PreviewDesk,
  file: FileRow,
  { page, dpi }: { readonly page: number; readonly dpi: number },
): Promise<Download> {
  const bytes = await onPdf(tx, vault, desk, file, async (preview) => {
    if (page > preview.pageCount) throw new Refusal('not_found')
    return preview.png(page - 1, dpi)
  })
  return {
    fileName: `page-${page}.png`,
    mediaType: 'image/png',
    byteCount: bytes.length,
    content: Readable.from([Buffer.from(bytes)]),
  }
}

/** Looks into a PDF of the vault. @throws Refusal `file_damaged`, `content_erased` */
export async function onPdf<T>(
  tx: Tx,
  vault: Vault,
  desk: PreviewDesk,
  file: FileRow,
  look: (preview: PrintPreview) => Promise<T>,
): Promise<T> {
  const [pdf] = await contentsOf(tx, vault, [file])
  try {
    return await desk.preview(file.vault_file_id, () => pdf!, look)
  } catch (cause) {
    if (cause instanceof CannotVerify) throw new Refusal('file_damaged')
    throw cause
  }
}
