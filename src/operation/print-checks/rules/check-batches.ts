import type { BatchKind } from '../print-states.ts'

export interface Batch {
  readonly kind: BatchKind
  readonly name: string
  /** Items, from 1, both included. */
  readonly from: number
  readonly until: number
}

/** Whether rolls, files and batches cover a lot without gap or overlap. None at all: the lot is one. */
export function coversLot(batches: readonly Batch[], itemCount: number): boolean {
  if (batches.length === 0) return true
  const sorted = [...batches].sort((a, b) => a.from - b.from)
  let next = 1
  for (const { from, until } of sorted) {
    if (from !== next || until < from) return false
    next = until + 1
  }
  return next === itemCount + 1
}

export const batchOf = (batches: readonly Batch[], item: number): Batch | undefined =>
  batches.find(({ from, until }) => from <= item && item <= until)
