/** Scores of the table detector on labelled sheets: what the columns hold, and how many persons stand in them. */
import { detectTable, type Grid, type PersonCount } from '../../src/engines/pii/index.ts'

export interface LabelledSheet {
  readonly id: string
  readonly grid: Grid
  readonly persons: number
  /** One a column, null where it is not personal; hard sheets have none. */
  readonly types?: readonly (string | null)[]
}

export interface SheetScore {
  readonly sheetCount: number
  readonly exactCount: number
  /** Within 5 % of the truth, or at it where it is 0. */
  readonly nearCount: number
  /** `max` below the truth: what a duty to report would miss. */
  readonly undercountedCount: number
  readonly errorSum: number
  readonly personSum: number
  readonly columns: { gold: number; found: number; hit: number }
  readonly misses: readonly string[]
}

export function scoreSheets(sheets: readonly LabelledSheet[]): SheetScore {
  const columns = { gold: 0, found: 0, hit: 0 }
  const counted: { readonly id: string; readonly persons: number; readonly got: PersonCount }[] = []
  for (const { id, grid, persons, types } of sheets) {
    const report = detectTable(grid)
    counted.push({ id, persons, got: report.persons })
    types?.forEach((type, c) => {
      const found = report.columns[c]?.type ?? null
      if (type) columns.gold++
      if (found) columns.found++
      if (type && found === type) columns.hit++
    })
  }
  const error = ({ persons, got }: (typeof counted)[number]) => Math.abs(got.best - persons)
  return {
    sheetCount: sheets.length,
    exactCount: counted.filter((one) => error(one) === 0).length,
    nearCount: counted.filter((one) => error(one) <= one.persons * 0.05).length,
    undercountedCount: counted.filter(({ persons, got }) => got.max < persons).length,
    errorSum: counted.reduce((sum, one) => sum + error(one), 0),
    personSum: counted.reduce((sum, { persons }) => sum + persons, 0),
    columns,
    misses: counted
      .filter((one) => error(one) > 0)
      .map(({ id, persons, got }) => `${id} ${persons} → ${JSON.stringify(got)}`),
  }
}
