import { z } from 'zod'
import { type Endpoint, endpoint } from '../../base/endpoint.ts'
import { LANGUAGES } from '../../base/words.ts'

/** How a file is to be understood: what the preview proposed, or as a person corrected it. */
export const ImportMapping = z.object({
  /** xlsx only. */
  sheet: z.string().max(100).optional(),
  /** The line of the header; rows follow below it. 0: there is none. */
  headerLine: z.int().min(0),
  /** By the key of a column: which column of the sheet holds it, from 0. */
  columns: z.record(z.string(), z.int().min(0).max(16_383)),
})
export type ImportMapping = z.output<typeof ImportMapping>

export const ROW_CHANGES = ['new', 'changed', 'unchanged'] as const
export const RowChange = z.enum(ROW_CHANGES)
export type RowChange = z.output<typeof RowChange>

export const ImportCounts = z.object({
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Records that are there and that the file does not name. */
  missing: z.int(),
})
export type ImportCounts = z.output<typeof ImportCounts>

export const CellError = z.object({
  line: z.int(),
  /** `C5`, as a spreadsheet names the cell. */
  cell: z.string(),
  key: z.string(),
  header: z.string(),
  /** The words are looked up by it, of the definition first, then in `cellErrorWords`. */
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type CellError = z.output<typeof CellError>

export const PreviewRow = z.object({
  line: z.int(),
  /** As they stand in the file, by the key of the column. */
  values: z.record(z.string(), z.string()),
  errors: z.array(CellError),
  change: RowChange.optional(),
})
export type PreviewRow = z.output<typeof PreviewRow>

/** What an import would do. It has done nothing yet. */
export const ImportPreview = z.object({
  definition: z.string(),
  fileHash: z.string(),
  byteCount: z.int(),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('csv'), encoding: z.string(), delimiter: z.string() }),
    z.object({
      kind: z.literal('xlsx'),
      sheet: z.string(),
      sheets: z.array(z.object({ name: z.string(), visibility: z.enum(['visible', 'hidden', 'very_hidden']) })),
    }),
  ]),
  mapping: ImportMapping,
  /** Each column of the import, and under which header of the file it was found. */
  columns: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      isRequired: z.boolean(),
      index: z.int().optional(),
      header: z.string().optional(),
      how: z.enum(['exact', 'similar', 'chosen']).optional(),
    }),
  ),
  /** Columns of the file that nothing is read from. */
  unused: z.array(z.object({ index: z.int(), header: z.string() })),
  /** Required columns that no column of the file was taken for. Nothing can be imported until they are mapped. */
  missingColumns: z.array(z.string()),
  /** The first lines as they are, for choosing the header and the columns by hand. */
  head: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  rowCount: z.int(),
  errorRowCount: z.int(),
  errorCount: z.int(),
  counts: ImportCounts,
  /** The first rows, and the first rows with errors, in the file's order. */
  rows: z.array(PreviewRow),
  mayApply: z.boolean(),
})
export type ImportPreview = z.output<typeof ImportPreview>

export const ImportReceipt = z.object({
  importId: z.string(),
  rowCount: z.int(),
  counts: ImportCounts,
  /** The same file had been imported before, and nothing had changed since: nothing was written. */
  wasRepeated: z.boolean(),
})
export type ImportReceipt = z.output<typeof ImportReceipt>

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

const AsFile = {
  format: z.enum(EXPORT_FORMATS).default('xlsx'),
  /** Of the heads and words in the file. */
  language: z.enum(LANGUAGES).default('ja'),
}

/**
 * The same list as a file: same right, same filters, below the list's own path. Bind it by `bindExport`; give it to
 * `<Table exportOf>`.
 */
export function exportOf<S extends z.ZodRawShape>(list: Endpoint<z.ZodObject<S>>) {
  const { cursor: _, size: __, ...filters } = list.input.shape
  const input = z.object({ ...filters, ...AsFile }) as unknown as z.ZodObject<
    Omit<S, 'cursor' | 'size' | keyof typeof AsFile> & typeof AsFile
  >
  return endpoint({
    method: 'GET',
    path: `${list.path}/export`,
    right: list.right,
    input,
    output: z.unknown(),
    refuses: list.refuses,
    summary: `As a file: ${list.summary}`,
  })
}
