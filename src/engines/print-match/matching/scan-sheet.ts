import type { PrintTable } from '../print-run.ts'
import type { Mismatch, MismatchKind } from '../verdict.ts'
import { imposedPaperDetail, mismatchDetail } from '../words/mismatch-words.ts'
import { type CheckedSheet, UNKNOWN_PLACE } from './check-sheet.ts'
import { readCode } from './compare-page.ts'
import { type CompiledSpecification, isMoving } from './compile.ts'
import type { Identifier } from './identify.ts'
import type { SheetInput } from './judge-sheet.ts'
import type { RunLayout } from './layout.ts'
import { paperSides } from './paper-sides.ts'
import type { PageView } from './read-field.ts'

/**
 * Sheets from a scanner, any number of them in any order: front and back must carry codes of one record of the data. On a side
 * without a legible code the text of its fields is read, where the specification asks for it: all of them must stand there as
 * the data have them. What could not be read is not verified.
 */
export function scanChecker(
  compiled: CompiledSpecification,
  data: PrintTable,
  layout: RunLayout,
  identify: Identifier,
  wasPrinted: (ordinal: number) => boolean,
): (input: SheetInput) => CheckedSheet {
  // Of the other side's code nobody can say that this side is the right one: a front is no back.
  const fields = ([0, 1] as const).map((side) =>
    compiled.pages
      .filter((page) => !compiled.specification.duplex || isMoving(compiled) || page.index % 2 === side)
      .flatMap((page) => page.fields.filter(({ field, isChild }) => field.read === 'code' && !isChild)),
  )
  const { readsText, imposition } = compiled.specification
  const paper = paperSides(compiled, data, layout, identify)
  /** Undefined: nothing tells. Empty: a code of nobody. */
  const ownersOn = (view: PageView, side: number): readonly number[] | undefined => {
    const texts = fields[side]!.map((field) => ({ field, text: readCode(view, field).text })).filter(
      ({ text }) => text !== '',
    )
    if (texts.length === 0) return paper.ownersOn(view, side as 0 | 1)
    return texts.map(({ field, text }) => identify.ownersOf(field, text)).find((owners) => owners.length > 0) ?? []
  }
  return ({ sheet, views, pages }) => {
    const sides = views.map(ownersOn)
    const found: Mismatch[] = []
    const known = sides.find((owners) => owners !== undefined && owners.length > 0)
    const common = known?.find((record) => sides.every((owners) => owners === undefined || owners.includes(record)))
    const record = common ?? known?.[0]
    const add = (kind: MismatchKind, side: number, facts: Partial<Mismatch> = {}) => {
      const of = record === undefined ? {} : { record: data.records[record]!.key, line: data.records[record]!.line }
      const base = {
        kind,
        sheet,
        page: pages[side] ?? pages[0]!,
        side: side === 0 ? 'front' : 'back',
        ...of,
        ...facts,
      } as const
      const isImposed = kind === 'unverified' && readsText && imposition !== undefined
      found.push({ ...base, detail: isImposed ? imposedPaperDetail(side) : mismatchDetail(base) })
    }
    sides.forEach((owners, side) => {
      const view = views[side]!
      if (owners !== undefined && owners.length === 0) return add('unknown_record', side)
      if (owners && record !== undefined && !owners.includes(record))
        return add('other_record', side, { otherRecord: data.records[owners[0]!]!.key })
      if (owners && !paper.wasRead(view)) return undefined // its code says it
      if (record === undefined || !paper.wasRead(view)) return add('unverified', side)
      const field = paper.unreadField(view, side as 0 | 1, record)
      return field === undefined ? undefined : add('unverified', side, { field })
    })
    if (
      record !== undefined &&
      layout.slotsOf(record).length <= layout.sidesPerSheet &&
      wasPrinted(layout.firstSheetOf(record))
    )
      add('printed_twice', 0)
    const isWrong = found.some(({ kind }) => kind !== 'unverified')
    const state = found.length === 0 ? 'ok' : isWrong ? 'mismatch' : 'unverified'
    const place = (owners: readonly number[] | undefined, side: number) =>
      owners?.[0] === undefined
        ? UNKNOWN_PLACE
        : layout.firstSheetOf(record !== undefined && owners.includes(record) ? record : owners[0]) * 2 + side
    return {
      state,
      mismatches: found,
      places: [place(sides[0], 0), place(sides[1], 1)],
      variantsRead: 0,
      ...(record !== undefined && { record }),
    }
  }
}
