import type { PrintedWord } from '../reading/preview-messages.ts'

/** Where a proposed field was found, on a page of the sample. */
export interface FieldSighting {
  /** From 0. */
  readonly page: number
  readonly record: number
  /** Which child of the record. */
  readonly child?: number
  readonly box: PrintedWord['box']
}
