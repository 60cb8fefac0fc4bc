import { UnreadableFile } from '../unreadable-file.ts'
import type { UnreadDocumentReason } from '../unread-document-reason.ts'
import { drawPicture, type DrawnPicture } from './draw-picture.ts'
import type { PhotoDetails } from './photo-details.ts'
import { pictureSize } from './picture-size.ts'

/** Which pictures of a document to draw. */
export interface PicturesWanted {
  /** From 0, in the order of the document; pages of a PDF count as pictures. */
  readonly from: number
  readonly most: number
}

/** One picture or page, drawn anew, or why it is not. */
export interface ShownPicture {
  /** From 0, among all of the document. */
  readonly at: number
  /** As of a part; a page ends with `p.1`. */
  readonly path: readonly string[]
  readonly width: number
  readonly height: number
  /** A JPEG in base64; absent where it was not drawn. */
  readonly jpeg?: string
  readonly refused?: UnreadDocumentReason
}

/** A picture that says more than it shows. */
export interface FoundPhoto {
  readonly path: readonly string[]
  /** Where it was taken. */
  readonly hasPlace: boolean
}

/** The pictures of one document, while it is read. */
export interface PictureDesk {
  readonly wanted: PicturesWanted | undefined
  readonly shown: ShownPicture[]
  readonly photos: FoundPhoto[]
  /** How many were met so far. */
  count: number
  /** Spent on drawing; in ms. */
  spent: number
}

/** A picture of 6,000 × 4,000 takes its decoder four fifths of what a reader of documents may have. */
export const MOST_PIXELS = 24_500_000
/** After that, the rest waits until somebody asks for it. */
const ENOUGH_MS = 6000
const MOST_PHOTOS = 1000

export const newPictureDesk = (wanted: PicturesWanted | undefined): PictureDesk => ({
  wanted,
  shown: [],
  photos: [],
  count: 0,
  spent: 0,
})

/**
 * Meets a picture, and draws it where somebody wants to see it.
 * @param draw what it throws is the reason why it is not shown
 */
export function meetPicture(desk: PictureDesk, path: readonly string[], draw: () => DrawnPicture): void {
  const at = desk.count++
  const { wanted, shown } = desk
  if (!wanted || at < wanted.from || at >= wanted.from + wanted.most) return
  // Those behind one that waits wait too: who goes on asks from there.
  if (shown.length > 0 && desk.spent > ENOUGH_MS) return
  const begin = performance.now()
  try {
    const { width, height, jpeg } = draw()
    shown.push({ at, path, width, height, jpeg: Buffer.from(jpeg).toString('base64') })
  } catch (cause) {
    shown.push({ at, path, width: 0, height: 0, refused: refusalOf(cause) })
  }
  desk.spent += performance.now() - begin
}

const refusalOf = (cause: unknown): UnreadDocumentReason => {
  if (cause instanceof UnknownPicture) return 'unknown_type'
  return cause instanceof UnreadableFile && cause.reason === 'too_large' ? 'too_large' : 'damaged'
}

/** A picture of a format that nobody here draws: HEIC, Windows metafiles, Photoshop. */
class UnknownPicture extends Error {}

/** @throws UnreadableFile `too_large`; UnknownPicture; and what the decoder throws */
export function drawnSmall(bytes: Buffer, { orientation }: PhotoDetails): DrawnPicture {
  const size = pictureSize(bytes)
  if (!size) throw new UnknownPicture()
  if (size.width * size.height > MOST_PIXELS) throw new UnreadableFile('too_large', { part: 'picture' })
  return drawPicture(bytes, orientation)
}

export function notePhoto(desk: PictureDesk, path: readonly string[], { lines, hasPlace }: PhotoDetails): void {
  if (lines.length > 0 && desk.photos.length < MOST_PHOTOS) desk.photos.push({ path, hasPlace })
}
