import type { DocumentPart } from '../document-reading.ts'
import { photoDetails } from '../pictures/photo-details.ts'
import { drawnSmall, meetPicture, notePhoto } from '../pictures/show-picture.ts'
import { markUnread, textParts, type Walk, type WalkedFile, wholeBytes } from '../walk.ts'

/** A picture: what it says besides what it shows is text; what it shows nobody has read. */
export async function* readPictureFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  markUnread(walk, file.path, 'picture')
  yield* pictureParts(walk, file.path, await wholeBytes(walk, file))
}

/** The same for one that stands in a document, which is marked as unread by who reads the document. */
export function* pictureParts(walk: Walk, path: readonly string[], bytes: Buffer): Generator<DocumentPart, void> {
  const details = photoDetails(bytes)
  notePhoto(walk.pictures, path, details)
  meetPicture(walk.pictures, path, () => drawnSmall(bytes, details))
  yield* textParts(walk, path, details.lines.join('\n'), 'property')
}
