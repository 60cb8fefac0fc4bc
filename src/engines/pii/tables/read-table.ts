import type { PiiType } from '../finding.ts'
import type { Grid } from '../table-report.ts'
import { careOfCell } from './care-of-cell.ts'
import { cellText } from './cell-text.ts'
import { fit } from './cell-values.ts'
import type { Section } from './find-sections.ts'
import type { FoundCells } from './found-cells.ts'
import type { NameKnowledge } from './name-likeness.ts'
import { type PersonColumns, personColumns } from './person-columns.ts'
import type { PersonTally } from './person-tally.ts'
import { personsInCell } from './persons-in-cell.ts'
import { isNoName, personsOfRow } from './persons-of-row.ts'
import { type TypedColumn, typeColumns } from './type-columns.ts'

/** Values that decide what a column is. */
const SAMPLE = 300
const TOTAL =
  /^(?:合計|小計|総計|累計|計|平均|総数|合計人数|人数合計|件数|以上|以下余白|※.*|注[)）:].*|total|subtotal|sum)$/i

/** Types the columns of a section, and gives its persons to the tally. */
export function readTable(
  grid: Grid,
  section: Section,
  knowledge: NameKnowledge,
  tally: PersonTally,
  cells: FoundCells,
): TypedColumn[] {
  const columns = typeColumns(samplesOf(grid, section), section.headings, knowledge)
  const persons = personColumns(columns)
  const used = [
    ...new Set([...persons.flatMap(columnsOf), ...columns.flatMap((column, c) => (column.finding ? [c] : []))]),
  ]
  // One for all rows: what is taken out of it are texts.
  const texts: string[] = columns.map(() => '')
  for (let r = section.from; r < section.until; r++) {
    const row = grid[r]!
    if (isNoData(row, section)) continue
    for (const c of used) texts[c] = cellText(row[c])
    for (const person of persons) {
      const { records, beside, unnamedCount } = personsOfRow(person, texts, columns, knowledge)
      for (const record of records) tally.add(record, r)
      beside.forEach((type) => cells.count(type))
      tally.addUnnamed(unnamedCount)
    }
    columns.forEach(({ finding }, c) => {
      if (!finding) return
      if (finding.type.startsWith('SC_')) countCare(finding.type, texts[c]!, cells)
      else if (isCounted(finding.type, texts[c]!)) cells.count(finding.type)
    })
  }
  return columns
}

function isCounted(type: PiiType, text: string): boolean {
  if (text === '') return false
  if (type === 'PERSON') return !isNoName(text) || personsInCell(text).named.some(({ name }) => !isNoName(name))
  return fit(type, text) > 0
}

function countCare(type: PiiType, text: string, cells: FoundCells): void {
  const care = careOfCell(text, type)
  if (!care) return
  cells.count(type)
  if (care.type === type) cells.care(care.class)
}

function columnsOf({ whole, surname, given, reading, attributes }: PersonColumns): number[] {
  return [whole, surname, given, reading, ...attributes.map(({ column }) => column)].filter((c) => c !== undefined)
}

/** A heading once more, a total, an empty row. */
function isNoData(row: Grid[number], { texts, hasHeading }: Section): boolean {
  let filled = 0
  let repeated = 0
  let first = ''
  for (let c = 0; c < row.length; c++) {
    const cell = row[c]
    if (cell === '' || cell === null) continue
    if (filled++ === 0) first = cellText(cell)
    if (hasHeading && typeof cell === 'string' && cell.length < 40 && texts[c] !== '' && cellText(cell) === texts[c])
      repeated++
  }
  return filled === 0 || repeated >= Math.max(1, filled * 0.6) || TOTAL.test(first)
}

/** Filled cells of each column, from the beginning, the middle and the end of a long section. */
function samplesOf(grid: Grid, section: Section): string[][] {
  const size = section.until - section.from
  const step = Math.max(1, Math.floor(size / (2 * SAMPLE)))
  const samples: string[][] = section.headings.map(() => [])
  for (let r = section.from; r < section.until; r += r < section.from + SAMPLE ? 1 : step) {
    if (isNoData(grid[r]!, section)) continue
    grid[r]!.forEach((cell, c) => {
      const values = (samples[c] ??= [])
      if (values.length < 2 * SAMPLE) values.push(cellText(cell))
    })
  }
  return samples
}
