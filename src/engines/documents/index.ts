/**
 * 文書: Office files, text tables and mails, read from strangers and written for them. Pure computing: bytes in, parts out.
 *
 * Two ways to read a file of any kind:
 *
 * - `readDocument(source, { name, limits, passwords })`, in this process. It answers at once with a {@link DocumentReading}:
 *   `parts` is read once, part by part; `unread` and `files` are whole when `parts` has ended. A part is
 *   `{ kind: 'text', path, note?, text }` or `{ kind: 'table', path, note?, rows }`, where `rows` gives batches of
 *   {@link SheetRow}. `path` is the nesting (`['a.zip', '名簿.xlsx', 'シート1']`), `note` says hidden, comment, header,
 *   notes, property or name. Nothing is thrown over hostile bytes.
 * - `openSandbox({ inspector })`, the same in child processes without environment, files, network or credentials, which die
 *   at their limits; for files of strangers. The inspector is a module that runs in the child beside the reader and sees
 *   the parts; only what it answers comes back, with `unread` and `files`.
 *
 * **A file is clean only where `unread` is empty.** What a reader could not look at stands there with its reason; the type
 * is found by content, never by name.
 */
export { type ByteSource, bytesOf } from './byte-source.ts'
export { csvRows, type CsvRows, type Delimiter, DELIMITERS } from './csv-rows.ts'
export { csvBytes, type CsvOptions, NotInEncoding } from './csv-writer.ts'
export {
  DOCUMENT_LIMITS,
  DOCUMENT_TYPES,
  type DocumentLimits,
  type DocumentPart,
  type DocumentReading,
  type DocumentType,
  type FoundFile,
  PART_NOTES,
  type PartNote,
  type ReadOptions,
  TEXT_PART_UNITS,
  type TablePart,
  type TextPart,
  type UnreadPart,
} from './document-reading.ts'
export {
  hashMembers,
  type MemberHash,
  type MemberHashes,
  type MemberLimits,
  type UnreadMember,
} from './hash-members.ts'
export {
  type DocumentInspector,
  type DocumentSandbox,
  type InspectOptions,
  SANDBOX_LIMITS,
  SANDBOX_STATES,
  type SandboxLimits,
  type SandboxOptions,
  type SandboxReading,
  type SandboxState,
} from './sandbox/sandbox-reading.ts'
export { openSandbox } from './sandbox/open-sandbox.ts'
export { type AskOptions, type ConfinedProcess, startConfined } from './sandbox/confined-process.ts'
export { type Frame, jsonOf, receivedFrames, sendFrame } from './sandbox/wire.ts'
export { confinedCommand, sandboxState } from './sandbox/confinement.ts'
export { pdfBytes, type PdfDocumentPlan, type PdfPart } from './pdf-writer.ts'
export { photoDetails } from './pictures/photo-details.ts'
export { type FoundPhoto, type PicturesWanted, type ShownPicture } from './pictures/show-picture.ts'
export { readDocument } from './read-document.ts'
export { SHEET_LIMITS, type SheetLimits, type SheetRow } from './sheet-row.ts'
export type { CellValue, SheetTable } from './sheet-table.ts'
export { TEXT_ENCODINGS, type TextEncoding } from './text-encoding.ts'
export { UNREAD_DOCUMENT_REASONS, type UnreadDocumentReason } from './unread-document-reason.ts'
export { UNREADABLE_REASONS, UnreadableFile, type UnreadableReason } from './unreadable-file.ts'
export { xlsxRows, type XlsxOptions, type XlsxRows } from './xlsx-rows.ts'
export type { SheetInfo } from './xlsx-workbook.ts'
export { xlsxBytes } from './xlsx-writer.ts'
export { type XmlListener, xmlScanner } from './xml-scanner.ts'
export { ZIP_LIMITS, type ZipLimits, type ZipMember, zipMembers } from './zip-entries.ts'
