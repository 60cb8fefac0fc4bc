import type { PrintTable } from '../print-run.ts'
import type { FieldMeaning } from '../specification.ts'
import { valueInText } from './value-in-text.ts'

/** Columns that may be what was clicked. */
export interface Candidate {
  readonly of: 'record' | 'child'
  readonly columns: readonly number[]
  readonly as: FieldMeaning
}

const MOST_JOINED = 4

/** The value of these columns, joined as it would be printed. */
export const joined = (values: readonly string[], columns: readonly number[]): string =>
  columns
    .map((column) => values[column] ?? '')
    .join('')
    .trim()

/**
 * Every column, and every run of neighbouring columns, whose value for this record stands in the clicked text.
 */
export function candidatesFor(text: string, data: PrintTable, record: number): readonly Candidate[] {
  const { values, children } = data.records[record]!
  const found: Candidate[] = []
  const look = (of: Candidate['of'], row: readonly string[], columns: readonly number[]) => {
    for (const { as } of valueInText(text, joined(row, columns))) {
      const isKnown = found.some((each) => each.of === of && each.as === as && each.columns.join() === columns.join())
      if (!isKnown && (columns.length === 1 || as === 'text')) found.push({ of, columns, as })
    }
  }
  for (let first = 0; first < values.length; first++) {
    if ((values[first] ?? '').trim() === '') continue
    for (let count = 1; count <= MOST_JOINED && first + count <= values.length; count++) {
      const columns = Array.from({ length: count }, (_, i) => first + i)
      look('record', values, columns)
    }
  }
  for (const child of children)
    for (let column = 0; column < data.childColumns.length; column++) look('child', child, [column])
  return found
}
