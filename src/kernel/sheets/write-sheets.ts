import { Readable } from 'node:stream'
import { type IsoDate, jstDay, jstMinutes } from '../../base/clock.ts'
import { type CellValue, csvBytes, type CsvOptions, type SheetTable, xlsxBytes } from '../../engines/documents/index.ts'

/** A column of an export: its head in the reader's language, and what stands in it for a row. */
export interface ExportColumn<Row> {
  readonly header: string
  readonly value: (row: Row) => CellValue
}

/** A moment as text, by the clock in Japan: `2026-11-23 09:05`. It sorts as it is written. */
export function instantCell(at: Date | string | undefined | null): CellValue {
  if (at === undefined || at === null) return null
  const [instant, two] = [new Date(at), (count: number) => String(count).padStart(2, '0')]
  const minutes = jstMinutes(instant)
  return `${jstDay(instant)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** A calendar day as a day, which a spreadsheet can reckon with. */
export const dayValue = (on: IsoDate | undefined | null): CellValue => (on ? { day: on } : null)

/**
 * Writes rows as CSV while they come in. By default UTF-8 with a byte order mark; `cp932` for what cannot read that.
 * Text that a spreadsheet would run as a formula gets an apostrophe before it, which our import takes away again.
 */
export function writeCsv<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: CsvOptions = {},
): Readable {
  return Readable.from(csvBytes(tableOf(columns, rows), options), { objectMode: false })
}

/** Writes rows as one sheet of an .xlsx file while they come in. @throws RangeError beyond 1,048,575 rows */
export function writeXlsx<Row>(
  sheetName: string,
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): Readable {
  return Readable.from(xlsxBytes(sheetName, tableOf(columns, rows)), { objectMode: false })
}

function tableOf<Row>(columns: readonly ExportColumn<Row>[], rows: AsyncIterable<Row> | Iterable<Row>): SheetTable {
  async function* cells() {
    for await (const row of rows) yield columns.map((column) => column.value(row))
  }
  return { headers: columns.map((column) => column.header), rows: cells() }
}
