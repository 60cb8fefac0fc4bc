import { isUtf8 } from 'node:buffer'
import { fillMerges, type MergedRange, mergeListener } from './merged-cells.ts'
import { feedPlainRow, ROW_END } from './plain-row.ts'
import { type CellBook, cellListener, sheetCells, type SheetCells } from './sheet-cells.ts'
import type { SheetLimits, SheetRow } from './sheet-row.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { type XmlListener, xmlScanner } from './xml-scanner.ts'
import type { ZipMember } from './zip-entries.ts'

export interface SheetScan {
  readonly limits: SheetLimits
  /** Merged cells of the first lines show the value of the first of them. */
  readonly fillsMerged?: boolean
  /** Sees the elements around the rows: columns, merged ranges, headers and footers. */
  readonly around?: XmlListener
}

/** A sheet up to this size is unpacked at once, which is faster and lets its end be seen before its beginning. */
const AT_ONCE_BYTES = 96 * 1024 * 1024
const PIECE_BYTES = 512 * 1024
const SLASH = 47

/** The rows of a sheet, in batches. @throws UnreadableFile at the end too */
export async function* sheetBatches(member: ZipMember, book: CellBook, scan: SheetScan): AsyncGenerator<SheetRow[]> {
  const cells = sheetCells(book, scan.limits)
  if (member.byteCount > AT_ONCE_BYTES) yield* strictBatches(member.content(), cells, scan)
  else {
    const bytes = await member.bytes(AT_ONCE_BYTES)
    const merged = scan.fillsMerged ? mergedRanges(bytes) : []
    for (const batch of fastBatches(bytes, cells, scan)) yield merged.length > 0 ? fillMerges(batch, merged) : batch
  }
}

/** Any well-formed XML, piece by piece. */
async function* strictBatches(pieces: AsyncIterable<Uint8Array>, cells: SheetCells, scan: SheetScan) {
  const scanner = xmlScanner(both(cellListener(cells), scan.around))
  for await (const piece of pieces) {
    scanner.push(piece)
    if (cells.rows.length > 0) yield cells.rows.splice(0)
  }
  scanner.end()
  if (cells.rows.length > 0) yield cells.rows.splice(0)
}

const HEAD = '<worksheet'
const OPENED = Buffer.from('<worksheet><sheetData>')

/**
 * The plain form that nearly every program writes: `<worksheet …><sheetData><row>…`. What stands before and after the rows
 * goes through the strict scanner, and so does each row, or the whole rest, that is not of the plain form.
 */
function* fastBatches(bytes: Buffer, cells: SheetCells, scan: SheetScan): Generator<SheetRow[]> {
  const opening = bytes.indexOf('<sheetData>')
  const beginning = opening < 0 ? '' : bytes.toString('utf8', 0, opening)
  const body = beginning.replace(/^\uFEFF?<\?xml[^?<]*\?>\s*/, '')
  if (
    !body.startsWith(HEAD) ||
    !/^[\s>]/.test(body.slice(HEAD.length)) ||
    /<[!?]/.test(body) ||
    !isUtf8(bytes.subarray(0, opening))
  ) {
    yield* strictRest(xmlScanner(both(cellListener(cells), scan.around)), bytes, 0, cells)
    return
  }
  const around = xmlScanner(both(cellListener(cells), scan.around))
  around.push(bytes.subarray(0, opening + 11))
  let at = opening + 11
  for (;;) {
    const end = bytes.lastIndexOf(ROW_END, Math.min(at + PIECE_BYTES, bytes.length) - ROW_END.length)
    const until = end >= at ? end : bytes.indexOf(ROW_END, at)
    if (until < 0) break
    const piece = bytes.subarray(at, until + ROW_END.length)
    if (!isUtf8(piece)) throw new UnreadableFile('damaged', { part: 'encoding' })
    const text = piece.toString('utf8')
    const isOdd = text.includes('<!') || text.includes('<?')
    if (isOdd || !feedRows(cells, text)) {
      // The strict scanner goes on from here: so far everything was rows.
      if (cells.rows.length > 0) yield cells.rows.splice(0)
      yield* strictRest(around, bytes, at, cells)
      return
    }
    at = until + ROW_END.length
    if (cells.rows.length > 0) yield cells.rows.splice(0)
  }
  yield* strictRest(around, bytes, at, cells)
}

function* strictRest(scanner: ReturnType<typeof xmlScanner>, bytes: Buffer, from: number, cells: SheetCells) {
  for (let at = from; at < bytes.length; at += PIECE_BYTES) {
    scanner.push(bytes.subarray(at, at + PIECE_BYTES))
    if (cells.rows.length > 0) yield cells.rows.splice(0)
  }
  scanner.end()
}

/** @returns false where something other than rows stands there; nothing was fed then */
function feedRows(cells: SheetCells, text: string): boolean {
  const bounds: number[] = []
  for (let at = 0; at < text.length;) {
    while (text.charCodeAt(at) <= 32) at++
    if (at === text.length) break
    if (!text.startsWith('<row', at) || text.charCodeAt(at + 4) > 62) return false
    const close = text.indexOf('>', at)
    const isEmpty = close > 0 && text.charCodeAt(close - 1) === SLASH
    const end = isEmpty ? close + 1 : text.indexOf(ROW_END, at) + ROW_END.length
    if (end < at + ROW_END.length && !isEmpty) return false
    bounds.push(at, end)
    at = end
  }
  for (let row = 0; row < bounds.length; row += 2) {
    const [from, until] = [bounds[row]!, bounds[row + 1]!]
    if (feedPlainRow(cells, text, from, until)) continue
    const strict = xmlScanner(cellListener(cells))
    strict.push(Buffer.from(text.slice(from, until)))
    strict.end()
  }
  return true
}

/** Merged ranges stand behind the rows. */
function mergedRanges(bytes: Buffer): readonly MergedRange[] {
  const end = bytes.lastIndexOf('</sheetData>')
  const tail = end < 0 ? -1 : bytes.indexOf('mergeCells', end)
  if (tail < 0) return []
  const { listener, ranges } = mergeListener()
  try {
    const scanner = xmlScanner(listener)
    scanner.push(OPENED)
    scanner.push(bytes.subarray(end))
    scanner.end()
  } catch {
    // Filling is a kindness; whether the sheet is well-formed is found out by reading it.
  }
  return ranges
}

function both(one: XmlListener, other: XmlListener | undefined): XmlListener {
  if (!other) return one
  return {
    open(name, attribute) {
      one.open(name, attribute)
      other.open(name, attribute)
    },
    close(name) {
      one.close(name)
      other.close(name)
    },
    text(part) {
      one.text(part)
      other.text(part)
    },
  }
}
