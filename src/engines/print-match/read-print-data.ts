import { createHash } from 'node:crypto'
import { csvRows, type SheetLimits, type SheetRow, UnreadableFile, xlsxRows } from '../documents/index.ts'
import { CannotVerify } from './cannot-verify.ts'
import type { PrintRecord, PrintTable } from './print-run.ts'
import type { PrintSpecification } from './specification.ts'

export interface DataFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const LIMITS: SheetLimits = { bytes: 1024 * 1024 * 1024, rows: 5_000_000, columns: 1000 }
const SEPARATOR = '\u001f'

interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly SheetRow[]
}

/** How many data files a run has: the children may have a table of their own. */
export const dataFileCount = ({ data }: Pick<PrintSpecification, 'data'>): 1 | 2 =>
  data.children.in === 'file' ? 2 : 1

/**
 * Reads the data of a run: one file (CSV, xlsx), or two where the children have a table of their own. The first row names
 * the columns.
 * @throws CannotVerify naming file, row and column: `data_unreadable`, `column_missing`, `column_twice`, `key_empty`,
 *   `key_twice`, `row_unsure`, `child_without_record`, `no_records`, `data_files_many`
 */
export async function readPrintData(
  specification: Pick<PrintSpecification, 'data'>,
  files: readonly DataFile[],
): Promise<PrintTable> {
  const { key, children } = specification.data
  const most = dataFileCount(specification)
  // What is not read must not be signed as verified.
  if (files.length > most) throw new CannotVerify('data_files_many', { files: files.length, most })
  const [main, childFile] = await Promise.all(files.map(readTable))
  if (!main) throw new CannotVerify('no_records', { file: '' })
  if (children.in === 'file' && !childFile) throw new CannotVerify('data_unreadable', { file: '', what: 'children' })
  const keyAt = columnsAt(main, key)
  const keyOf = (row: SheetRow) => keyOfRow(main, row, keyAt)
  const records = recordsOf()
  if (records.length === 0) throw new CannotVerify('no_records', { file: main.name })
  const hashes = files.map(({ name, bytes }) => ({ name, sha256: createHash('sha256').update(bytes).digest('hex') }))
  return { columns: main.columns, childColumns: childColumns(), records, files: hashes }

  function childColumns(): readonly string[] {
    if (children.in === 'rows') return children.columns
    if (children.in === 'columns') return Object.keys(children.columns)
    return childFile?.columns ?? []
  }

  function recordsOf(): PrintRecord[] {
    if (children.in === 'rows') return recordsFromChildRows(children.columns)
    const ofRecord =
      children.in === 'columns' ? childrenInColumns() : children.in === 'file' ? childrenInFile() : () => []
    const seen = new Map<string, number>()
    const found = main!.rows.map((row): PrintRecord => {
      const own = keyOf(row)
      const before = seen.get(own)
      if (before !== undefined)
        throw new CannotVerify('key_twice', { file: main!.name, line: row.line, otherLine: before })
      seen.set(own, row.line)
      return { key: own, line: row.line, values: valuesOf(main!, row), children: ofRecord(row, own) }
    })
    if (children.in === 'file') checkOrphans(seen)
    return found
  }

  /** One row a child; the rows of a record stand together, and a row without any child's value is a record without. */
  function recordsFromChildRows(columns: readonly string[]): PrintRecord[] {
    const childAt = columnsAt(main!, columns)
    const found: { key: string; line: number; values: readonly string[]; children: string[][] }[] = []
    const seen = new Map<string, number>()
    for (const row of main!.rows) {
      const own = keyOf(row)
      const child = childAt.map((at) => row.cells[at] ?? '')
      let record = found.at(-1)
      if (!record || record.key !== own) {
        const before = seen.get(own)
        if (before !== undefined)
          throw new CannotVerify('key_twice', { file: main!.name, line: row.line, otherLine: before })
        seen.set(own, row.line)
        record = { key: own, line: row.line, values: valuesOf(main!, row), children: [] }
        found.push(record)
      }
      if (child.some((value) => value.trim() !== '')) record.children.push(child)
    }
    return found
  }

  function childrenInColumns() {
    const { columns, most } = children as Extract<typeof children, { in: 'columns' }>
    const patterns = Object.values(columns)
    const at = Array.from({ length: most }, (_, n) =>
      patterns.map((pattern) => main!.columns.indexOf(pattern.replace('{n}', String(n + 1)))),
    )
    const missing = at[0]!.findIndex((index) => index < 0)
    if (missing >= 0)
      throw new CannotVerify('column_missing', { file: main!.name, column: patterns[missing]!.replace('{n}', '1') })
    return (row: SheetRow) =>
      at
        .map((indexes) => indexes.map((index) => (index < 0 ? '' : (row.cells[index] ?? ''))))
        .filter((child) => child.some((value) => value.trim() !== ''))
  }

  function childrenInFile() {
    const parentAt = columnsAt(childFile!, (children as Extract<typeof children, { in: 'file' }>).key)
    const byParent = new Map<string, string[][]>()
    for (const row of childFile!.rows) {
      const parent = keyOfRow(childFile!, row, parentAt)
      const list = byParent.get(parent)
      if (list) list.push([...valuesOf(childFile!, row)])
      else byParent.set(parent, [[...valuesOf(childFile!, row)]])
    }
    return (_row: SheetRow, own: string) => byParent.get(own) ?? []
  }

  function checkOrphans(seen: ReadonlyMap<string, number>) {
    const parentAt = columnsAt(childFile!, (children as Extract<typeof children, { in: 'file' }>).key)
    const orphan = childFile!.rows.find((row) => !seen.has(keyOfRow(childFile!, row, parentAt)))
    if (orphan) throw new CannotVerify('child_without_record', { file: childFile!.name, line: orphan.line })
  }
}

/** The columns of a file and its rows as they stand there, before anything is known of records. @throws CannotVerify */
export async function readDataRows(
  file: DataFile,
): Promise<{ readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }> {
  const table = await readTable(file)
  return { columns: table.columns, rows: table.rows.map((row) => valuesOf(table, row)) }
}

const valuesOf = (table: Table, row: SheetRow) => table.columns.map((_, at) => row.cells[at] ?? '')

function columnsAt(table: Table, names: readonly string[]): number[] {
  return names.map((name) => {
    const at = table.columns.indexOf(name)
    if (at < 0) throw new CannotVerify('column_missing', { file: table.name, column: name })
    return at
  })
}

function keyOfRow(table: Table, row: SheetRow, at: readonly number[]): string {
  const parts = at.map((index) => (row.cells[index] ?? '').trim())
  if (parts.every((part) => part === ''))
    throw new CannotVerify('key_empty', {
      file: table.name,
      line: row.line,
      column: at.map((index) => table.columns[index]).join('+'),
    })
  return parts.length === 1 ? parts[0]! : parts.join(SEPARATOR).replaceAll(SEPARATOR, '/')
}

async function readTable({ name, bytes }: DataFile): Promise<Table> {
  try {
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
    const { batches } = isZip ? await xlsxRows(bytes, { limits: LIMITS }) : csvRows(bytes, LIMITS)
    let columns: readonly string[] | undefined
    const rows: SheetRow[] = []
    for await (const batch of batches)
      for (const row of batch) {
        if (columns) rows.push(row)
        else columns = row.cells.map((cell) => cell.trim())
      }
    if (!columns || rows.length === 0) throw new CannotVerify('no_records', { file: name })
    const twice = columns.find((column, at) => column !== '' && columns.indexOf(column) !== at)
    if (twice !== undefined) throw new CannotVerify('column_twice', { file: name, column: twice })
    const unsure = rows.find((row) => row.unsure !== undefined && row.unsure.length > 0)
    if (unsure)
      throw new CannotVerify('row_unsure', { file: name, line: unsure.line, column: columns[unsure.unsure![0]!] ?? '' })
    return { name, columns, rows }
  } catch (cause) {
    if (cause instanceof UnreadableFile && cause.reason === 'no_rows')
      throw new CannotVerify('no_records', { file: name })
    if (cause instanceof UnreadableFile)
      throw new CannotVerify('data_unreadable', { file: name, what: cause.reason, ...cause.facts }, cause)
    throw cause
  }
}
