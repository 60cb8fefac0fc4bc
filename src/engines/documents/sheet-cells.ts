import { numberText } from './number-format.ts'
import type { SheetLimits, SheetRow } from './sheet-row.ts'
import { plainString } from './shared-strings.ts'
import { damagedCell } from './damaged-cell.ts'
import { UnreadableFile } from './unreadable-file.ts'
import type { Workbook } from './xlsx-workbook.ts'
import type { XmlListener } from './xml-scanner.ts'

/** What a sheet needs of its workbook to show a cell. */
export type CellBook = Pick<Workbook, 'strings' | 'kinds' | 'is1904'>

/** Puts rows together from what a scanner finds, and holds the limits; both ways to scan a sheet feed it. */
export interface SheetCells {
  /** Rows that are ready; the scanner takes them out. */
  readonly rows: SheetRow[]
  /** @param number as the row says; left out, the one after the last */
  beginRow(number: number | undefined): void
  /**
   * @param at the column from 0; -1: the one after the last
   * @param value as it stands in the cell's `v` or texts, entities resolved
   */
  cell(at: number, type: string, style: number, value: string, hasFormula: boolean): void
  /** A cell that shows a text as it is. */
  text(at: number, shown: string): void
  /** A cell that shows a text of the workbook's table. */
  listed(at: number, index: number): void
  endRow(): void
  /** Takes back what was fed since `beginRow`. */
  abandonRow(): void
}

export function sheetCells(book: CellBook, limits: SheetLimits): SheetCells {
  const rows: SheetRow[] = []
  let [line, before, rowCount, column] = [0, 0, 0, -1]
  let [cells, unsure]: [string[], number[]] = [[], []]
  const step = (reference: number) => {
    const at = reference < 0 ? column + 1 : reference
    if (at <= column) throw new UnreadableFile('damaged', { part: 'cell', line })
    column = at
  }
  const show = (shown: string) => {
    if (column >= limits.columns) throw new UnreadableFile('too_many_columns', { limit: limits.columns, line })
    while (cells.length < column) cells.push('')
    cells.push(shown)
  }
  return {
    rows,
    beginRow(given) {
      const number = given ?? line + 1
      if (!Number.isInteger(number) || number <= line) throw new UnreadableFile('damaged', { part: 'row', line })
      before = line
      line = number
      column = -1
      cells = []
      unsure = []
    },
    cell(reference, type, style, value, hasFormula) {
      step(reference)
      const text = cellText(type, value, style, book)
      const isUnsure = text === undefined || type === 'e' || (hasFormula && value === '' && type !== 'str')
      if (isUnsure) unsure.push(column)
      const shown = text ?? value
      if (shown !== '' || isUnsure) show(shown)
    },
    text(reference, shown) {
      step(reference)
      if (shown !== '') show(shown)
    },
    listed(reference, index) {
      step(reference)
      const shown = book.strings[index] ?? damagedCell()
      if (shown !== '') show(shown)
    },
    endRow() {
      if (cells.length === 0) return
      if (++rowCount > limits.rows) throw new UnreadableFile('too_many_rows', { limit: limits.rows })
      rows.push(unsure.length > 0 ? { line, cells, unsure } : { line, cells })
      cells = []
    },
    abandonRow() {
      line = before
      cells = []
    },
  }
}

/** Feeds cells from any well-formed XML. */
export function cellListener(cells: SheetCells): XmlListener {
  let phonetic = 0
  let reference: string | undefined
  let [style, type, value, isText, hasFormula, inCell] = [0, 'n', '', false, false, false]
  return {
    open(name, attribute) {
      if (name === 'c') {
        reference = attribute('r')
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
        const number = attribute('r')
        cells.beginRow(number === undefined ? undefined : Number(number))
      }
    },
    close(name) {
      if (name === 'v' || name === 't') isText = false
      else if (name === 'rPh') phonetic--
      else if (name === 'c') {
        cells.cell(reference === undefined ? -1 : columnOf(reference), type, style, value, hasFormula)
        inCell = false
      } else if (name === 'row') cells.endRow()
    },
    text(part) {
      if (isText) value += part
    },
  }
}

/** Nothing where the cell's number has no meaning under its format. */
function cellText(type: string, value: string, style: number, book: CellBook): string | undefined {
  if (type === 's') {
    if (value === '') return ''
    return book.strings[Number(value)] ?? damagedCell()
  }
  if (type === 'str' || type === 'inlineStr') return plainString(value)
  if (type === 'b') return value === '' ? '' : value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
  if (type === 'e' || type === 'd') return value
  if (type !== 'n') damagedCell()
  if (value === '') return ''
  const kind = book.kinds[style] ?? 'number'
  if (kind === 'number' && isPlainInteger(value)) return value
  const number = Number(value)
  if (!Number.isFinite(number)) damagedCell()
  return numberText(number, kind, book.is1904)
}

/** Is this how the number would be written anyhow? */
function isPlainInteger(value: string): boolean {
  if (value.length > 15 || (value.length > 1 && value.charCodeAt(0) === 0x30)) return false
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    if (code < 0x30 || code > 0x39) return false
  }
  return true
}

/** `AB12` → 27. */
export function columnOf(reference: string, from = 0): number {
  let column = 0
  for (let at = from; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column > 0 && column <= 16_384 ? column - 1 : damagedCell()
}
