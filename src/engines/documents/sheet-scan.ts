import { isUtf8 } from 'node:buffer'
import { byteTexts } from './byte-texts.ts'
import { fillMerges, type MergedRange, mergeListener } from './merged-cells.ts'
import { feedPlainRows, ROW_END } from './plain-rows.ts'
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
const ROW_OPEN = '<row'
const GREATER = 62

/** The rows of a sheet, in batches. @throws UnreadableFile at the end too */
export async function* sheetBatches(member: ZipMember, book: CellBook, scan: SheetScan): AsyncGenerator<SheetRow[]> {
  const cells = sheetCells(book, scan.limits)
  const scanner = sheetScanner(cells, scan.around)
  if (member.byteCount > AT_ONCE_BYTES) {
    for await (const piece of member.content()) {
      scanner.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length))
      if (cells.rows.length > 0) yield cells.rows.splice(0)
    }
  } else {
    const bytes = await member.bytes(AT_ONCE_BYTES)
    const merged = scan.fillsMerged ? mergedRanges(bytes) : []
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      scanner.push(bytes.subarray(at, at + PIECE_BYTES))
      if (cells.rows.length > 0) yield fillMerges(cells.rows.splice(0), merged)
    }
  }
  scanner.end()
  if (cells.rows.length > 0) yield cells.rows.splice(0)
}

/** Pieces of one memory that lie side by side are joined as they lie. */
function joined(first: Buffer, second: Buffer): Buffer {
  if (first.length === 0) return second
  const isBeside = first.buffer === second.buffer && first.byteOffset + first.length === second.byteOffset
  if (!isBeside) return Buffer.concat([first, second])
  return Buffer.from(first.buffer, first.byteOffset, first.length + second.length)
}

const [HEAD, OPENED] = ['<worksheet', '<sheetData>']
const MOST_HEAD_BYTES = 4 * 1024 * 1024

/**
 * Feeds the rows of a sheet. The plain form that nearly every program writes, `<worksheet …><sheetData><row>…`, is cut
 * into rows; what stands before and after the rows goes through the strict scanner, and so does each row, or the whole
 * rest, that is not of the plain form.
 */
function sheetScanner(cells: SheetCells, around: XmlListener | undefined) {
  const strict = xmlScanner(both(cellListener(cells), around))
  let state: 'head' | 'rows' | 'strict' = 'head'
  let rest: Buffer = Buffer.alloc(0)
  const texts = byteTexts()

  const goStrict = () => {
    state = 'strict'
    strict.push(rest)
    rest = Buffer.alloc(0)
  }
  const readHead = () => {
    const opening = rest.indexOf(OPENED)
    if (opening < 0) {
      if (rest.length > MOST_HEAD_BYTES) goStrict()
      return
    }
    const head = rest.toString('utf8', 0, opening).replace(/^\uFEFF?<\?xml[^?<]*\?>\s*/, '')
    if (!head.startsWith(HEAD) || !/^[\s>]/.test(head.slice(HEAD.length)) || /<[!?]/.test(head)) goStrict()
    else {
      strict.push(rest.subarray(0, opening + OPENED.length))
      rest = rest.subarray(opening + OPENED.length)
      state = 'rows'
    }
  }
  const readRows = () => {
    const until = rest.lastIndexOf(ROW_END) + ROW_END.length
    if (until < ROW_END.length) {
      if (rest.length > MOST_HEAD_BYTES) goStrict()
      return
    }
    if (!isUtf8(rest.subarray(0, until))) throw new UnreadableFile('damaged', { part: 'encoding' })
    let at = 0
    while ((at = feedPlainRows(cells, texts, rest, at, until)) < until) {
      const end = endOfRow(rest, at, until)
      if (end < 0) break
      const row = xmlScanner(cellListener(cells))
      row.push(rest.subarray(at, end))
      row.end()
      at = end
    }
    rest = rest.subarray(at)
    // So far everything was rows: the strict scanner can go on from here.
    if (at < until) goStrict()
  }
  return {
    push(bytes: Buffer) {
      if (state === 'strict') {
        strict.push(bytes)
        return
      }
      rest = joined(rest, bytes)
      if (state === 'head') readHead()
      if (state === 'rows') readRows()
    },
    end() {
      if (state !== 'strict') goStrict()
      strict.end()
    },
  }
}

/** One past a row of any form that begins at a place; -1 where none does, or where a comment may hide its end. */
function endOfRow(bytes: Buffer, from: number, until: number): number {
  const head = bytes.toString('latin1', from, from + ROW_OPEN.length + 1)
  if (!head.startsWith(ROW_OPEN) || head.charCodeAt(ROW_OPEN.length) > GREATER) return -1
  const end = bytes.indexOf(ROW_END, from) + ROW_END.length
  if (end < from + ROW_END.length || end > until) return -1
  const row = bytes.subarray(from, end)
  return row.includes('<!') || row.includes('<?') ? -1 : end
}

/** Merged ranges stand behind the rows. */
function mergedRanges(bytes: Buffer): readonly MergedRange[] {
  const end = bytes.lastIndexOf('</sheetData>')
  const tail = end < 0 ? -1 : bytes.indexOf('mergeCells', end)
  if (tail < 0) return []
  const { listener, ranges } = mergeListener()
  try {
    const scanner = xmlScanner(listener)
    scanner.push(Buffer.from(`<worksheet>${OPENED}`))
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
