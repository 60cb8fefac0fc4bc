import type { SheetRow } from '../../engines/documents/index.ts'
import type { ImportMapping, ImportPreview } from './contract.ts'
import type { ImportColumn } from './define-import.ts'
import { guessHeader } from './rules/guess-header.ts'

/** The header is looked for in so many lines with anything in them. */
export const HEAD_ROWS = 30

export type Understanding = Pick<ImportPreview, 'columns' | 'unused' | 'missingColumns'> & {
  readonly mapping: ImportMapping
  readonly headers: readonly string[]
}

/** Which column of the sheet is which of the import: by its headers, or as the person said. */
export function understandSheet(
  head: readonly SheetRow[],
  columns: readonly ImportColumn[],
  chosen?: ImportMapping,
  sheet?: string,
): Understanding {
  const found = chosen ? undefined : guessHeader(head, columns)
  const headerLine = chosen?.headerLine ?? found?.line ?? 0
  const headers = head.find((row) => row.line === headerLine)?.cells ?? []
  const indexOf = (key: string) => (chosen ? chosen.columns[key] : found?.columns.get(key)?.index)
  const understood = columns.map((column) => {
    const index = indexOf(column.key)
    const place = { key: column.key, label: column.headers[0], isRequired: column.required ?? false }
    if (index === undefined) return place
    const how = chosen ? ('chosen' as const) : found!.columns.get(column.key)!.how
    return { ...place, index, header: headers[index] ?? '', how }
  })
  const used = new Set(understood.flatMap((each) => ('index' in each ? [each.index] : [])))
  const places = understood.flatMap((each) => ('index' in each ? [[each.key, each.index] as const] : []))
  return {
    mapping: { headerLine, columns: Object.fromEntries(places), ...(sheet !== undefined && { sheet }) },
    headers,
    columns: understood,
    unused: headers.flatMap((header, index) => (header !== '' && !used.has(index) ? [{ index, header }] : [])),
    missingColumns: understood.flatMap((each) => (each.isRequired && !('index' in each) ? [each.key] : [])),
  }
}
