import type { DocumentPart, TablePart } from '../../documents/index.ts'
import type { PiiType, SpecialCareClass } from '../finding.ts'
import type { DetectTextOptions } from '../options.ts'
import type { PersonCount } from '../table-report.ts'
import { tallyTable } from '../tables/detect-table.ts'
import { makeFoundCells } from '../tables/found-cells.ts'
import type { PersonRecord } from '../tables/person-record.ts'
import { makePersonTally, type PersonTally } from '../tables/person-tally.ts'
import { makeTextTally } from './text-tally.ts'

/** What all parts of a document hold, whether or not all of it could be read. No value stands in it. */
export interface DetectedParts {
  /** Over all sheets and texts together: who stands in two of them is one person. */
  readonly persons: PersonCount
  readonly counts: Readonly<Partial<Record<PiiType, number>>>
  readonly specialCare: readonly SpecialCareClass[]
}

/**
 * Personal information of a document, part by part as its reader gives them. Of the properties of a
 * document (its title, author, company) only numbers such as 個人番号 count: names stand in every document's.
 * @param collect is told of each person as the document tells of them, some more than once
 */
export async function detectParts(
  parts: AsyncIterable<DocumentPart>,
  options: DetectTextOptions = {},
  collect?: (record: PersonRecord) => void,
): Promise<DetectedParts> {
  const [tally, cells] = [toldOf(makePersonTally(), collect), makeFoundCells()]
  const texts = makeTextTally(options, tally, cells)
  for await (const part of parts) {
    if (part.kind === 'table') tallyTable(await gridOf(part), options, tally, cells)
    else if (part.note === 'property') texts.addProperties(part.text)
    else texts.add(part.text)
  }
  const leastOfMax = texts.end()
  const { min, best, max } = tally.count()
  return {
    persons: { min, best, max: Math.max(max, leastOfMax) },
    counts: cells.counts(),
    specialCare: cells.classes(),
  }
}

function toldOf(tally: PersonTally, collect: ((record: PersonRecord) => void) | undefined): PersonTally {
  if (!collect) return tally
  return {
    ...tally,
    add(record, row) {
      collect(record)
      tally.add(record, row)
    },
  }
}

async function gridOf({ rows }: TablePart): Promise<(readonly string[])[]> {
  const grid: (readonly string[])[] = []
  for await (const batch of rows) for (const { cells } of batch) grid.push(cells)
  return grid
}
