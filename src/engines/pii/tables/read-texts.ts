import { detectText } from '../detect-text.ts'
import type { PiiType } from '../finding.ts'
import type { DetectTextOptions } from '../options.ts'
import type { Grid } from '../table-report.ts'
import { careOfCell } from './care-of-cell.ts'
import { cellText } from './cell-text.ts'
import type { Section } from './find-sections.ts'
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
  counts: Map<PiiType, number>,
): void {
  const hasPersons = columns.some(({ finding }) => finding?.type === 'PERSON')
  const free = columns.flatMap(({ finding, isOrganisation }, c) => (finding || isOrganisation ? [] : [c]))
  const count = (type: PiiType) => counts.set(type, (counts.get(type) ?? 0) + 1)
  const read = new Map<string, readonly { readonly type: PiiType; readonly name?: string }[]>()
  let letters = 0
  for (let r = section.from; r < section.until && letters < READ; r++) {
    for (const c of free) {
      const cell = grid[r]![c]
      if (typeof cell !== 'string' || cell.length < 2) continue
      letters += cell.length
      let found = read.get(cell)
      if (!found) read.set(cell, (found = findingsOf(cellText(cell), hasPersons, options)))
      for (const { type, name } of found) {
        count(type)
        const record = name ? personRecord(name, []) : undefined
        if (record) tally.add(record)
      }
    }
  }
}

function findingsOf(text: string, hasPersons: boolean, options: DetectTextOptions) {
  if (text.length < SENTENCE) {
    const care = hasPersons ? careOfCell(text) : undefined
    return care ? [{ type: care.type }] : []
  }
  const findings = detectText(text, { ...options, minScore: 0.6 })
  const told = findings.map(({ type, start, end }) =>
    type === 'PERSON' ? { type, name: text.slice(start, end) } : { type },
  )
  const care = hasPersons && !findings.some(({ type }) => type.startsWith('SC_')) ? careOfCell(text) : undefined
  return care ? [...told, { type: care.type }] : told
}
