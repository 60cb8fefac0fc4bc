import { SHEET_LIMITS, type SheetLimits, type SheetRow } from './sheet-row.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { readWorkbook, type SheetInfo } from './xlsx-workbook.ts'
import { sheetBatches } from './sheet-scan.ts'
import { ZIP_LIMITS, type ZipLimits, zipMembers } from './zip-entries.ts'

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
    return { sheets, sheet: chosen.name, batches: sheetBatches(chosen.member, book, { limits }) }
  }
  for (const { name, visibility, member } of book.sheets) {
    if (visibility !== 'visible') continue
    const batches = sheetBatches(member, book, { limits })
    const first = await batches.next()
    if (!first.done) return { sheets, sheet: name, batches: resumed(first.value, batches) }
  }
  throw new UnreadableFile('no_rows')
}

async function* resumed<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}
