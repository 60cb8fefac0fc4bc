import type { PiiType, Reason, SpecialCareClass } from './finding.ts'

/**
 * How many persons (本人) something is about. The duties to report stand on `max`: an undercount is the costly error.
 * `min` ≤ `best` ≤ `max`.
 */
export interface PersonCount {
  readonly min: number
  readonly best: number
  readonly max: number
}

/** A cell as a reader of sheets gives it: numbers stay numbers, so that lost leading zeros can be known. */
export type GridCell = string | number | boolean | null
export type Grid = readonly (readonly GridCell[])[]

export interface ColumnFinding {
  readonly type: PiiType
  readonly class?: SpecialCareClass
  readonly score: number
  readonly reasons: readonly Reason[]
}

export interface TableReport {
  /** One a column of the grid; null where it holds nothing personal. */
  readonly columns: readonly (ColumnFinding | null)[]
  readonly persons: PersonCount
  /** Filled cells by type, the cells of vertical cards too. */
  readonly counts: Readonly<Partial<Record<PiiType, number>>>
}
