import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Download } from '../../../kernel/db/route.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { differingFields, type Mismatch, type PreviewDesk } from '../../../engines/print-match/index.ts'
import type * as contract from '../contract.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { runLine } from './job-view.ts'
import { cannotWords } from '../stages/judge-stage.ts'
import { loadChain } from '../stages/load-chain.ts'
import { refuseOpener } from '../lots/opener-sight.ts'
import { personNames } from './person-names.ts'
import { RUN_SLOTS } from '../rules/slots.ts'
import { dataOf, orRefuse, specificationOf } from '../stages/run-inputs.ts'
import type { PrintSide } from '../rules/side-of.ts'
import { refuseOnlooker, refuseToLookAt, visibleJob } from '../scope.ts'
import { fileOfJob, filesByIds, type JobRow, type RunRow, runOfJob } from '../store.ts'
import { NO_RESULT, resultOf } from '../stages/stored-result.ts'
import { onPdf, pageImage } from '../take-file.ts'
import type { MismatchView, SheetView, VerificationView } from '../views.ts'

type Looked = { readonly sheet?: number; readonly page?: number }

/** A run of a job that the actor may see. The look at it is an event. @throws Refusal `not_found` */
async function seenRun(
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

/**
 * What a verification found. Its sentences name records by their keys, so they are not for onlookers.
 * @throws Refusal `not_found`, `not_allowed`
 */
export async function verificationView(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.readVerification>,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<z.input<typeof VerificationView>> {
  const { job, run } = await seenRun(tx, actor, input)
  await refuseOnlooker(tx, actor, job)
  const chain = await loadChain(tx, vault, job)
  // Past the retention its counts are left, and no sentence.
  const result = job.contents_erased_at ? NO_RESULT : await resultOf(tx, vault, run)
  const cannot = cannotWords(result)
  return {
    ...(await runLine(tx, chain, run, await personNames(tx, [run.started_by]))),
    diagnosis: result.diagnosis.map(({ kind, sentence }) => ({ kind, sentence })),
    ...(cannot && { cannot }),
    spans: result.spans.map(({ from, to, state }) => ({ from, to, state })),
    listedCount: result.mismatches.length,
    files: (await filesByIds(tx, run.file_ids)).map(({ slot, name, sha256 }) => ({ slot, name, sha256 })),
    engine: run.engine ?? '',
  }
}

/** The findings one by one, with what is printed and what the data say. @throws Refusal `not_found`, `not_allowed` */
export async function mismatchPage(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.listMismatches>,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<{ items: z.input<typeof MismatchView>[]; nextCursor?: string }> {
  const { job, run } = await seenRun(tx, actor, input)
  await refuseOnlooker(tx, actor, job)
  const { mismatches } = await resultOf(tx, vault, run)
  const after = Number(input.cursor ?? 0)
  if (!Number.isSafeInteger(after) || after < 0) throw new Refusal('not_found')
  const rest = mismatches
    .map((one, at) => mismatchView(one, at + 1))
    .filter(({ number, kind }) => number > after && (input.kind === undefined || kind === input.kind))
  const items = rest.slice(0, input.size)
  return { items, ...(rest.length > items.length && { nextCursor: String(items.at(-1)!.number) }) }
}

const mismatchView = (one: Mismatch, number: number): z.input<typeof MismatchView> => ({
  ...one,
  number,
  box: one.box && [...one.box],
})

/** One sheet with its record as the data have it. @throws Refusal `not_found`, `not_allowed`, `sample_not_blind`, `file_damaged` */
export async function sheetView(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.readSheet>,
  { vault }: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<z.input<typeof SheetView>> {
  const { job, run } = await seenRun(tx, actor, input, { sheet: input.sheet })
  await refuseOnlooker(tx, actor, job)
  await refuseOpener(tx, actor, job, run)
  const result = await resultOf(tx, vault, run)
  const known = result.sheets[input.sheet - 1]
  if (!known) throw new Refusal('not_found')
  const [pages, key] = known
  const slots = RUN_SLOTS[run.kind]
  const files = await filesByIds(tx, run.file_ids)
  const specification = await orRefuse(
    specificationOf(
      tx,
      vault,
      files.find(({ slot }) => slot === slots.specification)!,
    ),
  )
  const dataFiles = files.filter(({ slot }) => slot === slots.data)
  // Whoever looks at one sheet looks at the next: the data stay open in their child for a while.
  const table = await orRefuse(
    desk.data(
      JSON.stringify([dataFiles.map(({ vault_file_id }) => vault_file_id), specification.data]),
      () => dataOf(tx, vault, specification, dataFiles),
      async (open) => {
        const { columns, childColumns } = open
        const record = key === undefined ? undefined : await open.find(key)
        return { columns, childColumns, records: record ? [record] : [], files: [] }
      },
    ),
  )
  const [record] = table.records
  const shown: z.input<typeof SheetView>['pages'] = []
  const differing: z.input<typeof SheetView>['differing'] = []
  for (const [at, page] of pages.entries()) {
    const { file, pageOfFile } = await pageOfRun(tx, vault, desk, run, page)
    const { widthMm, heightMm, words } = await onPdf(tx, vault, desk, file, (preview) => preview.words(pageOfFile - 1))
    const side = at % 2 === 0 ? 0 : 1
    shown.push({ page, side: SIDES[side], widthMm, heightMm })
    if (key === undefined) continue
    const looked = { key, side, sheetOfRecord: sheetOfRecord(result.sheets, input.sheet) } as const
    for (const each of differingFields(specification, table, looked, words)) differing.push({ page, ...each })
  }
  const columned = (columns: readonly string[], values: readonly string[]) =>
    columns.map((column, at) => ({ column, value: values[at] ?? '' }))
  return {
    sheet: input.sheet,
    state: result.spans.find(({ from, to }) => from <= input.sheet && input.sheet <= to)?.state ?? 'unverified',
    pages: shown,
    ...(key !== undefined && { record: key }),
    ...(record && { line: record.line }),
    values: record ? columned(table.columns, record.values) : [],
    children: record ? record.children.map((child) => columned(table.childColumns, child)) : [],
    mismatches: result.mismatches
      .map((one, at) => mismatchView(one, at + 1))
      .filter(({ sheet }) => sheet === input.sheet),
    differing,
  }
}

const SIDES = ['front', 'back'] as const

/** How many sheets of the same record lie right before this one. */
function sheetOfRecord(sheets: readonly (readonly [unknown, (string | undefined)?])[], sheet: number): number {
  let before = 0
  while (before < sheet - 1 && sheets[sheet - 2 - before]?.[1] === sheets[sheet - 1]?.[1]) before++
  return before
}

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

/** In which file a page of the run is: the PDFs are taken together, in their order. @throws Refusal `not_found` */
async function pageOfRun(tx: Tx, vault: PrintEquipment['vault'], desk: PreviewDesk, run: RunRow, page: number) {
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
