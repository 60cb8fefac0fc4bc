import type { Box, Look } from '../reading/thread-messages.ts'
import { CODE_FORMATS } from '../specification.ts'
import type { Cells } from './cells.ts'
import { type CompiledField, type CompiledPage, type CompiledSpecification, isMoving } from './compile.ts'
import { paperPlaces } from './paper-sides.ts'

/** Areas of codes on each side, and the fields with the number of theirs. */
export interface CodeAreas {
  readonly bySide: readonly [CompiledField[], CompiledField[]]
}

/** Pages of the specification that come on a side: all on the front where sheets have one side. */
const sideOf = (page: CompiledPage, isDuplex: boolean): 0 | 1 => (isDuplex ? ((page.index % 2) as 0 | 1) : 0)
/** Gives each code field the number of its area on its side, and answers which areas are looked at on which side. */
export function codeAreas(compiled: CompiledSpecification): CodeAreas {
  const bySide: [CompiledField[], CompiledField[]] = [[], []]
  const everywhere = isMoving(compiled)
  for (const page of compiled.pages)
    for (const field of page.fields) {
      if (field.field.read !== 'code' || !field.field.area) continue
      if (everywhere) for (const side of bySide) side.push(field)
      else bySide[sideOf(page, compiled.specification.duplex)].push(field)
    }
  for (const side of bySide) side.forEach((field, at) => (field.codeArea = at))
  return { bySide }
}

/** What the threads look at, on pages of this size. */
export function looksFor(
  compiled: CompiledSpecification,
  cells: Cells,
  areas: CodeAreas,
  size: { readonly widthMm: number; readonly heightMm: number },
  of: 'file' | 'scan',
): [Look, Look] {
  const { duplex } = compiled.specification
  const everywhere = isMoving(compiled)
  const places = paperPlaces(compiled)
  const formats = (field: CompiledField) => (field.field.code ? [field.field.code] : [...CODE_FORMATS])
  return ([0, 1] as const).map((side): Look => {
    const placed = ([x, y, width, height]: readonly [number, number, number, number]) =>
      Array.from({ length: cells.count }, (_, cell): Box => {
        const [left, top] = cells.boxOf(cell, side, size.widthMm, size.heightMm)
        return [left + x, top + y, left + x + width, top + y + height]
      })
    const pages = compiled.pages.filter((page) => everywhere || sideOf(page, duplex) === side)
    const fields = pages.flatMap((page) => page.fields.filter(({ field }) => field.read === 'text'))
    const whole: Box[] = fields.some((field) => !field.field.area) ? [[0, 0, size.widthMm, size.heightMm]] : []
    const boxes = fields.flatMap((field) =>
      Array.from({ length: field.rowCount }, (_, row) => field.areaOf(row)).flatMap((area) =>
        area ? placed(area) : [],
      ),
    )
    const codes = areas.bySide[side].map((field) => ({ field, boxes: placed(field.field.area!) }))
    const anywhere = compiled.fields.filter(({ field }) => field.read === 'code' && (of === 'scan' || !field.area))
    return {
      watched: of === 'scan' ? [] : whole.length > 0 ? whole : boxes,
      // Cell by cell: the areas of one cell are numbered through.
      codes:
        of === 'scan'
          ? []
          : Array.from({ length: cells.count }, (_, cell) =>
              codes.map(({ field, boxes: at }) => ({ box: at[cell]!, formats: formats(field) })),
            ).flat(),
      ...(of === 'scan' && places[side].length > 0 && { texts: places[side].map(({ box }) => box) }),
      ...(anywhere.length > 0 && { codesAnywhere: [...new Set(anywhere.flatMap(formats))] }),
    }
  }) as [Look, Look]
}
