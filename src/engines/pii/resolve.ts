import type { Candidate } from './text/recogniser.ts'

/** A candidate with its score in hundredths. */
export interface Scored extends Candidate {
  readonly score: number
}

export function scored(candidate: Candidate): Scored {
  const { type, class: fine, start, end, reasons } = candidate
  let sum = 0
  for (const { delta } of reasons) sum += delta
  const score = Math.max(0, Math.min(99, sum))
  return fine === undefined ? { type, start, end, reasons, score } : { type, class: fine, start, end, reasons, score }
}

/** Of candidates that overlap the surest stays, of equally sure ones the longest. In the order of the text. */
export function withoutOverlaps(candidates: readonly Scored[]): Scored[] {
  const byWeight = candidates.toSorted(
    (a, b) => b.score - a.score || b.end - b.start - (a.end - a.start) || a.start - b.start,
  )
  const taken: Scored[] = []
  // Kept in the order of the text, so that a place is found by halving.
  for (const candidate of byWeight) {
    const at = firstEndingAfter(taken, candidate.start)
    if (at < taken.length && taken[at]!.start < candidate.end) continue
    taken.splice(at, 0, candidate)
  }
  return taken
}

/** Of findings in the order of the text that don't overlap: does one touch these places? */
export function isTouched(findings: readonly Scored[], { start, end }: Scored): boolean {
  const at = firstEndingAfter(findings, start)
  return at < findings.length && findings[at]!.start < end
}

function firstEndingAfter(taken: readonly Scored[], place: number): number {
  let [low, high] = [0, taken.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (taken[middle]!.end > place) high = middle
    else low = middle + 1
  }
  return low
}
