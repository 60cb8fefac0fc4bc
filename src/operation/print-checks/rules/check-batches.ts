import type { BatchKind } from '../print-states.ts'

export interface Batch {
  readonly kind: BatchKind
  readonly name: string
  /** Items, from 1, both included. */
  readonly from: number
  readonly until: number
}

/**
 * Whether rolls, files and batches cover a lot without gap or overlap, each kind for itself: a roll ends where no file does.
 * None at all: the lot is one.
 */
export const coversLot = (batches: readonly Batch[], itemCount: number): boolean =>
  [...new Set(batches.map(({ kind }) => kind))].every((kind) =>
    covers(
      batches.filter((one) => one.kind === kind),
      itemCount,
    ),
  )

function covers(batches: readonly Batch[], itemCount: number): boolean {
  const sorted = [...batches].sort((a, b) => a.from - b.from)
  let next = 1
  for (const { from, until } of sorted) {
    if (from !== next || until < from) return false
    next = until + 1
  }
  return next === itemCount + 1
}

/** Of each kind the one in which an item is. */
export const batchesOf = (batches: readonly Batch[], item: number): readonly Batch[] =>
  batches.filter(({ from, until }) => from <= item && item <= until)
