import { detectText } from '../detect-text.ts'
import type { PiiType, SpecialCareClass } from '../finding.ts'
import type { DetectTextOptions } from '../options.ts'
import type { Grid } from '../table-report.ts'
import { careOfCell } from './care-of-cell.ts'
import { cellText } from './cell-text.ts'
import type { Section } from './find-sections.ts'
import type { FoundCells } from './found-cells.ts'
import { personRecord } from './person-record.ts'
import type { PersonTally } from './person-tally.ts'
import type { TypedColumn } from './type-columns.ts'

/** Letters of the cells of free text that are read; what a sheet holds beyond it is like what came before. */
const READ = 400_000
/** Shorter cells are words, not sentences. */
const SENTENCE = 12

/** Reads the cells of the columns that no type fits (備考, 相談内容): persons and special care in their sentences. */
export function readTexts(
  grid: Grid,
  section: Section,
  columns: readonly TypedColumn[],
  options: DetectTextOptions,
  tally: PersonTally,
  cells: FoundCells,
): void {
  const hasPersons = columns.some(({ finding }) => finding?.type === 'PERSON')
  const free = columns.flatMap(({ finding, heading, isOrganisation }, c) => {
    // 山田 太郎様 090-… 千代田区…: a whole record in a cell that looks like an address at its end.
    const isRecord = !hasPersons && heading === undefined && finding?.type === 'ADDRESS'
    return (finding && !isRecord) || isOrganisation ? [] : [c]
  })
  const read = new Map<string, readonly FoundInCell[]>()
  let letters = 0
  for (let r = section.from; r < section.until && letters < READ; r++) {
    for (const c of free) {
      const cell = grid[r]![c]
      if (typeof cell !== 'string' || cell.length < 2) continue
      letters += cell.length
      let found = read.get(cell)
      if (!found) read.set(cell, (found = findingsOf(cellText(cell), hasPersons, options)))
      for (const { type, class: fine, name } of found) {
        cells.count(type)
        cells.care(fine)
        const record = name ? personRecord(name, []) : undefined
        if (record) tally.add(record)
      }
    }
  }
}

interface FoundInCell {
  readonly type: PiiType
  readonly class?: SpecialCareClass
  readonly name?: string
}

function findingsOf(text: string, hasPersons: boolean, options: DetectTextOptions): FoundInCell[] {
  if (text.length < SENTENCE) {
    const care = hasPersons ? careOfCell(text) : undefined
    return care ? [care] : []
  }
  const findings = detectText(text, { ...options, minScore: 0.6 })
  const told = findings.map(({ type, class: fine, start, end }) =>
    type === 'PERSON' ? { type, name: text.slice(start, end) } : { type, ...(fine && { class: fine }) },
  )
  const care = hasPersons && !findings.some(({ type }) => type.startsWith('SC_')) ? careOfCell(text) : undefined
  return care ? [...told, care] : told
}
