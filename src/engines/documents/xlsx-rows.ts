import { numberText } from './number-format.ts'
import { SHEET_LIMITS, type SheetLimits, type SheetRow } from './sheet-row.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { plainString, readWorkbook, type SheetInfo, type Workbook } from './xlsx-workbook.ts'
import { xmlScanner } from './xml-scanner.ts'
import { ZIP_LIMITS, type ZipLimits, type ZipMember, zipMembers } from './zip-entries.ts'

export interface XlsxRows {
  /** All sheets, hidden ones too, in their order. */
  readonly sheets: readonly SheetInfo[]
  readonly sheet: string
  /** @throws UnreadableFile at the end too: only a stream that ended well was the whole sheet. */
  readonly batches: AsyncIterable<readonly SheetRow[]>
}

export interface XlsxOptions {
  /** Which sheet; left out, the first visible one with anything in it. */
  readonly sheet?: string
  readonly limits?: SheetLimits
  readonly zipLimits?: ZipLimits
}

/**
 * Reads a sheet of an .xlsx file row by row. Made for files from strangers: every length is limited, the archive's claims
 * are not believed, nothing is executed, linked or followed. Memory holds the file, its table of texts, and one batch.
 * @throws UnreadableFile
 */
export async function xlsxRows(bytes: Uint8Array, options: XlsxOptions = {}): Promise<XlsxRows> {
  const limits = options.limits ?? SHEET_LIMITS
  if (bytes.length > limits.bytes) throw new UnreadableFile('too_large', { limitBytes: limits.bytes })
  const book = await readWorkbook(await zipMembers(bytes, options.zipLimits ?? ZIP_LIMITS))
  const sheets = book.sheets.map(({ name, visibility }) => ({ name, visibility }))
  if (options.sheet !== undefined) {
    const chosen = book.sheets.find((each) => each.name === options.sheet)
    if (!chosen) throw new UnreadableFile('no_such_sheet')
    return { sheets, sheet: chosen.name, batches: sheetBatches(chosen.member, book, limits) }
  }
  for (const { name, visibility, member } of book.sheets) {
    if (visibility !== 'visible') continue
    const batches = sheetBatches(member, book, limits)
    const first = await batches.next()
    if (!first.done) return { sheets, sheet: name, batches: resumed(first.value, batches) }
  }
  throw new UnreadableFile('no_rows')
}

async function* resumed<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}

async function* sheetBatches(member: ZipMember, book: Workbook, limits: SheetLimits): AsyncGenerator<SheetRow[]> {
  const reader = rowReader(book, limits)
  const scanner = xmlScanner(reader)
  for await (const chunk of member.content()) {
    scanner.push(chunk)
    if (reader.rows.length > 0) yield reader.rows.splice(0)
  }
  scanner.end()
  if (reader.rows.length > 0) yield reader.rows
}

function rowReader(book: Workbook, limits: SheetLimits) {
  const rows: SheetRow[] = []
  let [line, rowCount, column, phonetic] = [0, 0, -1, 0]
  let [cells, unsure]: [string[], number[]] = [[], []]
  let [type, style, value, isText, hasFormula, inCell] = ['', 0, '', false, false, false]

  const endOfCell = () => {
    const text = cellText(type, value, style, book)
    if (text === undefined || type === 'e' || (hasFormula && value === '' && type !== 'str')) unsure.push(column)
    const shown = text ?? value
    if (shown === '' && !unsure.includes(column)) return
    if (column >= limits.columns) throw new UnreadableFile('too_many_columns', { limit: limits.columns, line })
    while (cells.length < column) cells.push('')
    if (cells.push(shown) !== column + 1) throw new UnreadableFile('damaged', { part: 'cell', line })
  }
  return {
    rows,
    open(name: string, attribute: (name: string) => string | undefined) {
      if (name === 'c') {
        const reference = attribute('r')
        const at = reference === undefined ? column + 1 : columnOf(reference)
        if (at <= column) throw new UnreadableFile('damaged', { part: 'cell', line })
        column = at
        type = attribute('t') ?? 'n'
        style = Number(attribute('s') ?? 0)
        value = ''
        hasFormula = false
        inCell = true
      } else if (name === 'v') isText = inCell
      else if (name === 't') isText = inCell && phonetic === 0
      else if (name === 'rPh') phonetic++
      else if (name === 'f') hasFormula = true
      else if (name === 'row') {
        const number = Number(attribute('r') ?? line + 1)
        if (!Number.isInteger(number) || number <= line) throw new UnreadableFile('damaged', { part: 'row', line })
        ;[line, column, cells, unsure] = [number, -1, [], []]
      }
    },
    close(name: string) {
      if (name === 'v' || name === 't') isText = false
      else if (name === 'rPh') phonetic--
      else if (name === 'c') {
        endOfCell()
        inCell = false
      } else if (name === 'row' && cells.length > 0) {
        if (++rowCount > limits.rows) throw new UnreadableFile('too_many_rows', { limit: limits.rows })
        rows.push(unsure.length > 0 ? { line, cells, unsure } : { line, cells })
      }
    },
    text(part: string) {
      if (isText) value += part
    },
  }
}

/** Nothing where the cell's number has no meaning under its format. */
function cellText(type: string, value: string, style: number, book: Workbook): string | undefined {
  if (type === 's') {
    if (value === '') return ''
    return book.strings[Number(value)] ?? damagedCell()
  }
  if (type === 'str' || type === 'inlineStr') return plainString(value)
  if (type === 'b') return value === '' ? '' : value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
  if (type === 'e' || type === 'd') return value
  if (type !== 'n') damagedCell()
  if (value === '') return ''
  const number = Number(value)
  if (!Number.isFinite(number)) damagedCell()
  return numberText(number, book.kinds[style] ?? 'number', book.is1904)
}

function damagedCell(): never {
  throw new UnreadableFile('damaged', { part: 'cell' })
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column > 0 && column <= 16_384 ? column - 1 : damagedCell()
}
