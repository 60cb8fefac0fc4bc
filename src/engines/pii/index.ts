/**
 * 個人情報の検出: personal information of Japanese texts and tables. Pure computing: no database, no clock, no network.
 * A finding tells type, place and reasons, and never carries the value; hashes of values are keyed.
 * Stands on: engines/text, engines/documents. Used by: the kernel's vault, mail gate, incidents, print checks, command line.
 */
export { detectText } from './detect-text.ts'
export { detectFile } from './files/detect-file.ts'
export { type DetectedParts, detectParts } from './files/detect-parts.ts'
export { FILE_STATUSES, type FileReport, fileReport, type FileStatus } from './files/file-report.ts'
export {
  type Finding,
  isSpecialCare,
  PII_TYPES,
  type PiiType,
  type Reason,
  SPECIAL_CARE_CLASSES,
  type SpecialCareClass,
} from './finding.ts'
export { type HashedValue, hashValues } from './hash-values.ts'
export type { NameSpan, NameTagger } from './names/name-tagger.ts'
export type { DetectTextOptions, WordLists } from './options.ts'
export { FILTER_BLOCK, filterOf, filterSize, mayBeIn, type PrintFilter } from './rows/print-filter.ts'
export { collectDigests, printDigests, printRows, type RowDigests, type RowPrints } from './rows/row-prints.ts'
export type { ColumnFinding, Grid, GridCell, PersonCount, TableReport } from './table-report.ts'
export { detectTable } from './tables/detect-table.ts'
