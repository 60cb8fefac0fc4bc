import type { IsoDate } from '../../base/clock.ts'

/** A value of a cell to write. Text stays text: a staff number keeps its zeros, a name that begins with `=` is no formula. */
export type CellValue = string | number | boolean | null | undefined | { readonly day: IsoDate }

/** A table to write: the heads, then rows of as many values. */
export interface SheetTable {
  readonly headers: readonly string[]
  readonly rows: AsyncIterable<readonly CellValue[]> | Iterable<readonly CellValue[]>
}
