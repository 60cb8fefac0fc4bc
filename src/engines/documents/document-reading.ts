import type { FoundPhoto, PicturesWanted, ShownPicture } from './pictures/show-picture.ts'
import type { SheetRow } from './sheet-row.ts'
import type { UnreadDocumentReason } from './unread-document-reason.ts'

/** What a file is by its content, whatever it is called. */
export const DOCUMENT_TYPES = [
  'zip',
  'xlsx',
  'docx',
  'pptx',
  'xls',
  'doc',
  'ppt',
  'pdf',
  'csv',
  'text',
  'html',
  'rtf',
  'eml',
  'msg',
  'tnef',
  'gzip',
  'archive', // 7z, rar, lzh, tar and others that nobody here opens
  'picture',
  'unknown',
] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

/** Where in its document a part stands, when that is not the plain page, sheet or slide. */
export const PART_NOTES = [
  'hidden', // a sheet, row, column, slide or text that the program does not show
  'comment',
  'header', // header and footer, of pages or sheets
  'notes', // the speaker's notes of a slide
  'property', // author, company, title, custom properties, defined names
  'name', // names of files and folders in an archive: personal more often than not
] as const
export type PartNote = (typeof PART_NOTES)[number]

interface PartPlace {
  /** From the file inwards: `['a.zip', '名簿.xlsx', 'シート1']`. The first is the file's own name, `''` where it has none. */
  readonly path: readonly string[]
  readonly note?: PartNote
}

/** Running text, at most {@link TEXT_PART_UNITS} units; a longer one comes as several parts of one path, cut at a line. */
export interface TextPart extends PartPlace {
  readonly kind: 'text'
  readonly text: string
}

/** A grid, row by row. Merged cells of the first lines are filled, since heads are merged more often than not. */
export interface TablePart extends PartPlace {
  readonly kind: 'table'
  /** Batches of rows, once. What the consumer leaves is read on before the next part comes. */
  readonly rows: AsyncIterable<readonly SheetRow[]>
}

export type DocumentPart = TextPart | TablePart

export const TEXT_PART_UNITS = 262_144

/** Something in a document that nobody has looked at. While there is one, the document is never clean. */
export interface UnreadPart {
  /** As in {@link DocumentPart}; of length 1: the file itself, or something in it that has no name. */
  readonly path: readonly string[]
  readonly reason: UnreadDocumentReason
}

/** A file that was met: the one asked for, then each file in it, the outer before the inner. */
export interface FoundFile {
  readonly path: readonly string[]
  readonly type: DocumentType
  readonly byteCount: number
  /** For lineage. Of an archive's member also where it could be read by nobody, unless it is encrypted or damaged. */
  readonly sha256: string
  /** Its name claims another type than its bytes have. */
  readonly hasWrongName: boolean
  /** It was encrypted, and one of the passwords opened it. */
  readonly wasEncrypted: boolean
}

export interface DocumentReading {
  /** Once. It never throws over hostile bytes: what could not be read is in `unread`, and reading goes on behind it. */
  readonly parts: AsyncIterable<DocumentPart>
  /** Whole when `parts` has ended; until then it holds `not_finished`, so that half a reading is never taken for a whole. */
  readonly unread: readonly UnreadPart[]
  /** Whole when `parts` has ended. */
  readonly files: readonly FoundFile[]
  /** Those that were asked for, drawn anew. Whole when `parts` has ended. */
  readonly pictures: readonly ShownPicture[]
  /** Of pictures and pages together, drawn or not. Whole when `parts` has ended. */
  readonly pictureCount: number
  /** Pictures that say who took them, when or where. Whole when `parts` has ended. */
  readonly photos: readonly FoundPhoto[]
}

export interface DocumentLimits {
  /** Of all members together, unpacked, as counted; an archive's claims are not believed. */
  readonly totalBytes: number
  /** Unpacked to packed size of a member, beyond the first MiB. */
  readonly ratio: number
  readonly members: number
  /** Files within files; the outermost is 1. */
  readonly depth: number
  /** A file within a file is held in memory while it is read. */
  readonly nestedBytes: number
  readonly rows: number
  readonly columns: number
  readonly pages: number
  /** Of all text together, in UTF-16 units. */
  readonly textUnits: number
}

export interface ReadOptions {
  /** For the path and for the comparison with the content; the type never depends on it. */
  readonly name?: string
  readonly limits?: Partial<DocumentLimits>
  /** Escrowed passwords, each tried on whatever is encrypted. */
  readonly passwords?: readonly string[]
  /** Left out: none is drawn. */
  readonly pictures?: PicturesWanted
}

export const DOCUMENT_LIMITS: DocumentLimits = {
  totalBytes: 512 * 1024 * 1024,
  ratio: 100,
  members: 10_000,
  depth: 6,
  nestedBytes: 128 * 1024 * 1024,
  rows: 1_048_576,
  columns: 16_384,
  pages: 5_000,
  textUnits: 256 * 1024 * 1024,
}
