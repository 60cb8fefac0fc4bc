import { numberText } from '../number-format.ts'
import type { SheetRow } from '../sheet-row.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { biffReader, type BiffRecord, biffRecords, biffString, oldBiffString } from './biff-records.ts'
import { type BiffBook, holdsPicture } from './biff-workbook.ts'
import { looseTexts } from './loose-texts.ts'

/** A sheet, read while its rows are taken; the lists are whole when the rows have ended. */
export interface BiffSheet {
  readonly batches: Iterable<SheetRow[]>
  readonly headers: string[]
  /** Texts of comments and of text boxes. */
  readonly comments: string[]
  readonly others: string[]
  hasPicture(): boolean
}

const [BOF, EOF_, LABELSST, LABEL, NUMBER, RK, MULRK, BOOLERR, FORMULA, STRING, RSTRING] = [
  0x809, 0x0a, 0xfd, 0x204, 0x203, 0x27e, 0xbd, 0x205, 0x06, 0x207, 0xd6,
]
const [HEADER, FOOTER, TXO, DRAWING, DV, HLINK] = [0x14, 0x15, 0x1b6, 0xec, 0x1be, 0x1b8]
const BATCH = 500

/** @source MS-XLS 2.1.7.20.5 */
export function biffSheet(stream: Buffer, from: number, book: BiffBook, mostColumns: number): BiffSheet {
  const sheet = { headers: [] as string[], comments: [] as string[], others: [] as string[] }
  let isPictured = false
  function* batches(): Generator<SheetRow[]> {
    // Cells come row by row in what Excel writes, in any order in what others write.
    const rows = new Map<number, string[]>()
    let [depth, formulaAt] = [0, undefined as { row: number; column: number } | undefined]
    const put = (row: number, column: number, text: string) => {
      if (text === '') return
      if (column >= mostColumns) throw new UnreadableFile('too_many_columns', { limit: mostColumns, line: row + 1 })
      const cells = rows.get(row) ?? []
      while (cells.length < column) cells.push('')
      cells[column] = text
      rows.set(row, cells)
    }
    for (const record of biffRecords(stream, from)) {
      const { type, pieces } = record
      const bytes = pieces[0]!
      if (type === BOF) depth++
      else if (type === EOF_ && --depth <= 0) break
      const [row, column] = bytes.length >= 4 ? [bytes.readUInt16LE(0), bytes.readUInt16LE(2)] : [0, 0]
      const isCell = bytes.length >= 6
      const xf = isCell ? bytes.readUInt16LE(4) : 0
      const number = (value: number, style = xf) =>
        numberText(value, book.kinds[style] ?? 'number', book.is1904) ?? String(value)
      if (depth > 1) {
        // A chart within the sheet: its texts are read, its cells are copies.
        if (type === LABEL && isCell) sheet.others.push(labelOf(record, book))
        continue
      }
      if (type === LABELSST && bytes.length >= 10) put(row, column, stringAt(book, bytes.readUInt32LE(6)))
      else if ((type === LABEL || type === RSTRING) && isCell) put(row, column, labelOf(record, book))
      else if (type === NUMBER && bytes.length >= 14) put(row, column, number(bytes.readDoubleLE(6)))
      else if (type === RK && bytes.length >= 10) put(row, column, number(rkNumber(bytes.readInt32LE(6))))
      else if (type === MULRK) {
        for (let at = 4; at + 6 <= bytes.length - 2; at += 6)
          put(row, column + (at - 4) / 6, number(rkNumber(bytes.readInt32LE(at + 2)), bytes.readUInt16LE(at)))
      } else if (type === BOOLERR && bytes.length >= 8) put(row, column, bytes[7] ? '#' : bytes[6] ? 'TRUE' : 'FALSE')
      else if (type === FORMULA && bytes.length >= 14) {
        formulaAt = { row, column }
        if (bytes.readUInt16LE(12) !== 0xffff) put(row, column, number(bytes.readDoubleLE(6)))
        else if (bytes[6] === 1) put(row, column, bytes[8] ? 'TRUE' : 'FALSE')
        sheet.others.push(...formulaTexts(bytes.subarray(22)))
      } else if (type === STRING && formulaAt) {
        const text = book.isOld ? oldBiffString(bytes, 2, bytes.readUInt16LE(0)) : biffString(biffReader(pieces))
        put(formulaAt.row, formulaAt.column, text)
      } else if ((type === HEADER || type === FOOTER) && bytes.length > 0) {
        sheet.headers.push(book.isOld ? oldBiffString(bytes, 1, bytes[0]!) : biffString(biffReader(pieces)))
      } else if (type === TXO) sheet.comments.push(txoText(record))
      else if (type === DRAWING) isPictured ||= holdsPicture(pieces)
      else if (type === DV || type === HLINK) sheet.others.push(...looseTexts(Buffer.concat(pieces)))
    }
    const lines = [...rows.keys()].toSorted((one, other) => one - other)
    for (let at = 0; at < lines.length; at += BATCH)
      yield lines.slice(at, at + BATCH).map((line) => ({ line: line + 1, cells: rows.get(line)! }))
  }
  return { ...sheet, batches: batches(), hasPicture: () => isPictured }
}

function stringAt(book: BiffBook, index: number): string {
  const text = book.strings[index]
  if (text === undefined) throw new UnreadableFile('damaged', { part: 'cell' })
  return text
}

function labelOf({ pieces }: BiffRecord, book: BiffBook): string {
  const bytes = pieces[0]!
  if (book.isOld) return bytes.length >= 8 ? oldBiffString(bytes, 8, bytes.readUInt16LE(6)) : ''
  const reader = biffReader(pieces)
  reader.skip(6)
  return biffString(reader)
}

/** MS-XLS 2.5.217: thirty bits of a double or of an integer, perhaps a hundredth. */
function rkNumber(rk: number): number {
  let value: number
  if (rk & 2) value = rk >> 2
  else {
    const bytes = Buffer.alloc(8)
    bytes.writeInt32LE(rk & ~3, 4)
    value = bytes.readDoubleLE(0)
  }
  return rk & 1 ? value / 100 : value
}

/** The text of a comment or a text box stands in the CONTINUE behind its head. */
function txoText({ pieces }: BiffRecord): string {
  const head = pieces[0]!
  const count = head.length >= 12 ? head.readUInt16LE(10) : 0
  if (count === 0 || !pieces[1]) return ''
  const reader = biffReader(pieces.slice(1))
  return reader.characters(count, (reader.u8() & 1) !== 0)
}

/** String constants in the tokens of a formula (PtgStr, MS-XLS 2.5.198.89), found without reading the tokens. */
const formulaTexts = (tokens: Buffer) =>
  tokens.includes(0x17) ? looseTexts(tokens).filter((text) => text.length > 1) : []
