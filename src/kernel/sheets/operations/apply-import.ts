import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import type { AnyActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import type { ImportMapping, ImportReceipt, RowChange } from '../contract.ts'
import type { ImportColumn, ImportDefinition, RowOf } from '../define-import.ts'
import { sheetEvents } from '../events.ts'
import { type ImportScan, scanImport } from '../scan-import.ts'
import { changesOf, type ImportComparison } from './preview-import.ts'

export interface ImportTarget<Row> extends ImportComparison<Row> {
  /** Writes what is new or changed, up to 500 rows a call. Afterwards `compare` must call each of them unchanged. */
  write(rows: readonly { readonly row: Row; readonly change: 'new' | 'changed' }[]): Promise<void>
}

export interface ApplyOptions<Row> extends ImportTarget<Row> {
  readonly actor: AnyActor
  /** From the preview; left out, the header is guessed again. */
  readonly mapping?: ImportMapping
  /** The hash of the file that the person saw; another one is refused. */
  readonly previewedHash?: string
}

/**
 * Imports a file in this transaction: all of it or, by a refusal, nothing. Repeating is harmless: rows that are there
 * already are not written again, and a file that changes nothing leaves no second record.
 *
 * One import of a kind runs at a time in an organisation, so two clicks are one import.
 * @throws Refusal `file_…`, `import_has_errors`, `import_column_missing`, `import_other_file`
 */
export async function applyImport<const C extends readonly ImportColumn[]>(
  tx: Tx,
  definition: ImportDefinition<C>,
  bytes: Uint8Array,
  options: ApplyOptions<RowOf<C>>,
): Promise<ImportReceipt> {
  const fileHash = createHash('sha256').update(bytes).digest('hex')
  if (options.previewedHash !== undefined && options.previewedHash !== fileHash) throw new Refusal('import_other_file')
  await sql`select pg_advisory_xact_lock(hashtextextended(current_org()::text || ${definition.id}, 5))`.execute(tx)
  await refuseErrors(await scanImport(definition, bytes, options.mapping))

  const scan = await scanImport(definition, bytes, options.mapping)
  const counts = { new: 0, changed: 0, unchanged: 0, missing: 0 }
  for await (const batch of scan.batches) {
    const changes = await changesOf(batch, options)
    const written: { row: RowOf<C>; change: 'new' | 'changed' }[] = []
    for (const [{ row }, change] of changes) {
      counts[change]++
      if (change !== 'unchanged') written.push({ row: row!, change })
    }
    if (written.length > 0) await writeAndCompare(definition.id, written, options)
  }
  counts.missing = (await options.countMissing?.(new Set(scan.keys.keys()))) ?? 0
  const rowCount = counts.new + counts.changed + counts.unchanged
  const { mapping } = scan.understanding
  const before = await importedBefore(tx, definition.id, fileHash)
  if (before !== undefined && rowCount === counts.unchanged)
    return { importId: before, rowCount, counts, wasRepeated: true }

  const importId = newId()
  const { actor } = options
  await tx
    .insertInto('sheet_import')
    .values({
      id: importId,
      definition: definition.id,
      file_sha256: fileHash,
      byte_count: bytes.length,
      mapping: JSON.stringify(mapping),
      row_count: rowCount,
      new_count: counts.new,
      changed_count: counts.changed,
      unchanged_count: counts.unchanged,
      missing_count: counts.missing,
      actor_kind: actor.kind,
      imported_by: actor.kind === 'system' ? null : actor.personId,
    })
    .execute()
  await recordEvent(tx, sheetEvents.applied, {
    actor,
    subject: { kind: 'sheet_import', id: importId },
    facts: {
      definition: definition.id,
      rowCount,
      newCount: counts.new,
      changedCount: counts.changed,
      missingCount: counts.missing,
    },
  })
  return { importId, rowCount, counts, wasRepeated: false }
}

/** Reads the whole file before anything is written. */
async function refuseErrors(scan: ImportScan<unknown>): Promise<void> {
  const [missing] = scan.understanding.missingColumns
  if (missing !== undefined) throw new Refusal('import_column_missing', { column: missing })
  let [errorCount, line, rowCount] = [0, 0, 0]
  for await (const batch of scan.batches) {
    rowCount += batch.length
    for (const { errors } of batch) {
      if (errorCount === 0 && errors.length > 0) line = errors[0]!.line
      errorCount += errors.length
    }
  }
  if (errorCount > 0) throw new Refusal('import_has_errors', { count: errorCount, line })
  if (rowCount === 0) throw new Refusal('file_no_rows')
}

/** What was written must then be there: an import that would change again the next time is our fault, and is undone. */
async function writeAndCompare<Row>(
  definition: string,
  rows: readonly { readonly row: Row; readonly change: 'new' | 'changed' }[],
  target: ImportTarget<Row>,
): Promise<void> {
  await target.write(rows)
  const after: readonly RowChange[] = await target.compare(rows.map((each) => each.row))
  if (after.some((change) => change !== 'unchanged'))
    throw new Error(`import ${definition} did not write what it compares`)
}

async function importedBefore(tx: Tx, definition: string, fileHash: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('sheet_import')
    .select('id')
    .where('definition', '=', definition)
    .where('file_sha256', '=', fileHash)
    .orderBy('imported_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
