import { generateTestData, readSpecification } from '../../../engines/print-match/index.ts'
import { CHILD_COLUMNS, type Household, NOTICE_COLUMNS, NOTICE_SPECIFICATION, rowsOf } from './notice.ts'

/** The data of a run as a CSV file. */
export function noticeCsv(households: readonly Household[]): Buffer {
  const rows = [[...NOTICE_COLUMNS, ...CHILD_COLUMNS], ...households.flatMap(rowsOf)]
  return Buffer.from(rows.map((row) => `${row.join(',')}\r\n`).join(''))
}

/** What the product's own generator asks of the settings: longest names, rare characters, one to nine children. */
export const testHouseholds = (): Household[] =>
  generateTestData(readSpecification(NOTICE_SPECIFICATION)).records.map(({ values, children }) => ({
    values,
    children,
  }))
