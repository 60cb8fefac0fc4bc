import type { SheetPlaces } from './diagnose-backs.ts'

/** Sheets that follow each other as their records do, or against it. Indexes into the sheets; ordinals of the run. */
export interface Segment {
  readonly from: number
  to: number
  readonly first: number
  last: number
  step: 1 | -1
  /** Sheets that say whose they are. */
  known: number
}

export const segmentLength = (segment: Segment) => segment.to - segment.from + 1
const LEAST_REVERSED = 3

/** The run cut where its sheets stop following each other. */
export function segmentsOf({ fronts }: SheetPlaces): Segment[] {
  const segments: Segment[] = []
  let current: Segment | undefined
  for (let i = 0; i < fronts.length; i++) {
    const place = fronts[i]!
    if (place < 0 || place % 2 === 1) continue
    const ordinal = place / 2
    if (current) {
      const gap = i - current.to
      const isFirst = current.first === current.last && segmentLength(current) === 1
      if (ordinal === current.last + gap && (current.step === 1 || isFirst)) {
        ;[current.to, current.last, current.step] = [i, ordinal, 1]
        current.known++
        continue
      }
      if (ordinal === current.last - gap && (current.step === -1 || isFirst)) {
        ;[current.to, current.last, current.step] = [i, ordinal, -1]
        current.known++
        continue
      }
    }
    current = { from: i, to: i, first: ordinal, last: ordinal, step: 1, known: 1 }
    segments.push(current)
  }
  return segments.flatMap(withoutShortReversals)
}

/** Two sheets in reverse are two that changed places. */
function withoutShortReversals(segment: Segment): Segment[] {
  if (segment.step === 1 || segment.known >= LEAST_REVERSED) return [segment]
  return [
    { from: segment.from, to: segment.from, first: segment.first, last: segment.first, step: 1, known: 1 },
    { from: segment.to, to: segment.to, first: segment.last, last: segment.last, step: 1, known: 1 },
  ]
}
