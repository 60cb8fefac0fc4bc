import type { Grid } from '../table-report.ts'
import { cellText } from './cell-text.ts'
import { isData } from './cell-values.ts'
import { type Heading, readHeading } from './heading.ts'
import { type NameKnowledge, nameLikeness } from './name-likeness.ts'
import { personsInCell } from './persons-in-cell.ts'

/** Rows of one layout: a heading, if there is one, and the rows of data below it. */
export interface Section {
  readonly texts: readonly string[]
  readonly headings: readonly (Heading | undefined)[]
  readonly hasHeading: boolean
  /** Of the grid; end exclusive. */
  readonly from: number
  readonly until: number
}

/** A heading is looked for in so many rows from the top. */
const SEARCHED = 20
const MAYBE_HEADING = /名|氏|者|住所|電話|番号|カナ|かな|name|mail|tel/i

/** Cuts a grid where its layout changes. Rows above the first heading are no data. */
export function findSections(grid: Grid, knowledge: NameKnowledge): Section[] {
  const first = firstHeading(grid, knowledge)
  if (first < 0) {
    const width = grid.reduce((most, row) => Math.max(most, row.length), 0)
    return [{ texts: [], headings: Array(width).fill(undefined), hasHeading: false, from: 0, until: grid.length }]
  }
  const starts = [first]
  for (let r = first + 2; r < grid.length; r++) {
    if (!grid[r]!.some((cell) => typeof cell === 'string' && cell.length < 12 && MAYBE_HEADING.test(cell))) continue
    const texts = grid[r]!.map(cellText)
    if (isOtherHeading(texts, knowledge)) starts.push(r)
  }
  return starts.map((row, i) => sectionAt(grid, row, starts[i + 1] ?? grid.length))
}

function sectionAt(grid: Grid, row: number, until: number): Section {
  const texts = grid[row]!.map(cellText)
  const above = groupsAbove(grid, row, texts)
  const headings = texts.map((text, c) => {
    const heading = readHeading(text)
    return heading && above[c] ? { ...heading, owner: above[c] + heading.owner } : heading
  })
  return { texts, headings, hasHeading: true, from: row + 1, until }
}

/** 児童1 over 氏名 and 生年月日: a merged cell above names the owner of what stands below it. */
function groupsAbove(grid: Grid, row: number, texts: readonly string[]): string[] {
  const above = row > 0 ? grid[row - 1]!.map(cellText) : []
  const filled = above.filter((text) => text !== '')
  const repeats = new Set(texts.filter((text) => text !== '')).size < texts.filter((text) => text !== '').length
  if (filled.length < 2 || !repeats || filled.some((text) => text.length > 12 || isData(text))) return []
  let last = ''
  return texts.map((_, c) => (last = above[c] || last))
}

function firstHeading(grid: Grid, knowledge: NameKnowledge): number {
  let best = -1
  let bestScore = 0
  for (let r = 0; r < Math.min(SEARCHED, grid.length); r++) {
    const texts = grid[r]!.map(cellText)
    const score = headingScore(texts, grid, r, knowledge)
    if (score > bestScore + 0.25) {
      best = r
      bestScore = score
    }
  }
  // Of two rows of headings the lower one names the columns, the upper one whose they are.
  if (best >= 0 && headingScore(grid[best + 1]?.map(cellText) ?? [], grid, best + 1, knowledge) >= 0.6) return best + 1
  return best
}

/** How much of a row is headings, 0 … 1; 0 where data stands in it. */
function headingScore(texts: readonly string[], grid: Grid, row: number, knowledge: NameKnowledge): number {
  const filled = texts.filter((text) => text !== '')
  if (filled.length === 0 || filled.some(isData)) return 0
  const width = Math.max(
    ...grid.slice(row, row + 5).map((other) => other.filter((cell) => cell !== '' && cell !== null).length),
  )
  if (filled.length === 1 && width > 1) return 0
  let known = 0
  texts.forEach((text, c) => {
    if (text === '') return
    if (readHeading(text)) known += 1
    else if (isNameValue(texts, c, knowledge)) known -= 1
    else if (standsOverData(grid, row, c, knowledge)) known += 0.7
  })
  const share = known / filled.length
  return share >= 0.5 ? share : 0
}

/** Beside the label of a name (氏名 | 五百旗頭 陽向) less is enough to be one. */
function isNameValue(texts: readonly string[], column: number, knowledge: NameKnowledge): boolean {
  const isBesideLabel = readHeading(texts.slice(0, column).findLast((text) => text !== '') ?? '')?.type === 'PERSON'
  return areNames(texts[column]!, knowledge, isBesideLabel ? 0.6 : 0.7)
}

/** Is this cell a name, or several of which most look like one? */
function areNames(text: string, knowledge: NameKnowledge, least = 0.7): boolean {
  const { named } = personsInCell(text)
  if (named.length === 1) return nameLikeness(text, knowledge) >= least
  return named.filter(({ name }) => nameLikeness(name, knowledge) >= 0.6).length > named.length / 2
}

function standsOverData(grid: Grid, row: number, column: number, knowledge: NameKnowledge): boolean {
  const below = grid.slice(row + 1, row + 9).map((other) => cellText(other[column]))
  const filled = below.filter((text) => text !== '')
  return (
    filled.length > 0 &&
    filled.filter((text) => isData(text) || areNames(text, knowledge)).length >= filled.length * 0.7
  )
}

/** A heading in the middle of a sheet: nearly all of it known words, persons among them. */
function isOtherHeading(texts: readonly string[], knowledge: NameKnowledge): boolean {
  const filled = texts.filter((text) => text !== '')
  if (filled.length < 2 || filled.some(isData)) return false
  const headings = filled.map(readHeading)
  if (!headings.some((heading) => heading?.type === 'PERSON')) return false
  if (headings.filter(Boolean).length < filled.length * 0.75) return false
  return !filled.some((text) => nameLikeness(text, knowledge) >= 0.7)
}
