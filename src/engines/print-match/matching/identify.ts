import type { PrintTable } from '../print-run.ts'
import { NO_CHARACTER, NO_GLYPH } from '../reading/page-content.ts'
import type { MismatchKind } from '../verdict.ts'
import { meaningOf, normalised, withVariantsRead } from '../values/normalise.ts'
import { bare, type Comparison, type ComparePage, readCode, valueOf } from './compare-page.ts'
import type { CompiledField, CompiledPage, CompiledSpecification } from './compile.ts'
import type { RunLayout } from './layout.ts'
import { hasGaps, type PageView, readArea, readPattern } from './read-field.ts'

/** Whose page it is: which side of which sheet of the run as it should be. */
export interface Identity {
  readonly ordinal: number
  readonly side: 0 | 1
  readonly comparison: Comparison
}

export interface Identifier {
  /**
   * @param hints sheets that are likely, the likeliest first
   * @param isAnchored the other side has said whose sheet this is
   * @param inStep where the page would be if it went on as the pages before: believed even if it shows no value
   */
  identify(
    view: PageView,
    side: 0 | 1,
    hints: readonly number[],
    isAnchored?: boolean,
    inStep?: number,
  ): Identity | undefined
  compareAt(view: PageView, ordinal: number, side: 0 | 1): Identity
  /** Records that have this value in this field. */
  ownersOf(field: CompiledField, text: string): readonly number[]
}

const MOST_OWNERS = 300
const MOST_CANDIDATES = 8
const NEARBY = 60

export const isRight = (comparison: Comparison): boolean => comparison.problems.length === 0

export function identifier(
  compiled: CompiledSpecification,
  data: PrintTable,
  layout: RunLayout,
  compare: ComparePage,
): Identifier {
  let index: Map<string, number[]> | undefined

  const compareAt = (view: PageView, ordinal: number, side: 0 | 1): Identity => {
    const record = data.records[layout.recordOf(ordinal)]!
    return { ordinal, side, comparison: compare(view, layout.slotAt(ordinal, side), record) }
  }

  return {
    ownersOf: (field, text) => owners(field, meaningIn(field, text)),
    compareAt,
    identify(view, side, hints, isAnchored = false, inStep = -1) {
      const likely = [...new Set(hints)].filter((ordinal) => ordinal >= 0 && ordinal < layout.sheetCount)
      const compared: Identity[] = []
      let emptyHanded: Identity | undefined
      for (const ordinal of likely) {
        const identity = compareAt(view, ordinal, side)
        // Where nothing of the record is to be printed, only the likeliest place counts.
        const saysEnough = identity.comparison.compared > 0 || ordinal === likely[0] || ordinal === inStep
        const isRightHere = isRight(identity.comparison) && saysEnough
        if (isRightHere && !isEmptyHanded(view, identity)) return identity
        if (isRightHere) emptyHanded ??= identity
        else compared.push(identity)
      }
      const found = bestOf([...byKey(view, side, likely[0] ?? 0), ...compared.filter(isLikely)])
      if (found && isRight(found.comparison) && found.comparison.compared > 0) return found
      const other = byContent(view, side, likely[0] ?? 0).filter(isMostly)
      if (emptyHanded) return other.find(({ comparison }) => isRight(comparison)) ?? emptyHanded
      const best = bestOf([...(found ? [found] : []), ...other]) ?? compared.find((each) => isShown(view, each))
      if (best) return best
      // Where characters are lost, nobody can say that no value is printed.
      const nearby = isAnchored || hasLostCharacters(view) ? undefined : nearest(view, side, likely[0] ?? 0)
      return nearby ?? compared.slice(0, 1).find(isExplained)
    },
  }

  /** Nothing was to be found here, and something else is printed: it may be somebody's. */
  function isEmptyHanded(view: PageView, { ordinal, side, comparison }: Identity): boolean {
    return comparison.compared === 0 && !view.isBlank() && !layout.slotAt(ordinal, side).page?.marks.length
  }

  /**
   * A page without any value: the next place where nothing but its template is printed. What came just before comes first:
   * if it was not printed twice, but this is another like it, that is settled at the end.
   */
  function nearest(view: PageView, side: 0 | 1, near: number): Identity | undefined {
    for (let step = 1; step <= NEARBY; step++)
      for (const ordinal of [near - step, near + step]) {
        if (ordinal < 0 || ordinal >= layout.sheetCount) continue
        const identity = compareAt(view, ordinal, side)
        if (isRight(identity.comparison) && layout.slotAt(ordinal, side).page?.marks.length) return identity
      }
    return undefined
  }

  /** Records named by a printed key or a code, on whatever page of the specification this is. */
  function byKey(view: PageView, side: 0 | 1, near: number): Identity[] {
    return pagesFor(side).flatMap((page) =>
      page.fields
        .filter(({ field, isChild }) => field.identifies && !isChild)
        .flatMap((field) => owners(field, meaningIn(field, textsOf(view, field, page)[0] ?? '')))
        .filter((_, at) => at < MOST_CANDIDATES)
        .flatMap((record) => placesOf(view, record, page, near)),
    )
  }

  /** Pages of the specification that stand on this side come first. */
  function pagesFor(side: 0 | 1): readonly CompiledPage[] {
    return [...compiled.pages].sort((a, b) => preference(a, side) - preference(b, side))
  }

  /** Records of which most values are printed here. */
  function byContent(view: PageView, side: 0 | 1, near: number): Identity[] {
    const found: Identity[] = []
    for (const page of pagesFor(side)) {
      const votes = new Map<number, number>()
      for (const field of page.fields) {
        for (const text of textsOf(view, field, page)) {
          const records = owners(field, meaningIn(field, text))
          for (const record of records) votes.set(record, (votes.get(record) ?? 0) + 1 + 1 / records.length)
        }
      }
      const nearRecord = layout.recordOf(near)
      const best = [...votes]
        .sort((a, b) => b[1] - a[1] || Math.abs(a[0] - nearRecord) - Math.abs(b[0] - nearRecord))
        .slice(0, MOST_CANDIDATES)
      found.push(...best.flatMap(([record]) => placesOf(view, record, page, near)))
      if (found.some(({ comparison }) => isRight(comparison) && comparison.compared > 0)) break
    }
    return found
  }

  function placesOf(view: PageView, record: number, page: CompiledPage, near: number): Identity[] {
    const first = layout.firstSheetOf(record)
    const sides = layout.sidesPerSheet
    const places = layout.slotsOf(record).flatMap((slot, at) => (slot.page === page ? [at] : []))
    return places
      .map((at) => compareAt(view, first + Math.floor(at / sides), (sides === 2 ? at % 2 : 0) as 0 | 1))
      .sort((a, b) => rank(b) - rank(a) || Math.abs(a.ordinal - near) - Math.abs(b.ordinal - near))
      .slice(0, 1)
  }

  function textsOf(view: PageView, field: CompiledField, page: CompiledPage): string[] {
    if (field.field.read === 'code') return [readCode(view, field).text]
    if (field.pattern)
      return [false, ...(hasGaps(view.content) ? [true] : [])].flatMap((isTight) =>
        readPattern(view, field.pattern!, field.field.area, isTight).map(({ text }) => text),
      )
    const rows = field.isChild ? Math.min(field.rowCount, page.repeatFor ?? Infinity) : 1
    return Array.from({ length: rows }, (_, row) => readArea(view.content, field.areaOf(row)!).text)
  }

  function owners(field: CompiledField, meaning: string): readonly number[] {
    if (meaning === '') return []
    index ??= contentIndex(compiled, data)
    return index.get(`${field.index}|${meaning}`) ?? []
  }
}

function contentIndex({ fields }: CompiledSpecification, data: PrintTable): Map<string, number[]> {
  const index = new Map<string, number[]>()
  const common = new Set<string>()
  const put = (key: string, record: number) => {
    if (common.has(key)) return
    const owners = index.get(key)
    if (!owners) index.set(key, [record])
    else if (owners.at(-1) !== record && owners.push(record) > MOST_OWNERS) {
      index.delete(key)
      common.add(key)
    }
  }
  data.records.forEach(({ values, children }, record) => {
    for (const field of fields) {
      const rows = field.isChild ? children : [values]
      for (const row of rows) {
        const value = valueOf(field, row)
        if (value !== '') put(`${field.index}|${readAlike(meaningOf(value, field.field.as))}`, record)
      }
    }
  })
  return index
}

const meaningIn = (field: CompiledField, text: string) =>
  readAlike(meaningOf(bare(normalised(text), field), field.field.as))
const readAlike = (meaning: string) => withVariantsRead(meaning)

/** At least half of what should stand there does. */
const isLikely = ({ comparison }: Identity) => comparison.matched > 0 && comparison.matched * 2 >= comparison.compared

/** What speaks for it outweighs what speaks against it. */
export const isMostly = ({ comparison }: Identity) => comparison.matched > comparison.problems.length

const EXPLAINS = new Set<MismatchKind>([
  'field_missing',
  'missing_glyph',
  'gaiji',
  'cut_off',
  'covered',
  'overflow',
  'variant',
])

/** Nothing of the record is printed as it should be, but it can be seen why: something is lost, or nearly right. */
const isExplained = ({ comparison }: Identity) =>
  !comparison.problems.some(({ kind }) => kind === 'wrong_template') &&
  comparison.problems.some(
    ({ kind, expected = '', printed = '' }) =>
      EXPLAINS.has(kind) || (kind === 'field_differs' && isNear(printed, expected)),
  )

/** A value that is not found in its place stands on the page all the same: its label is lost, or it has moved. */
function isShown(view: PageView, { comparison }: Identity): boolean {
  return comparison.problems.some(({ kind, expected = '' }) => {
    const value = normalised(expected)
    return kind === 'field_missing' && value.length > 1 && view.plain().includes(value)
  })
}

const hasLostCharacters = ({ content }: PageView) =>
  content.marks.some((mark) => (mark & (NO_CHARACTER | NO_GLYPH)) !== 0)

/** Half of the characters are the same, place by place. */
function isNear(printed: string, expected: string): boolean {
  const [ours, theirs] = [normalised(printed), normalised(expected)]
  let same = 0
  for (let i = 0; i < ours.length; i++) if (ours[i] === theirs[i]) same++
  return same * 2 >= Math.max(ours.length, theirs.length) && same > 1
}

const rank = ({ comparison }: Identity) => comparison.matched - comparison.problems.length / 2

function bestOf(identities: readonly Identity[]): Identity | undefined {
  let best: Identity | undefined
  for (const identity of identities) if (!best || rank(identity) > rank(best)) best = identity
  return best
}

const preference = (page: CompiledPage, side: 0 | 1) => (page.index % 2 === side ? 0 : 1)
