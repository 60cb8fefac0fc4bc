import type { SheetRow } from '../../engines/documents/index.ts'
import type { CellError, ImportMapping } from './contract.ts'
import { type ImportColumn, type ImportDefinition, readCell, type RowOf } from './define-import.ts'

/** One row of the file, read by the definition. `row` is there exactly when `errors` is empty. */
export interface ReadRow<Row> {
  readonly line: number
  readonly values: Readonly<Record<string, string>>
  readonly row?: Row
  readonly key?: string
  readonly errors: readonly CellError[]
}

/**
 * Makes a reader of rows: each call reads one row below the header, remembers the keys it has seen, and answers nothing
 * for a row that is empty in every mapped column.
 */
export function rowReader<const C extends readonly ImportColumn[]>(
  definition: ImportDefinition<C>,
  mapping: ImportMapping,
  headers: readonly string[],
) {
  const seen = new Map<string, number>()
  const places = definition.columns.flatMap((column) => {
    const index = mapping.columns[column.key]
    return index === undefined ? [] : [{ column, index }]
  })
  const read = (row: SheetRow): ReadRow<RowOf<C>> | undefined => {
    const texts = places.map(({ index }) => row.cells[index]?.trim() ?? '')
    const isUnsure = (index: number) => row.unsure?.includes(index) ?? false
    if (texts.every((text) => text === '') && !places.some(({ index }) => isUnsure(index))) return undefined
    const values: Record<string, string> = {}
    const result: Record<string, unknown> = {}
    const errors: CellError[] = []
    const fault = (key: string, code: string, facts: CellError['facts'] = {}) => {
      const index = mapping.columns[key] ?? 0
      const header = headers[index] ?? definition.columns.find((column) => column.key === key)?.headers[0] ?? key
      errors.push({ line: row.line, cell: cellName(index, row.line), key, header, code, facts })
    }
    for (const [at, { column, index }] of places.entries()) {
      const text = texts[at]!
      values[column.key] = text
      if (isUnsure(index)) fault(column.key, 'no_value')
      else if (/[^\P{Cc}\t\n\v\f\r]/u.test(text) || !text.isWellFormed()) fault(column.key, 'bad_character')
      else if (text === '') {
        if (column.required) fault(column.key, 'required')
      } else {
        const reading = readCell(column, text)
        if (reading.ok) result[column.key] = reading.value
        else fault(column.key, reading.code, { ...reading.facts })
      }
    }
    if (errors.length > 0) return { line: row.line, values, errors }
    const complete = result as RowOf<C>
    for (const { key, code, facts } of definition.check?.(complete) ?? []) fault(key, code, { ...facts })
    const key = definition.rowKey(complete)
    const before = seen.get(key)
    if (before === undefined) seen.set(key, row.line)
    else fault(definition.columns[0]!.key, 'duplicate_row', { line: before })
    return errors.length > 0
      ? { line: row.line, values, errors }
      : { line: row.line, values, row: complete, key, errors }
  }
  return { read, seen: seen as ReadonlyMap<string, number> }
}

/** `C5`. */
function cellName(column: number, line: number): string {
  let [name, left] = ['', column + 1]
  for (; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name
  return `${name}${line}`
}
