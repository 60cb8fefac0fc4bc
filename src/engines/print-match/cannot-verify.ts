/** Why a run could not be verified at all. None of these is ever "right". */
export const CANNOT_VERIFY_REASONS = [
  'specification_not_yaml',
  'specification_wrong',
  'page_without_field',
  'data_files_many',
  'data_unreadable',
  'column_missing',
  'column_twice',
  'key_empty',
  'row_unsure',
  'key_twice',
  'child_without_record',
  'no_records',
  'file_kind_unknown',
  'tiff_unreadable',
  'tiff_page_unreadable',
  'pdf_encrypted',
  'pdf_damaged',
  'pdf_too_large',
  'pdf_empty',
  'page_damaged',
  'page_not_drawn',
  'page_count_odd',
  'field_outside_page',
  'specification_does_not_fit',
  'reader_stopped',
  'cancelled',
] as const
export type CannotVerifyReason = (typeof CANNOT_VERIFY_REASONS)[number]

/**
 * The verification could not be done; the sentence names page, row or field, and what to put right.
 * @param facts names of files, columns and fields, and numbers; never a value of the data
 */
export class CannotVerify extends Error {
  readonly reason: CannotVerifyReason
  readonly facts: Readonly<Record<string, string | number>>
  constructor(reason: CannotVerifyReason, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${reason} ${JSON.stringify(facts)}`, { cause })
    this.name = 'CannotVerify'
    this.reason = reason
    this.facts = facts
  }
}
