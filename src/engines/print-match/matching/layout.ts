import type { PrintRecord } from '../print-run.ts'
import type { CompiledPage, CompiledSpecification } from './compile.ts'

/** One side of one sheet of a record: a page of the specification, or the empty back that fills up the last sheet. */
export interface Slot {
  /** Undefined: nothing is printed here. */
  readonly page?: CompiledPage
  /** The first child on this page; a repeated page has the next ones. */
  readonly firstChild: number
}

/**
 * Where each record lies in the run. Sheets of all records are numbered through in the order of the data (`ordinal`, from
 * 0); with `duplex` a sheet has two sides, and a record begins on a new one.
 */
export interface RunLayout {
  readonly sidesPerSheet: 1 | 2
  readonly sheetCount: number
  readonly firstSheetOf: (record: number) => number
  readonly recordOf: (ordinal: number) => number
  readonly slotsOf: (record: number) => readonly Slot[]
  readonly slotAt: (ordinal: number, side: 0 | 1) => Slot
}

const FILLER: Slot = { firstChild: 0 }

export function runLayout(compiled: CompiledSpecification, records: readonly PrintRecord[]): RunLayout {
  const sidesPerSheet = compiled.specification.duplex ? 2 : 1
  const layouts = new Map<string, readonly Slot[]>()
  const slotsOfAll = records.map(({ values, children }) => {
    const pages = compiled.pages.filter((page) => page.isFor(values))
    const signature = `${children.length} ${pages.length === compiled.pages.length ? '' : pages.map((p) => p.index).join(',')}`
    let slots = layouts.get(signature)
    if (!slots) layouts.set(signature, (slots = slotsFor(pages, children.length, sidesPerSheet)))
    return slots
  })
  const first = new Int32Array(records.length + 1)
  for (const [record, slots] of slotsOfAll.entries()) first[record + 1] = first[record]! + slots.length / sidesPerSheet
  const recordOf = (ordinal: number) => {
    let [low, high] = [0, records.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (first[middle]! <= ordinal) low = middle
      else high = middle - 1
    }
    return low
  }
  return {
    sidesPerSheet,
    sheetCount: first[records.length]!,
    firstSheetOf: (record) => first[record]!,
    recordOf,
    slotsOf: (record) => slotsOfAll[record]!,
    slotAt(ordinal, side) {
      const record = recordOf(ordinal)
      return slotsOfAll[record]![(ordinal - first[record]!) * sidesPerSheet + side]!
    },
  }
}

function slotsFor(pages: readonly CompiledPage[], childCount: number, sidesPerSheet: number): readonly Slot[] {
  const slots: Slot[] = []
  for (const page of pages) {
    const times = page.repeatFor === undefined ? 1 : Math.max(1, Math.ceil(childCount / page.repeatFor))
    for (let time = 0; time < times; time++) slots.push({ page, firstChild: time * (page.repeatFor ?? 0) })
  }
  while (slots.length % sidesPerSheet !== 0 || slots.length === 0) slots.push(FILLER)
  return slots
}
