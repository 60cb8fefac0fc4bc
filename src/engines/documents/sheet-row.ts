/** One row of a sheet, as a person would read it off. Rows come in batches; empty rows are left out. */
export interface SheetRow {
  /** The row's number in the sheet; for text, the line on which it begins. From 1. */
  readonly line: number
  /** From column A on, without trailing empty cells. Days are `YYYY-MM-DD`, numbers without grouping. */
  readonly cells: readonly string[]
  /** Columns (from 0) whose cell shows no value: `#N/A` and the like, or a formula that was never worked out. */
  readonly unsure?: readonly number[]
}

export interface SheetLimits {
  readonly bytes: number
  readonly rows: number
  readonly columns: number
}

export const SHEET_LIMITS: SheetLimits = { bytes: 50 * 1024 * 1024, rows: 1_048_576, columns: 1000 }
