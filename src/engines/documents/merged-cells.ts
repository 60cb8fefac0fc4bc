import { columnOf } from './sheet-cells.ts'
import type { SheetRow } from './sheet-row.ts'
import type { XmlListener } from './xml-scanner.ts'

/** Lines from 1, columns from 0, both ends inclusive. */
export interface MergedRange {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** Heads stand in the first lines, and are merged over a few columns or lines; a title over all of them is no head. */
const [HEAD_LINES, MOST_COLUMNS, MOST_LINES] = [20, 8, 4]

export function mergeListener(): { listener: XmlListener; ranges: MergedRange[] } {
  const ranges: MergedRange[] = []
  const listener: XmlListener = {
    open(name, attribute) {
      if (name !== 'mergeCell') return
      const range = rangeOf(attribute('ref') ?? '')
      if (
        range &&
        range.top <= HEAD_LINES &&
        range.right - range.left < MOST_COLUMNS &&
        range.bottom - range.top < MOST_LINES
      )
        ranges.push(range)
    },
    close: () => undefined,
    text: () => undefined,
  }
  return { listener, ranges }
}

function rangeOf(reference: string): MergedRange | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!match) return undefined
  const [, left, top, right, bottom] = match
  return { top: Number(top), bottom: Number(bottom), left: columnOf(left!), right: columnOf(right!) }
}

/** Shows the value of a merged range in each of its cells, where the rows are there. */
export function fillMerges(rows: SheetRow[], ranges: readonly MergedRange[]): SheetRow[] {
  if (ranges.length === 0 || rows.length === 0 || rows[0]!.line > HEAD_LINES + MOST_LINES) return rows
  const byLine = new Map(rows.map((row) => [row.line, [...row.cells]]))
  for (const { top, bottom, left, right } of ranges) {
    const value = byLine.get(top)?.[left]
    if (value === undefined || value === '') continue
    for (let line = top; line <= bottom; line++) {
      const cells = byLine.get(line)
      if (!cells) continue
      while (cells.length <= right) cells.push('')
      for (let column = left; column <= right; column++) if (cells[column] === '') cells[column] = value
    }
  }
  return rows.map((row) => ({ ...row, cells: byLine.get(row.line)! }))
}
