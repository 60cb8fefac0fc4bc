import {
  csvRows,
  type SheetLimits,
  SHEET_LIMITS,
  type SheetRow,
  UnreadableFile,
  xlsxRows,
} from '../../engines/documents/index.ts'
import { Refusal } from '../../base/refusal.ts'
import type { ImportPreview } from './contract.ts'

export interface OpenSheet {
  readonly source: ImportPreview['source']
  readonly batches: AsyncIterable<readonly SheetRow[]>
}

/**
 * Opens a table in any form that is taken: xlsx by its first bytes, anything else as text. What the reader gives up on
 * becomes a refusal with words, here and while the rows are read.
 * @throws Refusal `file_…`
 */
export async function openSheet(
  bytes: Uint8Array,
  sheet?: string,
  limits: SheetLimits = SHEET_LIMITS,
): Promise<OpenSheet> {
  try {
    if (startsWith(bytes, OLE)) throw new UnreadableFile(isEncryptedPackage(bytes) ? 'encrypted' : 'old_excel')
    if (!startsWith(bytes, ZIP)) {
      const { batches, encoding, delimiter } = csvRows(bytes, limits)
      return { source: { kind: 'csv', encoding, delimiter }, batches: refusing(batches) }
    }
    const read = await xlsxRows(bytes, { limits, ...(sheet !== undefined && { sheet }) })
    return { source: { kind: 'xlsx', sheet: read.sheet, sheets: [...read.sheets] }, batches: refusing(read.batches) }
  } catch (cause) {
    throw refusalOf(cause)
  }
}

async function* refusing<T>(batches: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* batches
  } catch (cause) {
    throw refusalOf(cause)
  }
}

function refusalOf(cause: unknown): unknown {
  if (!(cause instanceof UnreadableFile)) return cause
  return new Refusal(cause.reason === 'too_large' ? 'sheet_too_large' : `file_${cause.reason}`, cause.facts)
}

const ZIP = [0x50, 0x4b, 3, 4]
const OLE = [0xd0, 0xcf, 0x11, 0xe0]
const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte)
const isEncryptedPackage = (bytes: Uint8Array) =>
  Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
