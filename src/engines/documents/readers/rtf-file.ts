import type { DocumentPart } from '../document-reading.ts'
import { markUnread, textParts, type Walk, type WalkedFile, wholeBytes } from '../walk.ts'
import { rtfText } from './rtf-text.ts'

export async function* readRtfFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const { text, hasPicture, hasObject } = rtfText(await wholeBytes(walk, file))
  yield* textParts(walk, file.path, text)
  if (hasPicture) markUnread(walk, file.path, 'picture')
  if (hasObject) markUnread(walk, file.path, 'unknown_type')
}
