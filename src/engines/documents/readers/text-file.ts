import { csvRows } from '../csv-rows.ts'
import type { DocumentPart } from '../document-reading.ts'
import { decodedText, guessEncoding } from '../text-encoding.ts'
import { sheetLimitsOf, tableParts, textParts, type Walk, type WalkedFile, wholeBytes } from '../walk.ts'

/** Plain text in any encoding of Japanese office life. */
export async function* readTextFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const bytes = await wholeBytes(walk, file)
  if (bytes.length > 0) yield* readPlain(walk, file, bytes)
}

function* readPlain(walk: Walk, file: WalkedFile, bytes: Buffer): Generator<DocumentPart> {
  let kept = ''
  for (const piece of decodedText(bytes, guessEncoding(bytes))) {
    kept += piece.replace(/^\uFEFF/, '')
    const end = kept.lastIndexOf('\n') + 1
    if (end === 0 && kept.length < 200_000) continue
    // A line without end is cut where no letter is cut.
    const cut = end > 0 ? end : kept.length - 1
    yield* textParts(walk, file.path, kept.slice(0, cut))
    kept = kept.slice(cut)
  }
  yield* textParts(walk, file.path, kept)
}

/** Separated values. What is no proper table after all is read as the text that it is. */
export async function* readCsvFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const bytes = await wholeBytes(walk, file)
  const { batches } = csvRows(bytes, sheetLimitsOf(walk))
  const before = walk.unread.length
  if (yield* tableParts(walk, file.path, batches)) return
  // Its text is whole even where its quotes are not; a limit that was reached stays reached.
  if (walk.unread.at(-1)?.reason !== 'damaged') return
  walk.unread.length = before
  yield* readPlain(walk, file, bytes)
}
