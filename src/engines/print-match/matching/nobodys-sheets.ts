import type { PrintTable } from '../print-run.ts'
import { valueOf } from './compare-page.ts'
import type { RunLayout, Slot } from './layout.ts'

/** A sheet of the run, and the place for which it was taken: both from 0. */
export interface PlacedSheet {
  readonly index: number
  readonly ordinal: number
}

export interface NobodysSheets {
  /** A sheet without a value was taken for one that had been printed before. */
  repeated(sheet: PlacedSheet): void
  /**
   * At the end of the run: as many as were found missing are these, in another place.
   * @param printed 1 for each sheet that was printed; those that were found are marked in it
   */
  settle(printed: Uint8Array): { readonly moved: readonly PlacedSheet[]; readonly twice: readonly PlacedSheet[] }
}

/**
 * Sheets that carry nothing of their record (an insert, the list of a household without children) look all alike: one that
 * seems to be there twice may be the one that is missed elsewhere.
 */
export function nobodysSheets(data: PrintTable, layout: RunLayout): NobodysSheets {
  const repeats: PlacedSheet[] = []
  const sides = layout.sidesPerSheet === 2 ? ([0, 1] as const) : ([0] as const)
  const looks = (ordinal: number) => sides.map((side) => layout.slotAt(ordinal, side).page?.index ?? -1).join()

  function isNobodys(ordinal: number): boolean {
    const { values, children } = data.records[layout.recordOf(ordinal)]!
    const isEmpty = ({ page, firstChild }: Slot) =>
      (page?.fields ?? []).every((field) =>
        field.isChild
          ? children
              .slice(firstChild, firstChild + (page!.repeatFor ?? Infinity))
              .every((child) => !valueOf(field, child))
          : !valueOf(field, values),
      )
    return sides.every((side) => isEmpty(layout.slotAt(ordinal, side)))
  }

  /** Those of records of which other sheets are there come first: a record of which nothing is there was dropped. */
  function missing(printed: Uint8Array): number[] {
    const [of, dropped]: [number[], number[]] = [[], []]
    for (let ordinal = 0; ordinal < layout.sheetCount; ordinal++) {
      if (printed[ordinal] === 1) continue
      const record = layout.recordOf(ordinal)
      const first = layout.firstSheetOf(record)
      const isThere = printed.subarray(first, first + layout.slotsOf(record).length / sides.length).includes(1)
      ;(isThere ? of : dropped).push(ordinal)
    }
    return [...of, ...dropped]
  }

  /** Of a record that was dropped, its insert is missed too: what lay nearest to its place is another's. */
  function giveBack(printed: Uint8Array): void {
    const [orphans, missed]: [number[], Map<string, number[]>] = [[], new Map()]
    for (let record = 0; record < data.records.length; record++) {
      const first = layout.firstSheetOf(record)
      const ordinals = layout
        .slotsOf(record)
        .flatMap((_, at) => (at % sides.length === 0 ? first + at / sides.length : []))
      if (ordinals.every((ordinal) => printed[ordinal] === 1)) continue
      const own = ordinals.filter((ordinal) => !isNobodys(ordinal))
      const isDropped = own.length > 0 && own.every((ordinal) => printed[ordinal] === 0)
      for (const ordinal of ordinals) {
        if (own.includes(ordinal) || (printed[ordinal] === 1) !== isDropped) continue
        if (isDropped) orphans.push(ordinal)
        else missed.set(looks(ordinal), [...(missed.get(looks(ordinal)) ?? []), ordinal])
      }
    }
    for (const ordinal of orphans) {
      const other = missed.get(looks(ordinal))?.shift()
      if (other === undefined) continue
      printed[ordinal] = 0
      printed[other] = 1
    }
  }

  return {
    repeated: (sheet) => void repeats.push(sheet),
    settle(printed) {
      const missed = new Map<string, number[]>()
      if (repeats.length > 0)
        for (const ordinal of missing(printed)) {
          if (!isNobodys(ordinal)) continue
          const alike = missed.get(looks(ordinal))
          if (alike) alike.push(ordinal)
          else missed.set(looks(ordinal), [ordinal])
        }
      const [moved, twice]: [PlacedSheet[], PlacedSheet[]] = [[], []]
      for (const sheet of repeats) {
        const ordinal = missed.get(looks(sheet.ordinal))?.shift()
        if (ordinal === undefined) twice.push(sheet)
        else {
          moved.push({ index: sheet.index, ordinal })
          printed[ordinal] = 1
        }
      }
      giveBack(printed)
      return { moved, twice }
    },
  }
}
