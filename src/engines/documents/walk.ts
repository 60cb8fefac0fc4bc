import { buffer } from 'node:stream/consumers'
import type { ByteSource } from './byte-source.ts'
import {
  type DocumentLimits,
  type DocumentPart,
  type DocumentType,
  type FoundFile,
  type PartNote,
  type TablePart,
  TEXT_PART_UNITS,
  type TextPart,
  type UnreadPart,
} from './document-reading.ts'
import type { PictureDesk } from './pictures/show-picture.ts'
import type { SheetLimits, SheetRow } from './sheet-row.ts'
import { UnreadableFile } from './unreadable-file.ts'
import type { UnreadDocumentReason } from './unread-document-reason.ts'
import type { ZipBudget, ZipLimits } from './zip-entries.ts'

/** One file of the walk through a document. */
export interface WalkedFile {
  readonly path: readonly string[]
  readonly source: ByteSource
  /** The outermost file has 1. */
  readonly depth: number
  readonly wasEncrypted: boolean
  /** Where what holds it says for sure what it is: the body of a mail. */
  readonly type?: DocumentType
}

/** What the readers of one document share. */
export interface Walk {
  readonly limits: DocumentLimits
  readonly passwords: readonly string[]
  readonly unread: UnreadPart[]
  readonly files: FoundFile[]
  /** What is left of the limits. */
  readonly budget: ZipBudget
  readonly left: { rows: number; pages: number; textUnits: number }
  readonly pictures: PictureDesk
  /** Reads a file that was found in another one, whatever it is. It does not throw. */
  inner(file: WalkedFile): AsyncGenerator<DocumentPart>
}

/** Reads a file of one type. What it throws is the reason why the rest of this file is unread. */
export type PartReader = (walk: Walk, file: WalkedFile) => AsyncGenerator<DocumentPart>

/** Readers by type; `readFile` chooses. */
export type PartReaders = Partial<Record<DocumentType, PartReader>>

const MOST_UNREAD = 10_000

export function markUnread(walk: Walk, path: readonly string[], reason: UnreadDocumentReason): void {
  const isKnown = walk.unread
    .slice(-50)
    .some((one) => one.reason === reason && one.path.length === path.length && one.path.at(-1) === path.at(-1))
  if (!isKnown && walk.unread.length < MOST_UNREAD) walk.unread.push({ path, reason })
}

/** Why a reader gave up, in the words of a reading. Whatever a library throws over hostile bytes is `damaged`. */
export function reasonOf(cause: unknown): UnreadDocumentReason {
  if (!(cause instanceof UnreadableFile)) return 'damaged'
  switch (cause.reason) {
    case 'not_a_sheet':
    case 'old_excel':
      return 'unknown_type'
    case 'no_such_sheet':
    case 'no_rows':
      return 'damaged'
    default:
      return cause.reason
  }
}

/** A text, in parts of at most {@link TEXT_PART_UNITS} units, cut at line breaks where there are any. */
export function* textParts(
  walk: Walk,
  path: readonly string[],
  text: string,
  note?: PartNote,
): Generator<TextPart, void> {
  if (text.trim() === '') return
  walk.left.textUnits -= text.length
  if (walk.left.textUnits < 0) throw new UnreadableFile('too_large', { part: 'text' })
  for (let at = 0; at < text.length;) {
    let until = Math.min(at + TEXT_PART_UNITS, text.length)
    if (until < text.length) {
      const line = text.lastIndexOf('\n', until)
      if (line > at) until = line + 1
      else if (isHighSurrogate(text.charCodeAt(until - 1))) until--
    }
    yield { kind: 'text', path, ...(note && { note }), text: text.slice(at, until) }
    at = until
  }
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff

/**
 * A table whose rows come from a reader. What the consumer leaves is read on, so that nothing goes unread silently; a
 * reader that gives up in the middle ends the rows and is told in `unread`.
 */
export async function* tableParts(
  walk: Walk,
  path: readonly string[],
  batches: AsyncIterable<readonly SheetRow[]> | Iterable<readonly SheetRow[]>,
  note?: PartNote,
): AsyncGenerator<TablePart, boolean> {
  let isWhole = false
  async function* guarded(): AsyncGenerator<readonly SheetRow[]> {
    try {
      for await (const batch of batches) {
        walk.left.rows -= batch.length
        if (walk.left.rows < 0) throw new UnreadableFile('too_many_rows', { limit: walk.limits.rows })
        yield batch
      }
      isWhole = true
    } catch (cause) {
      markUnread(walk, path, reasonOf(cause))
    }
  }
  const rows = guarded()
  // A consumer that stops early must not end the reader: it only stops listening.
  const shared: AsyncIterable<readonly SheetRow[]> = { [Symbol.asyncIterator]: () => ({ next: () => rows.next() }) }
  yield { kind: 'table', path, ...(note && { note }), rows: shared }
  while (!(await rows.next()).done);
  return isWhole
}

export const sheetLimitsOf = ({ limits }: Walk): SheetLimits => ({
  bytes: limits.totalBytes,
  rows: limits.rows,
  columns: limits.columns,
})

export const zipLimitsOf = ({ limits }: Walk): ZipLimits => limits

/** The whole content in memory. @throws UnreadableFile `too_large` */
export async function wholeBytes(walk: Walk, { source }: WalkedFile): Promise<Buffer> {
  if (source.byteCount > walk.limits.nestedBytes)
    throw new UnreadableFile('too_large', { limitBytes: walk.limits.nestedBytes })
  return buffer(source.open({ from: 0, until: source.byteCount }))
}
