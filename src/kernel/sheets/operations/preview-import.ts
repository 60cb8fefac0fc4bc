import { createHash } from 'node:crypto'
import type { ImportMapping, ImportPreview, PreviewRow, RowChange } from '../contract.ts'
import type { ImportColumn, ImportDefinition, RowOf } from '../define-import.ts'
import type { ReadRow } from '../read-import.ts'
import { scanImport } from '../scan-import.ts'

/** How the owner of the records compares them with the rows of a file. */
export interface ImportComparison<Row> {
  /** For each row, in order: is there no such record, another one, or the very same? Reads, never writes. */
  compare(rows: readonly Row[]): Promise<readonly RowChange[]>
  /** How many records the file does not name, by the keys of `rowKey`. Left out: 0. */
  countMissing?(keys: ReadonlySet<string>): Promise<number>
}

export interface PreviewOptions<Row> extends ImportComparison<Row> {
  /** What a person corrected of the mapping that an earlier preview proposed. */
  readonly mapping?: ImportMapping
}

const [SHOWN_ROWS, SHOWN_ERROR_ROWS, SHOWN_HEAD] = [100, 300, 15]

/**
 * Says what an import would do, and changes nothing: which column was understood as what, each error in its place, how
 * many records are new, changed, unchanged and missing.
 * @throws Refusal `file_…` where the file cannot be read to its end
 */
export async function previewImport<const C extends readonly ImportColumn[]>(
  definition: ImportDefinition<C>,
  bytes: Uint8Array,
  options: PreviewOptions<RowOf<C>>,
): Promise<ImportPreview> {
  const scan = await scanImport(definition, bytes, options.mapping)
  const { columns, unused, missingColumns, mapping } = scan.understanding
  const counts = { new: 0, changed: 0, unchanged: 0, missing: 0 }
  let [rowCount, errorRowCount, errorCount] = [0, 0, 0]
  const rows: PreviewRow[] = []
  if (missingColumns.length === 0) {
    for await (const batch of scan.batches) {
      const changes = await changesOf(batch, options)
      for (const read of batch) {
        const change = changes.get(read)
        rowCount++
        errorCount += read.errors.length
        if (change) counts[change]++
        else errorRowCount++
        if (rowCount <= SHOWN_ROWS || (!change && errorRowCount <= SHOWN_ERROR_ROWS))
          rows.push({ line: read.line, values: read.values, errors: [...read.errors], ...(change && { change }) })
      }
    }
    counts.missing = (await options.countMissing?.(new Set(scan.keys.keys()))) ?? 0
  }
  return {
    definition: definition.id,
    fileHash: createHash('sha256').update(bytes).digest('hex'),
    byteCount: bytes.length,
    source: scan.source,
    mapping,
    columns,
    unused,
    missingColumns,
    head: scan.head.slice(0, SHOWN_HEAD).map(({ line, cells }) => ({ line, cells: [...cells] })),
    rowCount,
    errorRowCount,
    errorCount,
    counts,
    rows,
    mayApply: missingColumns.length === 0 && rowCount > 0 && errorCount === 0,
  }
}

/** The change that each good row of a batch would make. */
export async function changesOf<Row>(
  batch: readonly ReadRow<Row>[],
  comparison: ImportComparison<Row>,
): Promise<ReadonlyMap<ReadRow<Row>, RowChange>> {
  const good = batch.filter((each) => each.row !== undefined)
  if (good.length === 0) return new Map()
  const changes = await comparison.compare(good.map((each) => each.row!))
  if (changes.length !== good.length) throw new Error(`compared ${good.length} rows, answered ${changes.length}`)
  return new Map(good.map((each, at) => [each, changes[at]!]))
}
