import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import {
  dataShapeApart,
  type PreviewDesk,
  type PrintPdf,
  readPrintDataApart,
  readSample,
  type PrintSample,
  type PrintTable,
  type SamplePage,
} from '../../../engines/print-match/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import type { PrintSlot } from '../print-states.ts'
import { refuseOpener } from '../lots/opener-sight.ts'
import { refuseOnlooker, visibleJob } from '../scope.ts'
import { type FileRow, filesNow } from '../store.ts'
import { contentsOf } from '../stages/run-inputs.ts'
import { onPdf } from '../take-file.ts'
import type { DataShape } from './contract.ts'

export interface SampleBasis {
  readonly jobId: string
  readonly slot: 'test_specification' | 'specification'
}

/** Files that show together how the data are printed, the nearest to what is made first. */
const SOURCES: Readonly<Record<SampleBasis['slot'], readonly (readonly [data: PrintSlot, pdf: PrintSlot])[]>> = {
  test_specification: [['test_data', 'test_pdf']],
  specification: [
    ['proof_data', 'proof'],
    ['data', 'pdf'],
    ['test_data', 'test_pdf'],
  ],
}
/** A sample is looked at, not verified: its first pages say enough. */
const PAGES = 24
const DATA_BYTES = 50 * 1024 * 1024

export interface SampleFiles {
  readonly pdf: FileRow
  readonly data: readonly PrintPdf[]
  /** What was handed in as that specification before. */
  readonly specification: FileRow | undefined
}

/**
 * The newest data and PDF that may serve as a sample. The look at it is an event.
 * @returns undefined where they have to be handed in first
 * @throws Refusal `not_found`, `not_allowed`, `file_too_large`, `sample_not_blind`, `content_erased`
 */
export async function sampleFiles(
  tx: Tx,
  actor: Actor,
  { jobId, slot }: SampleBasis,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<SampleFiles | undefined> {
  const job = await visibleJob(tx, actor, jobId)
  await refuseOnlooker(tx, actor, job)
  const files = await filesNow(tx, job.id)
  const source = SOURCES[slot].find(([data, pdf]) => files[data].length > 0 && files[pdf].length > 0)
  if (!source) return undefined
  const [dataRows, pdf] = [files[source[0]], files[source[1]][0]!]
  await refuseOpener(tx, actor, job, pdf)
  const byteCount = dataRows.reduce((sum, { byte_count }) => sum + byte_count, 0)
  if (byteCount > DATA_BYTES) throw new Refusal('file_too_large', { limit: '50 MB' })
  const data = await contentsOf(tx, vault, dataRows)
  await recordEvent(tx, printEvents.file_viewed, { actor, subject: printSubject(job.id), facts: { fileId: pdf.id } })
  return { pdf, data, specification: files[slot][0] }
}

/** How the data are read, unless somebody has said it. @throws CannotVerify */
export const shapeOf = (
  files: readonly PrintPdf[],
): Promise<{ readonly columns: readonly string[]; readonly shape: DataShape | undefined }> =>
  dataShapeApart(files.slice(0, 2))

/** @throws CannotVerify */
export const tableIn = (shape: DataShape, files: readonly PrintPdf[]): Promise<PrintTable> =>
  readPrintDataApart({ data: shape }, files)

/** The first pages with their words, and whose they are. @throws Refusal `file_damaged` */
export async function samplePages(
  tx: Tx,
  pdf: FileRow,
  table: PrintTable,
  pagesPerRecord: number | undefined,
  { vault }: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<{ readonly sample: PrintSample; readonly pageCount: number }> {
  return onPdf(tx, vault, desk, pdf, async (preview) => {
    const pages: SamplePage[] = []
    for (let page = 0; page < Math.min(PAGES, preview.pageCount); page++) pages.push(await preview.words(page))
    return { sample: readSample(pages, table, pagesPerRecord), pageCount: preview.pageCount }
  })
}
