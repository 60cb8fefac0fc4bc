import { SHEET_LIMITS, type SheetRow } from '../../engines/documents/index.ts'
import { Refusal } from '../../base/refusal.ts'
import type { ImportMapping } from './contract.ts'
import type { ImportColumn, ImportDefinition, RowOf } from './define-import.ts'
import { type ReadRow, rowReader } from './read-import.ts'
import { type OpenSheet, openSheet } from './read-sheet.ts'
import { HEAD_ROWS, type Understanding, understandSheet } from './understand-sheet.ts'

const BATCH = 500

export interface ImportScan<Row> {
  readonly source: OpenSheet['source']
  readonly head: readonly SheetRow[]
  readonly understanding: Understanding
  /** In the file's order, up to 500 rows each. To be read to its end: only then was the file whole. */
  readonly batches: AsyncIterable<readonly ReadRow<Row>[]>
  /** The keys read so far. */
  readonly keys: ReadonlyMap<string, number>
}

/**
 * Reads a file by a definition; nothing is written anywhere.
 * @param mapping what a person corrected; left out, the header is guessed
 * @throws Refusal `file_…`
 */
export async function scanImport<const C extends readonly ImportColumn[]>(
  definition: ImportDefinition<C>,
  bytes: Uint8Array,
  mapping?: ImportMapping,
): Promise<ImportScan<RowOf<C>>> {
  const limits = { ...SHEET_LIMITS, rows: (definition.rowLimit ?? 100_000) + HEAD_ROWS }
  const { source, batches } = await openSheet(bytes, mapping?.sheet, limits)
  const rows = batches[Symbol.asyncIterator]()
  const first: SheetRow[] = []
  while (first.length < HEAD_ROWS) {
    const next = await rows.next()
    if (next.done) break
    first.push(...next.value)
  }
  if (first.length === 0) throw new Refusal('file_no_rows')
  const head = first.slice(0, HEAD_ROWS)
  const sheet = source.kind === 'xlsx' ? source.sheet : undefined
  const understanding = understandSheet(head, definition.columns, mapping, sheet)
  const reader = rowReader(definition, understanding.mapping, understanding.headers)

  async function* read() {
    let batch: ReadRow<RowOf<C>>[] = []
    const rest = { [Symbol.asyncIterator]: () => rows }
    for await (const part of joined(first, rest)) {
      for (const row of part) {
        if (row.line <= understanding.mapping.headerLine) continue
        const each = reader.read(row)
        if (each) batch.push(each)
      }
      for (; batch.length >= BATCH; batch = batch.slice(BATCH)) yield batch.slice(0, BATCH)
    }
    if (batch.length > 0) yield batch
  }
  return { source, head, understanding, batches: read(), keys: reader.seen }
}

async function* joined<T>(first: readonly T[], rest: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  yield first
  yield* rest
}
