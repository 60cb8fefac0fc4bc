/**
 * 表の取り込みと書き出し: typed imports with a dry run, errors in place, and exports of every list.
 * Stands on: db, ledger, engines/documents. Used by: people, obligations, and every module with a list.
 */
export { addressCell, choiceCell, dayCell, integerCell, textCell } from './cell-parsers.ts'
export {
  type CellFacts,
  type CellParser,
  type CellReading,
  defineImport,
  type ImportColumn,
  type ImportDefinition,
  type RowFault,
  type RowOf,
} from './define-import.ts'
export { sheetEvents, sheetExportEvents } from './events.ts'
export { bindExport, exportList, type ListSheet } from './export-list.ts'
export { applyImport, type ApplyOptions, type ImportTarget } from './operations/apply-import.ts'
export { type ImportComparison, previewImport, type PreviewOptions } from './operations/preview-import.ts'
export {
  EXPORT_FORMATS,
  type ExportFormat,
  type ImportMapping,
  type ImportPreview,
  type ImportReceipt,
  ROW_CHANGES,
  type RowChange,
} from './contract.ts'
export { HEADER_MATCHES } from './rules/guess-header.ts'
export {
  CELL_ERRORS,
  cellErrorWords,
  headerMatchWords,
  rowChangeWords,
  sheetEventWords,
  sheetExportEventWords,
} from './words.ts'
export { dayValue, type ExportColumn, instantCell, writeCsv, writeXlsx } from './write-sheets.ts'
export type { CellValue } from '../../engines/documents/index.ts'
