import type { PiiType } from '../finding.ts'
import type { Grid } from '../table-report.ts'
import { careOfCell } from './care-of-cell.ts'
import { cellText } from './cell-text.ts'
import { fit } from './cell-values.ts'
import type { FoundCells } from './found-cells.ts'
import { type Heading, readHeading } from './heading.ts'
import { type NameKnowledge, nameLikeness } from './name-likeness.ts'
import { type Attribute, type PersonRecord, personRecord } from './person-record.ts'
import { personsInCell } from './persons-in-cell.ts'

interface OpenCard {
  readonly column: number
  readonly owner: string
  readonly names: string[]
  readonly values: (readonly [Attribute, string])[][]
}

interface Pair {
  readonly heading: Heading
  readonly column: number
  readonly values: readonly string[]
}

const INLINE = /^([^:：]{1,12})[:：]\s*(.{1,80})$/

/**
 * The persons of label and value pairs (氏名 | 山田 太郎 | 生年月日 | …). Reads rows from `from` to `until` (exclusive) as cards: a label, its value to the right; several values are several
 * persons side by side. A card begins at its label of a name, and holds until the next one above or beside the label.
 */
export function readCards(
  grid: Grid,
  [from, until]: readonly [number, number],
  knowledge: NameKnowledge,
  cells: FoundCells,
): PersonRecord[] {
  const records: PersonRecord[] = []
  let open: OpenCard[] = []
  const close = (card: OpenCard) => {
    card.names.forEach((name, i) => {
      const record = personRecord(name, card.values[i] ?? [])
      if (record) records.push(record)
    })
  }
  for (let r = from; r < until; r++) {
    for (const { heading, column, values } of pairsOf(grid[r]!.map(cellText))) {
      if (heading.type === 'PERSON') {
        if (heading.isReading || heading.part === 'given') continue
        const names = values.flatMap((value) => personsInCell(value).named.map(({ name }) => name))
        const likely = names.filter((name) => nameLikeness(name, knowledge) >= 0.2)
        if (likely.length === 0) continue
        cells.count('PERSON', likely.length)
        const replaced = open.filter(
          (card) => card.column === column && (card.owner === heading.owner || heading.owner === ''),
        )
        replaced.forEach(close)
        open = open.filter((card) => !replaced.includes(card))
        open.push({ column, owner: heading.owner, names: likely, values: likely.map(() => []) })
      } else if (heading.type !== 'ORGANISATION' && heading.type !== 'OTHER') {
        const type = heading.type
        const fitting =
          type === 'PERSONAL_ID' || type.startsWith('SC_') ? values : values.filter((value) => fit(type, value) > 0)
        if (type !== 'PERSONAL_ID' && open.length > 0) countValues(type, fitting, cells)
        const card =
          open.findLast((one) => one.owner === heading.owner && one.column <= column) ??
          open.findLast((one) => one.column <= column)
        if (!card) continue
        fitting.forEach((value, i) => card.values[card.names.length === values.length ? i : 0]?.push([type, value]))
      }
    }
  }
  open.forEach(close)
  return records
}

function countValues(type: PiiType, values: readonly string[], cells: FoundCells): void {
  cells.count(type, values.length)
  if (type.startsWith('SC_')) for (const value of values) cells.care(careOfCell(value)?.class)
}

/** Labels of a row with the filled cells between each and the next one. */
export function pairsOf(texts: readonly string[]): Pair[] {
  const pairs: { heading: Heading; column: number; values: string[] }[] = []
  texts.forEach((text, column) => {
    if (text === '') return
    const inline = INLINE.exec(text)
    const inlineHeading = inline && readHeading(inline[1]!)
    if (inline && inlineHeading) {
      pairs.push({ heading: inlineHeading, column, values: [inline[2]!] })
      return
    }
    const heading = text.length <= 14 ? readHeading(text) : undefined
    if (heading && !/[ ・].*[ぁ-んァ-ン一-龠]/.test(text)) pairs.push({ heading, column, values: [] })
    else pairs.at(-1)?.values.push(text)
  })
  return pairs.filter(({ values }) => values.length > 0)
}

/** Are these rows cards? Names stand beside their labels, and not below them. */
export function areCards(grid: Grid, from: number, until: number, knowledge: NameKnowledge): boolean {
  let labelled = 0
  let rows = 0
  for (let r = from; r < until && rows < 2000; r++) {
    const texts = grid[r]!.map(cellText)
    const filled = texts.filter((text) => text !== '').length
    if (filled === 0) continue
    rows++
    const pairs = pairsOf(texts)
    const covered = pairs.reduce((sum, { values }) => sum + 1 + values.length, 0)
    const names = pairs.filter(
      ({ heading, values }) =>
        heading.type === 'PERSON' &&
        !heading.isReading &&
        values.some((value) => personsInCell(value).named.some(({ name }) => nameLikeness(name, knowledge) >= 0.3)),
    )
    if (names.length > 0 && covered >= filled * 0.5) labelled++
  }
  return labelled > 0
}
