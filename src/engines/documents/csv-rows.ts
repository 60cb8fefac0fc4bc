import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { SHEET_LIMITS, type SheetLimits, type SheetRow } from './sheet-row.ts'
import { decodedText, guessEncoding, type TextEncoding } from './text-encoding.ts'
import { UnreadableFile } from './unreadable-file.ts'

export const DELIMITERS = [',', '\t', ';'] as const
export type Delimiter = (typeof DELIMITERS)[number]

export interface CsvRows {
  readonly encoding: TextEncoding
  readonly delimiter: Delimiter
  /** @throws UnreadableFile at the end too */
  readonly batches: AsyncIterable<readonly SheetRow[]>
}

const BATCH = 500
const MAX_RECORD = 1024 * 1024

/**
 * Reads comma, tab or semicolon separated text; encoding and delimiter are guessed and told. Quoted fields may hold
 * line breaks. A cell that an export made harmless (`'=…`, see {@link harmlessCell}) reads as it was.
 * @throws UnreadableFile
 */
export function csvRows(bytes: Uint8Array, limits: SheetLimits = SHEET_LIMITS): CsvRows {
  if (bytes.length > limits.bytes) throw new UnreadableFile('too_large', { limitBytes: limits.bytes })
  if (bytes.length === 0) throw new UnreadableFile('no_rows')
  const encoding = guessEncoding(bytes)
  const delimiter = guessDelimiter(firstText(bytes, encoding))
  return { encoding, delimiter, batches: csvBatches(decodedText(bytes, encoding), delimiter, limits) }
}

async function* csvBatches(
  text: Iterable<string>,
  delimiter: Delimiter,
  limits: SheetLimits,
): AsyncGenerator<readonly SheetRow[]> {
  const parser = Readable.from(text).compose<NodeJS.ReadWriteStream>(
    parse({
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAX_RECORD,
    }),
  )
  let [batch, rowCount, before, doubled]: [SheetRow[], number, number, number] = [[], 0, 0, 0]
  try {
    for await (const each of parser as AsyncIterable<unknown>) {
      const { record, info } = each as { record: string[]; info: { lines: number } }
      const line = before + 1
      // The library counts a CRLF inside quotes as two lines.
      doubled += record.reduce((count, cell) => count + (cell.includes('\r\n') ? cell.split('\r\n').length - 1 : 0), 0)
      before = info.lines - doubled
      const cells = withoutTail(record.map(originalCell))
      if (cells.length === 0) continue
      if (cells.length > limits.columns) throw new UnreadableFile('too_many_columns', { limit: limits.columns, line })
      if (++rowCount > limits.rows) throw new UnreadableFile('too_many_rows', { limit: limits.rows })
      if (batch.push({ line, cells }) < BATCH) continue
      yield batch
      batch = []
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw new UnreadableFile(
      cause.code === 'CSV_MAX_RECORD_SIZE' ? 'too_large' : 'damaged',
      { part: 'csv', line: before + 1 },
      cause,
    )
  }
  if (batch.length > 0) yield batch
}

function withoutTail(cells: string[]): string[] {
  let length = cells.length
  while (length > 0 && cells[length - 1] === '') length--
  return length === cells.length ? cells : cells.slice(0, length)
}

/** What a spreadsheet would take for a formula; full width too, since Japanese input turns it into half width. */
const RISKY = /^'*[=+\-@＝＋－＠\t\r\n]/

/**
 * Makes a text harmless for spreadsheets that open a CSV: an apostrophe before `= + - @`, tab and line break, and before
 * an apostrophe that stands there already. {@link originalCell} undoes it, so nothing is lost between export and import.
 * @source OWASP, CSV Injection
 */
export const harmlessCell = (text: string): string => (RISKY.test(text) ? `'${text}` : text)

/** The text that {@link harmlessCell} was given. */
export const originalCell = (text: string): string =>
  text.charCodeAt(0) === 39 && RISKY.test(text) ? text.slice(1) : text

function firstText(bytes: Uint8Array, encoding: TextEncoding): string {
  for (const text of decodedText(bytes, encoding)) return text
  return ''
}

/** The delimiter that cuts the first records into the most, and most even, columns; a comma where none does. */
function guessDelimiter(text: string): Delimiter {
  const records = countDelimiters(text)
  const score = (index: number) => {
    const counts = records.map((record) => record[index]!).filter((count) => count > 0)
    const commonest = Math.max(0, ...counts.map((count) => counts.filter((other) => other === count).length))
    return commonest * 1000 + Math.max(0, ...counts)
  }
  const scores = DELIMITERS.map((_, index) => score(index))
  return DELIMITERS[scores.indexOf(Math.max(...scores))]!
}

/** Of the first 50 records, how often each delimiter stands outside quotes. */
function countDelimiters(text: string): number[][] {
  const records: number[][] = []
  let [counts, isQuoted, isStart] = [[0, 0, 0], false, true]
  for (const character of text) {
    if (isQuoted) isQuoted = character !== '"'
    else if (character === '"' && isStart) isQuoted = true
    const index = isQuoted ? -1 : (DELIMITERS as readonly string[]).indexOf(character)
    isStart = index >= 0 || character === '\n' || character === '\r' || (isStart && character === '\uFEFF')
    if (index >= 0) counts[index]!++
    else if (!isQuoted && character === '\n' && records.push(counts) === 50) return records
    else if (!isQuoted && character === '\n') counts = [0, 0, 0]
  }
  return [...records, counts]
}
