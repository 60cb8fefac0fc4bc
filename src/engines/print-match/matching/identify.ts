import type { PrintTable } from '../print-run.ts'
import { type ComparePage, readCode } from './compare-page.ts'
import type { CompiledField, CompiledPage, CompiledSpecification } from './compile.ts'
import {
  bestOf,
  hasLostCharacters,
  type Identity,
  isExplained,
  isLikely,
  isMostly,
  isRight,
  isShown,
  rank,
} from './weigh-identity.ts'
import type { RunLayout } from './layout.ts'
import { hasGaps, type PageView, readArea, readPattern } from './read-field.ts'
import { valueOwners } from './value-owners.ts'

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

const MOST_CANDIDATES = 8
const NEARBY = 60

export function identifier(
  compiled: CompiledSpecification,
  data: PrintTable,
  layout: RunLayout,
  compare: ComparePage,
): Identifier {
  const ownersOf = valueOwners(compiled, data)

  const compareAt = (view: PageView, ordinal: number, side: 0 | 1): Identity => {
    const record = data.records[layout.recordOf(ordinal)]!
    return { ordinal, side, comparison: compare(view, layout.slotAt(ordinal, side), record) }
  }

  return {
    ownersOf,
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
        .flatMap((field) => ownersOf(field, textsOf(view, field, page)[0] ?? ''))
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
          const records = ownersOf(field, text)
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
}

const preference = (page: CompiledPage, side: 0 | 1) => (page.index % 2 === side ? 0 : 1)
