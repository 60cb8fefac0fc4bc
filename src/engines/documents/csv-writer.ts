import iconv from 'iconv-lite'
import { harmlessCell } from './csv-rows.ts'
import type { CellValue, SheetTable } from './sheet-table.ts'

export interface CsvOptions {
  /** `utf-8` comes with a byte order mark, which Excel needs; `cp932` is for what cannot read UTF-8. */
  readonly encoding?: 'utf-8' | 'cp932'
  /** What happens to a character that CP932 lacks (emoji, 𠮷): the export ends, or 〓 (ゲタ) takes its place. */
  readonly missing?: 'refuse' | 'geta'
}

/** @param line the line of the record, from 1; @param code the character, as `U+20BB7` */
export class NotInEncoding extends Error {
  readonly line: number
  readonly code: string
  constructor(line: number, code: string) {
    super(`line ${line}: ${code} has no place in CP932`)
    this.name = 'NotInEncoding'
    this.line = line
    this.code = code
  }
}

/**
 * Writes a table as CSV (RFC 4180, CRLF), piece by piece. Text that a spreadsheet would run as a formula is made harmless;
 * numbers, flags and days are not touched.
 * @throws NotInEncoding
 */
export async function* csvBytes(table: SheetTable, options: CsvOptions = {}): AsyncGenerator<Uint8Array> {
  const isCp932 = options.encoding === 'cp932'
  let [text, line] = [isCp932 ? '' : '\uFEFF', 0]
  const encode = (record: readonly CellValue[]) => {
    const written = `${record.map(field).join(',')}\r\n`
    line++
    return isCp932 ? folded(written, line, options.missing ?? 'refuse') : written
  }
  text += encode(table.headers)
  for await (const row of table.rows) {
    text += encode(row)
    if (text.length < 32_768) continue
    yield encoded(text, isCp932)
    text = ''
  }
  yield encoded(text, isCp932)
}

const encoded = (text: string, isCp932: boolean) => (isCp932 ? iconv.encode(text, 'cp932') : Buffer.from(text))

function field(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'object') return value.day
  const text = harmlessCell(value)
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Unicode has two characters where CP932 has one; the one that iconv knows is taken. */
const TWINS: Readonly<Record<string, string>> = {
  '〜': '～',
  '−': '－',
  '‖': '∥',
  '—': '―',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
}

function folded(text: string, line: number, missing: 'refuse' | 'geta'): string {
  const known = text.replace(/[〜−‖—¢£¬]/g, (each) => TWINS[each]!)
  if (iconv.decode(iconv.encode(known, 'cp932'), 'cp932') === known) return known
  return known.replace(/./gsu, (each) => {
    if (iconv.decode(iconv.encode(each, 'cp932'), 'cp932') === each) return each
    if (missing === 'geta') return '〓'
    throw new NotInEncoding(line, `U+${each.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
  })
}
