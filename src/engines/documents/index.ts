/** Office files and text tables, read from strangers and written for them. Pure computing: bytes in, rows out. */
export { type ByteSource, bytesOf } from './byte-source.ts'
export { csvRows, type CsvRows, type Delimiter, DELIMITERS } from './csv-rows.ts'
export { csvBytes, type CsvOptions, NotInEncoding } from './csv-writer.ts'
export {
  hashMembers,
  type MemberHash,
  type MemberHashes,
  type MemberLimits,
  type UnreadMember,
} from './hash-members.ts'
export { SHEET_LIMITS, type SheetLimits, type SheetRow } from './sheet-row.ts'
export type { CellValue, SheetTable } from './sheet-table.ts'
export { TEXT_ENCODINGS, type TextEncoding } from './text-encoding.ts'
export { UNREADABLE_REASONS, UnreadableFile, type UnreadableReason } from './unreadable-file.ts'
export { xlsxRows, type XlsxOptions, type XlsxRows } from './xlsx-rows.ts'
export type { SheetInfo } from './xlsx-workbook.ts'
export { xlsxBytes } from './xlsx-writer.ts'
export { type XmlListener, xmlScanner } from './xml-scanner.ts'
export { ZIP_LIMITS, type ZipLimits, type ZipMember, zipMembers } from './zip-entries.ts'
