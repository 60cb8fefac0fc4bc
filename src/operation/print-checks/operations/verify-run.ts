import { Readable } from 'node:stream'
import { type Database, inOrganisation, instantOf, type Tx } from '../../../kernel/db/database.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import {
  CannotVerify,
  generateTestData,
  type PrintFiles,
  type PrintRecord,
  type PrintSummary,
  readPrintDataApart,
} from '../../../engines/print-match/index.ts'
import type { PrintEquipment, RunningJob } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import { lackingCases } from '../rules/hard-cases.ts'
import { REAL_DATA } from '../rules/judge-run.ts'
import { RUN_SLOTS } from '../rules/slots.ts'
import { contentsOf, specificationOf } from '../stages/run-inputs.ts'
import { stopLotAfterScan } from '../lots/stop-lot.ts'
import { filesByIds, filesNow, type RunRow } from '../store.ts'
import type { StoredResult } from '../stages/stored-result.ts'

/** What reads print runs; it stands in every result. */
export const PRINT_ENGINE = 'print-match@1'

interface Found {
  readonly result: StoredResult
  readonly summary?: PrintSummary
  readonly lacks: readonly string[]
}

/**
 * Verifies one run: specification, data and PDFs as they were when it was asked for. What it finds goes into the vault,
 * counts into its row, and the gates are asked again. Called twice, the second call finds it done.
 *
 * "Could not verify" is a finished run that is not right; a fault of ours is tried again, and failed in the end.
 */
export async function verifyRun(
  database: Database,
  orgId: string,
  runId: string,
  context: RunningJob,
  equipment: PrintEquipment,
): Promise<void> {
  const run = await inOrganisation(database, orgId, async (tx) => {
    const row = await tx
      .updateTable('print_run')
      .set({ state: 'running' })
      .where('id', '=', runId)
      .where('state', 'in', ['waiting', 'running'])
      .returningAll()
      .executeTakeFirst()
    if (row) await announce(tx, 'print-checks')
    return row as RunRow | undefined
  })
  if (!run) return
  let found: Found
  try {
    found = await look(database, orgId, run, context, equipment)
  } catch (cause) {
    if (context.isLastAttempt) await giveUp(database, orgId, run, equipment)
    throw cause
  }
  await keep(database, orgId, run, found, equipment)
}

async function look(
  database: Database,
  orgId: string,
  run: RunRow,
  context: RunningJob,
  { vault, verify, threadCount }: PrintEquipment,
): Promise<Found> {
  const slots = RUN_SLOTS[run.kind]
  const sheets: [number[], string?][] = []
  try {
    const { specification, data, pdfs, tested } = await inOrganisation(database, orgId, async (tx) => {
      const files = await filesByIds(tx, run.file_ids)
      const specification = await specificationOf(
        tx,
        vault,
        files.find(({ slot }) => slot === slots.specification)!,
      )
      const inSlot = (wanted: string) =>
        contentsOf(
          tx,
          vault,
          files.filter(({ slot }) => slot === wanted),
        )
      const tested = run.kind === 'proof' ? await testedData(tx, vault, run.job_id) : undefined
      return { specification, data: await inSlot(slots.data), pdfs: await inSlot(slots.pdf), tested }
    })
    const summary = await verify({
      specification,
      data,
      pdfs,
      of: slots.of,
      threadCount: threadCount ?? 1,
      signal: context.signal,
      onSheet: ({ sheet, pages, record }) => {
        sheets[sheet - 1] = record === undefined ? [[...pages]] : [[...pages], record]
      },
      onProgress: ({ pagesDone, pageCount }) =>
        void context.reportProgress(pagesDone, pageCount).catch(() => undefined),
    })
    const lacks = run.kind === 'test' ? await lackingIn({ specification, data }) : []
    if (tested && (await isOfTestData({ specification, data }, tested))) lacks.push(REAL_DATA)
    const { diagnosis, spans, mismatches } = summary
    return { result: { diagnosis, spans, mismatches, sheets }, summary, lacks }
  } catch (cause) {
    // An attempt that was broken off from outside says nothing about the run.
    if (!(cause instanceof CannotVerify) || cause.reason === 'cancelled') throw cause
    const { reason, facts } = cause
    return { result: { diagnosis: [], spans: [], mismatches: [], sheets: [], cannot: { reason, facts } }, lacks: [] }
  }
}

async function lackingIn({ specification, data }: Pick<PrintFiles, 'specification' | 'data'>): Promise<string[]> {
  return lackingCases(await readPrintDataApart(specification, data), generateTestData(specification))
}

type DataOfRun = Pick<PrintFiles, 'specification' | 'data'>

/** What the settings were tested with. */
async function testedData(tx: Tx, vault: PrintEquipment['vault'], jobId: string): Promise<DataOfRun | undefined> {
  const files = await filesNow(tx, jobId)
  const [specification] = files.test_specification
  if (!specification || files.test_data.length === 0) return undefined
  const data = await contentsOf(tx, vault, files.test_data)
  return { specification: await specificationOf(tx, vault, specification), data }
}

/** Whether each record of the proof is one of the test data, whole: its values and those of its children. */
async function isOfTestData(proof: DataOfRun, tested: DataOfRun): Promise<boolean> {
  const wholeOf = ({ values, children }: PrintRecord) => JSON.stringify([values, children])
  const { records } = await readPrintDataApart(proof.specification, proof.data)
  const test = await readPrintDataApart(tested.specification, tested.data).catch((cause: unknown) => {
    // What the test data lack is said where they were verified.
    if (cause instanceof CannotVerify) return { records: [] }
    throw cause
  })
  const known = new Set(test.records.map(wholeOf))
  return records.every((record) => known.has(wholeOf(record)))
}

async function keep(
  database: Database,
  orgId: string,
  run: RunRow,
  { result, summary, lacks }: Found,
  equipment: PrintEquipment,
): Promise<void> {
  const { vault } = equipment
  const pending = await vault.receive(Readable.from([Buffer.from(JSON.stringify(result))]))
  const counts = {
    page_count: summary?.pages ?? 0,
    sheet_count: summary?.sheets ?? 0,
    record_count: summary?.records ?? 0,
    child_count: summary?.children ?? 0,
    ok_count: summary?.ok ?? 0,
    unverified_count: summary?.unverified ?? 0,
    banner_count: summary?.banners ?? 0,
    mismatch_count: summary?.mismatchCount ?? 0,
  }
  const outcome = summary?.outcome ?? 'unverified'
  const isKept = await inOrganisation(database, orgId, async (tx) => {
    // A worker that was taken for dead may end after the one that took its run: what came first stands, alone.
    if (!(await lockRunning(tx, run.id))) return false
    const file = await vault.adopt(tx, pending, { kind: 'print-result' })
    await tx
      .updateTable('print_run')
      .set({
        ...counts,
        state: 'done',
        outcome,
        cannot_reason: result.cannot?.reason ?? null,
        lacks: [...lacks],
        result_file_id: file.id,
        engine: PRINT_ENGINE,
        finished_at: await instantOf(tx),
      })
      .where('id', '=', run.id)
      .execute()
    await recordEvent(tx, printEvents.run_finished, {
      actor: { kind: 'system', orgId, part: 'print-checks.verify-run' },
      subject: printSubject(run.job_id),
      facts: {
        runId: run.id,
        runKind: run.kind,
        outcome,
        sheetCount: counts.sheet_count,
        recordCount: counts.record_count,
        mismatchCount: counts.mismatch_count,
        unverifiedCount: counts.unverified_count,
        reason: result.cannot?.reason,
        engine: PRINT_ENGINE,
      },
    })
    await refreshChain(tx, equipment, run.job_id)
    if (run.kind === 'scan' && outcome !== 'right') await stopLotAfterScan(tx, run)
    return true
  })
  if (!isKept) await vault.discard(pending)
}

async function lockRunning(tx: Tx, runId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('print_run')
    .where('id', '=', runId)
    .where('state', '=', 'running')
    .select('id')
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

async function giveUp(database: Database, orgId: string, run: RunRow, equipment: PrintEquipment): Promise<void> {
  await inOrganisation(database, orgId, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('print_run')
      .set({ state: 'failed', finished_at: await instantOf(tx) })
      .where('id', '=', run.id)
      .where('state', '=', 'running')
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return
    await recordEvent(tx, printEvents.run_failed, {
      actor: { kind: 'system', orgId, part: 'print-checks.verify-run' },
      subject: printSubject(run.job_id),
      facts: { runId: run.id, runKind: run.kind },
    })
    await refreshChain(tx, equipment, run.job_id)
  })
}
