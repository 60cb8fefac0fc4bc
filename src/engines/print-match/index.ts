/**
 * 印刷照合: reads a print run page by page and says of every sheet and every record whether it is right, and what went
 * wrong where it is not. Pure computing: PDF and data in, verdicts out; pages are read in threads of its own.
 */
export { CANNOT_VERIFY_REASONS, CannotVerify, type CannotVerifyReason } from './cannot-verify.ts'
export type { PrintFiles, PrintPdf, PrintProgress, PrintRecord, PrintRun, PrintTable } from './print-run.ts'
export { dataShapeApart, openPrintData, type PrintDataApart, readPrintDataApart } from './apart/print-data-apart.ts'
export { readRun, verifyApart, VERIFY_LIMITS } from './apart/verify-apart.ts'
export {
  Area,
  CODE_FORMATS,
  FIELD_MEANINGS,
  PAGE_ORDERS,
  PrintData,
  PrintField,
  PrintPage,
  PrintSpecification,
  printSpecificationSchema,
} from './specification.ts'
export {
  compareMappings,
  MAPPING_DIFFERENCES,
  type MappingDifference,
  type MappingDifferenceKind,
} from './compare-mappings.ts'
export { generateTestData, type HardCase, type TestDataOptions } from './generate-test-data.ts'
export { sheetsOfTestData } from './test-data-sheets.ts'
export { openPreviewDesk, type PreviewDesk, type PreviewDeskOptions } from './preview-desk.ts'
export { openPreview, PREVIEW_LIMITS, type PreviewLimits, type PrintPreview } from './print-preview.ts'
export type { PrintedWord } from './reading/preview-messages.ts'
export { type PrintSample, readSample, type SamplePage } from './proposing/print-sample.ts'
export type { FieldSighting } from './proposing/field-sighting.ts'
export { type FieldProposal, proposeFields } from './proposing/propose-fields.ts'
export { proposeMarks } from './proposing/propose-marks.ts'
export { proposeDataShape } from './proposing/propose-data-shape.ts'
export { type DataFile, dataFileCount, readPrintData } from './read-print-data.ts'
export { codesOfPhoto } from './reading/codes.ts'
export { judgeCodes } from './matching/photo-codes.ts'
export { isSideLegible, judgePhoto, PHOTO_VERDICTS, type PhotoVerdict } from './matching/photo-side.ts'
export { readPhoto } from './read-photo.ts'
export type { ReadCode } from './reading/page-content.ts'
export { type DifferingField, differingFields, type LookedSide } from './sheet-fields.ts'
export { readSpecification, specificationTooLong } from './specification-file.ts'
export { meaningOf } from './values/normalise.ts'
export { verifyPrint } from './verify-print.ts'
export { cannotVerifyText, cannotVerifyWords } from './words/cannot-verify-words.ts'
export { diagnosisWords } from './words/diagnosis-words.ts'
export { mismatchWords } from './words/mismatch-words.ts'
export { areaWords } from './words/setting-words.ts'
export {
  type Diagnosis,
  DIAGNOSIS_KINDS,
  type DiagnosisKind,
  type Mismatch,
  MISMATCH_KINDS,
  type MismatchKind,
  type PrintSummary,
  SHEET_STATES,
  type SheetSpan,
  type SheetState,
  type SheetVerdict,
  type Side,
} from './verdict.ts'
