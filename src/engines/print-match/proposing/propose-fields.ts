import type { PrintTable } from '../print-run.ts'
import type { PrintedWord } from '../reading/preview-messages.ts'
import { type Area, PrintField, type PrintSpecification } from '../specification.ts'
import { type Candidate, candidatesFor, joined } from './candidates.ts'
import { areaFor, freeSpace, rowsFor } from './field-place.ts'
import type { FieldSighting } from './field-sighting.ts'
import { patternFor } from './field-pattern.ts'
import type { PrintSample } from './print-sample.ts'
import { type ValueInText, valueInText } from './value-in-text.ts'

type Box = PrintedWord['box']

/** What a clicked word may be, and how it went on the other pages of the sample. */
export interface FieldProposal {
  readonly field: PrintField
  readonly found: readonly FieldSighting[]
  /** Where its value should stand, and does not. */
  readonly absent: readonly Omit<FieldSighting, 'box'>[]
}

interface Sighting extends FieldSighting {
  readonly word: PrintedWord
  readonly value: ValueInText
}

/**
 * 項目の提案: what a printed word may be. Every column (and run of neighbouring columns) whose value stands in the word is
 * tried on all other pages of the same kind; the one that is found oftenest comes first.
 *
 * @param click page of the sample and word on it, both from 0
 * @returns empty where no column of the record explains the word
 */
export function proposeFields(
  sample: PrintSample,
  data: PrintTable,
  key: PrintSpecification['data']['key'],
  click: { readonly page: number; readonly word: number },
): readonly FieldProposal[] {
  const clicked = sample.pages[click.page]?.words[click.word]
  const record = sample.records[click.page]
  if (!clicked || record === undefined || !data.records[record]) return []
  const ranked = candidatesFor(clicked.text, data, record).flatMap((candidate) => {
    const proposal = tried(sample, data, key, candidate, click.page, clicked)
    return proposal ? [proposal] : []
  })
  return ranked.sort((a, b) => b.score - a.score).map(({ field, found, absent }) => ({ field, found, absent }))
}

function tried(
  sample: PrintSample,
  data: PrintTable,
  key: readonly string[],
  candidate: Candidate,
  clickedPage: number,
  clicked: PrintedWord,
): (FieldProposal & { readonly score: number }) | undefined {
  const kind = clickedPage % sample.pagesPerRecord
  const found: Sighting[] = []
  const absent: Omit<FieldSighting, 'box'>[] = []
  sample.pages.forEach(({ words }, page) => {
    const record = sample.records[page]
    if (page % sample.pagesPerRecord !== kind || record === undefined) return
    const { values, children } = data.records[record]!
    const rows = candidate.of === 'child' ? children : [values]
    const onPage: Sighting[] = []
    rows.forEach((row, child) => {
      const value = joined(row, candidate.columns)
      if (value === '') return
      const at = { page, record, ...(candidate.of === 'child' && { child }) }
      const taken = new Set(onPage.map(({ word }) => word))
      const sighting = nearest(words, value, candidate, clicked, taken)
      if (sighting) onPage.push({ ...at, ...sighting, box: sighting.word.box })
      else absent.push(at)
    })
    found.push(...onPage)
  })
  if (!found.some(({ page, word }) => page === clickedPage && word === clicked)) return undefined
  const field = fieldOf(sample, data, key, candidate, kind, found)
  if (!field) return undefined
  const coverage = found.find(({ word }) => word === clicked)!.value.length / Math.max(1, clicked.text.length)
  const score =
    found.length -
    2 * absent.length +
    (field.area ? 0.5 : 0) +
    0.3 * Math.min(1, coverage) -
    0.01 * candidate.columns.length -
    (candidate.as === 'text' ? 0 : 0.02)
  return { field, found: found.map(({ word: _word, value: _value, ...at }) => at), absent, score }
}

/** The word with this value that stands nearest to where it was clicked; a child's row may be further down or right. */
function nearest(
  words: readonly PrintedWord[],
  value: string,
  { of, as }: Candidate,
  clicked: PrintedWord,
  taken: ReadonlySet<PrintedWord>,
): { readonly word: PrintedWord; readonly value: ValueInText } | undefined {
  let best: { word: PrintedWord; value: ValueInText; distance: number } | undefined
  for (const word of words) {
    if (taken.has(word)) continue
    const shown = valueInText(word.text, value).find((each) => each.as === as)
    if (!shown) continue
    const [dx, dy] = [distance(word.box, clicked.box, 0), distance(word.box, clicked.box, 1)]
    if (of === 'record' ? dx > 12 || dy > 6 : Math.min(dx, dy) > 4) continue
    const far = of === 'record' ? dx + dy : Math.min(dx, dy) + word.box[1] / 10_000
    if (!best || far < best.distance) best = { word, value: shown, distance: far }
  }
  return best
}

/** By the nearest of left, middle and right (above, middle, below): lines may be set from either end. */
function distance(a: Box, b: Box, axis: 0 | 1): number {
  const [from, to, size, other] = [a[axis], b[axis], a[axis === 0 ? 2 : 3], b[axis === 0 ? 2 : 3]]
  return Math.min(Math.abs(from - to), Math.abs(from + size - to - other), Math.abs(from + size / 2 - to - other / 2))
}

function fieldOf(
  sample: PrintSample,
  data: PrintTable,
  key: readonly string[],
  { of, columns, as }: Candidate,
  kind: number,
  found: readonly Sighting[],
): PrintField | undefined {
  const names = columns.map((column) => (of === 'child' ? data.childColumns : data.columns)[column]!)
  const common = {
    name: names.join('・').slice(0, 60),
    columns: names,
    of,
    as,
    identifies: of === 'record' && names.length === 1 && key.length === 1 && names[0] === key[0],
  }
  const pages = sample.pages.filter((_, page) => page % sample.pagesPerRecord === kind)
  const rows =
    of === 'child' ? rowsFor(found, pages, Math.max(1, ...data.records.map((r) => r.children.length))) : undefined
  if (of === 'child' && !rows) return undefined
  const [first] = found
  const isConstant = found.every(
    ({ value }) => value.before === first!.value.before && value.after === first!.value.after,
  )
  if (isConstant) {
    const area: Area = areaFor(
      found.map(({ box, child = 0 }) => shifted(box, rows, child)),
      freeSpace(found, pages, rows),
    )
    const { before, after } = first!.value
    if (before.length > 60 || after.length > 60) return undefined
    return PrintField.parse({ ...common, area, before, after, ...(rows && { rows }) })
  }
  const pattern = patternFor(found.map(({ value }) => value))
  return pattern === undefined ? undefined : PrintField.parse({ ...common, pattern, ...(rows && { rows }) })
}

type Rows = NonNullable<PrintField['rows']>

/** Where it would stand if it were of the first child. */
const shifted = ([x, y, width, height]: Box, rows: Rows | undefined, child: number): Box =>
  !rows || rows.direction === 'down'
    ? [x, y - child * (rows?.pitch ?? 0), width, height]
    : [x - child * rows.pitch, y, width, height]
