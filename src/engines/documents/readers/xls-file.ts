import type { DocumentPart } from '../document-reading.ts'
import { bytesOf } from '../byte-source.ts'
import { withoutCodes } from '../header-codes.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { markUnread, tableParts, textParts, type Walk, wholeBytes } from '../walk.ts'
import { biffSheet } from './biff-sheet.ts'
import { biffWorkbook } from './biff-workbook.ts'
import type { OldDocument } from './old-office.ts'
import { openedOffice } from './office-password.ts'

/** A workbook of Excel 97 to 2003 (BIFF8), its hidden sheets, comments, headers and names. */
export async function* readXls(
  walk: Walk,
  { file, streams }: OldDocument,
): AsyncGenerator<DocumentPart, readonly string[]> {
  const stream = streams.get('workbook') ?? streams.get('book')
  if (!stream) return []
  const bytes = stream.bytes()
  const book = biffWorkbook(bytes)
  if (book.isEncrypted) {
    const opened = await openedOffice(await wholeBytes(walk, file), walk.passwords)
    // One more layer of the same file; what stays encrypted then is.
    if (file.wasEncrypted) throw new UnreadableFile('encrypted')
    yield* walk.inner({ ...file, source: bytesOf(opened), depth: file.depth + 1, wasEncrypted: true })
    return [...streams.keys()]
  }
  for (const { name, isHidden, at, isGrid } of book.sheets) {
    if (!isGrid) markUnread(walk, [...file.path, name], 'unknown_type')
    const path = [...file.path, name]
    const sheet = biffSheet(bytes, at, book, walk.limits.columns)
    yield* tableParts(walk, path, sheet.batches, isHidden ? 'hidden' : undefined)
    yield* textParts(walk, path, sheet.headers.map(withoutCodes).join('\n'), 'header')
    yield* textParts(walk, path, sheet.comments.join('\n'), 'comment')
    yield* textParts(walk, path, sheet.others.join('\n'), 'hidden')
    if (sheet.hasPicture()) markUnread(walk, path, 'picture')
  }
  yield* textParts(walk, file.path, book.names.join('\n'), 'property')
  if (book.hasPicture) markUnread(walk, file.path, 'picture')
  return ['workbook', 'book']
}
