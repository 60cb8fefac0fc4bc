import { shippedModel } from '../names/model.ts'
import { shippedNameTagger } from '../names/tag-names.ts'
import { PII_TYPES, type PiiType } from '../finding.ts'
import type { DetectTextOptions } from '../options.ts'
import type { ColumnFinding, Grid, TableReport } from '../table-report.ts'
import { findSections } from './find-sections.ts'
import type { NameKnowledge } from './name-likeness.ts'
import { makePersonTally, type PersonTally } from './person-tally.ts'
import { areCards, readCards } from './read-cards.ts'
import { readTable } from './read-table.ts'
import { readTexts } from './read-texts.ts'

/**
 * What the columns of a sheet hold, and how many persons it is about. Knows headings in the first rows and in the middle,
 * vertical cards, several persons in a row or a cell, totals and repeated headings.
 * @param tally counts over several sheets of one file; without it the sheet is counted alone
 */
export function detectTable(
  grid: Grid,
  options: DetectTextOptions = {},
  tally: PersonTally = makePersonTally(),
): TableReport {
  const knowledge: NameKnowledge = { words: shippedModel().words, tag: options.nameTagger ?? shippedNameTagger() }
  const counts = new Map<PiiType, number>()
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0)
  const columns: (ColumnFinding | null)[] = Array(width).fill(null)
  const sections = findSections(grid, knowledge)
  const cardsUntil = sections[0]!.hasHeading ? sections[0]!.from - 1 : grid.length
  const hasCards = areCards(grid, 0, cardsUntil, knowledge)
  if (hasCards) {
    const cards = readCards(grid, 0, cardsUntil, knowledge)
    for (const record of cards.records) tally.add(record)
    for (const [type, count] of cards.counts) counts.set(type, (counts.get(type) ?? 0) + count)
  }
  for (const section of sections) {
    if (hasCards && !section.hasHeading) continue
    const typed = readTable(grid, section, knowledge, tally, counts)
    typed.forEach(({ finding }, c) => (columns[c] ??= finding))
    readTexts(grid, section, typed, options, tally, counts)
  }
  const wants = options.types && new Set(options.types)
  return {
    columns: columns.map((column) => (column && (!wants || wants.has(column.type)) ? column : null)),
    persons: tally.count(),
    counts: Object.fromEntries(
      PII_TYPES.filter((type) => counts.has(type) && (!wants || wants.has(type))).map((type) => [
        type,
        counts.get(type)!,
      ]),
    ),
  }
}
