import type { Selectable } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import type { PrintFile, PrintJob, PrintLot, PrintRun, PrintSample, PrintSampleEntry } from '../../kernel/db/tables.ts'
import {
  type EntryWay,
  PRINT_SLOTS,
  type PrintOutcome,
  type PrintRunKind,
  type PrintRunState,
  type PrintSlot,
} from './print-states.ts'
import { type StoppedLot, stoppedLots } from './lots/stopped-lots.ts'

export type JobRow = Selectable<PrintJob>
export type FileRow = Selectable<PrintFile> & { readonly slot: PrintSlot }
export type RunRow = Selectable<PrintRun> & {
  readonly kind: PrintRunKind
  readonly state: PrintRunState
  readonly outcome: PrintOutcome | null
}
export type LotRow = Selectable<PrintLot> & { readonly batches: unknown }
export type SampleRow = Selectable<PrintSample>
export type EntryRow = Selectable<PrintSampleEntry> & { readonly how: EntryWay }

/** What lies in each slot now: the files of its newest revision, in their order. */
export type FilesNow = Readonly<Record<PrintSlot, readonly FileRow[]>>

/** @throws Refusal `not_found` */
export async function jobById(tx: Tx, jobId: string): Promise<JobRow> {
  const row = await tx.selectFrom('print_job').where('id', '=', jobId).selectAll().executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row
}

/** The one lock of a job and its chain: everything that changes it queues here. @throws Refusal `not_found` */
export async function lockJob(tx: Tx, jobId: string): Promise<JobRow> {
  const row = await tx.selectFrom('print_job').where('id', '=', jobId).selectAll().forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row
}

export async function filesNow(tx: Tx, jobId: string): Promise<FilesNow> {
  const rows = await tx
    .selectFrom('print_file as f')
    .where('f.job_id', '=', jobId)
    .where('f.revision', '=', (eb) =>
      eb
        .selectFrom('print_file as n')
        .select((max) => max.fn.max('n.revision').as('revision'))
        .whereRef('n.job_id', '=', 'f.job_id')
        .whereRef('n.slot', '=', 'f.slot'),
    )
    .orderBy('f.position')
    .selectAll('f')
    .execute()
  const files = Object.fromEntries(PRINT_SLOTS.map((slot) => [slot, [] as FileRow[]])) as Record<PrintSlot, FileRow[]>
  for (const row of rows) files[row.slot as PrintSlot].push(row as FileRow)
  return files
}

/** @throws Refusal `not_found` */
export async function fileOfJob(tx: Tx, jobId: string, fileId: string): Promise<FileRow> {
  const row = await tx
    .selectFrom('print_file')
    .where('job_id', '=', jobId)
    .where('id', '=', fileId)
    .selectAll()
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row as FileRow
}

/** Files by id, in the order of the ids. */
export async function filesByIds(tx: Tx, ids: readonly string[]): Promise<FileRow[]> {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('print_file').where('id', 'in', ids).selectAll().execute()
  const byId = new Map(rows.map((row) => [row.id, row as FileRow]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The newest run of each kind. */
export async function newestRuns(tx: Tx, jobId: string): Promise<ReadonlyMap<PrintRunKind, RunRow>> {
  const rows = await tx
    .selectFrom('print_run')
    .where('job_id', '=', jobId)
    .distinctOn('kind')
    .orderBy('kind')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .selectAll()
    .execute()
  return new Map(rows.map((row) => [row.kind as PrintRunKind, row as RunRow]))
}

/** @throws Refusal `not_found` */
export async function runOfJob(tx: Tx, jobId: string, runId: string): Promise<RunRow> {
  const row = await tx
    .selectFrom('print_run')
    .where('job_id', '=', jobId)
    .where('id', '=', runId)
    .selectAll()
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row as RunRow
}

export interface LotWithSample {
  readonly lot: LotRow
  /** When its sheets were registered first: a sample that was drawn anew is of the same. */
  readonly printedAt: Date
  readonly sample: SampleRow
  readonly openerId: string | undefined
  /** A mismatch was found in it, on paper or in a scan; that stays. */
  readonly isStopped: boolean
  /** The lots of this job that were stopped, this one too, the oldest first. */
  readonly stopped: readonly StoppedLot[]
  readonly items: readonly { readonly item: number; readonly reasons: readonly string[]; readonly isRandom: boolean }[]
  readonly entries: readonly EntryRow[]
}

/** The newest lot with what was drawn of it and what was read back. */
export async function newestLot(tx: Tx, jobId: string): Promise<LotWithSample | undefined> {
  const lot = await tx
    .selectFrom('print_lot')
    .where('job_id', '=', jobId)
    .orderBy('number', 'desc')
    .limit(1)
    .selectAll()
    .executeTakeFirst()
  if (!lot) return undefined
  const sample = await tx.selectFrom('print_sample').where('lot_id', '=', lot.id).selectAll().executeTakeFirstOrThrow()
  const opener = await tx
    .selectFrom('print_sample_opener')
    .where('sample_id', '=', sample.id)
    .select('person_id')
    .executeTakeFirst()
  const items = await tx
    .selectFrom('print_sample_item')
    .where('sample_id', '=', sample.id)
    .orderBy('item')
    .select(['item', 'reasons', 'is_random as isRandom'])
    .execute()
  const entries = await tx
    .selectFrom('print_sample_entry')
    .where('sample_id', '=', sample.id)
    .orderBy('item')
    .orderBy('page')
    .selectAll()
    .execute()
  const stopped = await stoppedLots(tx, jobId)
  const { printedAt } = await tx
    .selectFrom('print_lot')
    .where('job_id', '=', jobId)
    .where('is_redrawn', '=', false)
    .select((eb) => eb.fn.max('created_at').as('printedAt'))
    .executeTakeFirstOrThrow()
  return {
    lot,
    printedAt,
    sample,
    openerId: opener?.person_id,
    isStopped: stopped.some(({ number }) => number === lot.number),
    stopped,
    items,
    entries: entries as EntryRow[],
  }
}

export interface SignOffRow {
  readonly id: string
  readonly personId: string
  readonly guestLinkId: string | null
  readonly createdAt: Date
}

export async function signOffsOf(tx: Tx, jobId: string): Promise<SignOffRow[]> {
  return tx
    .selectFrom('print_client_sign_off')
    .where('job_id', '=', jobId)
    .orderBy('created_at')
    .orderBy('id')
    .select(['id', 'person_id as personId', 'guest_link_id as guestLinkId', 'created_at as createdAt'])
    .execute()
}

/** The newest record of a チェック会議, of whichever revision. */
export async function newestMeeting(tx: Tx, jobId: string) {
  return tx
    .selectFrom('print_meeting')
    .where('job_id', '=', jobId)
    .orderBy('seq', 'desc')
    .limit(1)
    .selectAll()
    .executeTakeFirst()
}

export async function newestHearing(tx: Tx, jobId: string) {
  return tx
    .selectFrom('print_hearing')
    .where('job_id', '=', jobId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .selectAll()
    .executeTakeFirst()
}
