import { shippedModel } from '../names/model.ts'
import { shippedNameTagger } from '../names/tag-names.ts'
import type { PiiType } from '../finding.ts'
import type { DetectTextOptions } from '../options.ts'
import type { ColumnFinding, Grid, TableReport } from '../table-report.ts'
import { findSections } from './find-sections.ts'
import { type FoundCells, makeFoundCells } from './found-cells.ts'
import type { NameKnowledge } from './name-likeness.ts'
import { makePersonTally, type PersonTally } from './person-tally.ts'
import { areCards, readCards } from './read-cards.ts'
import { readTable } from './read-table.ts'
import { readTexts } from './read-texts.ts'

/**
 * What the columns of a sheet hold, and how many persons it is about. Knows headings in the first rows and in the middle,
 * vertical cards, several persons in a row or a cell, totals and repeated headings.
 */
export function detectTable(grid: Grid, options: DetectTextOptions = {}): TableReport {
  const [tally, cells] = [makePersonTally(), makeFoundCells()]
  const columns = tallyTable(grid, options, tally, cells)
  const wants = options.types && new Set(options.types)
  const counts = Object.entries(cells.counts()).filter(([type]) => !wants || wants.has(type as PiiType))
  return {
    columns: columns.map((column) => (column && (!wants || wants.has(column.type)) ? column : null)),
    persons: tally.count(),
    counts: Object.fromEntries(counts),
  }
}

/** As {@link detectTable}, for one sheet of many: its persons and cells are added to those of the others. */
export function tallyTable(
  grid: Grid,
  options: DetectTextOptions,
  tally: PersonTally,
  cells: FoundCells,
): (ColumnFinding | null)[] {
  const knowledge: NameKnowledge = { words: shippedModel().words, tag: options.nameTagger ?? shippedNameTagger() }
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0)
  const columns: (ColumnFinding | null)[] = Array(width).fill(null)
  const sections = findSections(grid, knowledge)
  const cardsUntil = sections[0]!.hasHeading ? sections[0]!.from - 1 : grid.length
  const hasCards = areCards(grid, 0, cardsUntil, knowledge)
  if (hasCards) for (const record of readCards(grid, [0, cardsUntil], knowledge, cells)) tally.add(record)
  for (const section of sections) {
    if (hasCards && !section.hasHeading) continue
    // 項目 | 内容 over labels and their values: cards below a heading that names nobody.
    const { headings, hasHeading, from, until } = section
    const namesNobody = hasHeading && headings.every((heading) => heading === undefined || heading.type === 'OTHER')
    if (namesNobody && areCards(grid, from, until, knowledge)) {
      for (const record of readCards(grid, [from, until], knowledge, cells)) tally.add(record)
      continue
    }
    const typed = readTable(grid, section, knowledge, tally, cells)
    typed.forEach(({ finding }, c) => (columns[c] ??= finding))
    readTexts(grid, section, typed, options, tally, cells)
  }
  return columns
}
