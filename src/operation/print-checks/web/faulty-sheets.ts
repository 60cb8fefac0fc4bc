export interface Span {
  readonly from: number
  readonly to: number
  readonly state: string
}

const isFaulty = ({ state }: Span) => state === 'mismatch' || state === 'unverified'

/** How many sheets have a finding or could not be looked at. */
export const faultyCount = (spans: readonly Span[]): number =>
  spans.filter(isFaulty).reduce((sum, { from, to }) => sum + to - from + 1, 0)

/** The next such sheet after this one (from 0: the first of all); undefined where there is none. */
export function nextFaulty(spans: readonly Span[], after: number): number | undefined {
  const span = spans.find((each) => isFaulty(each) && each.to > after)
  return span && Math.max(span.from, after + 1)
}

export function previousFaulty(spans: readonly Span[], before: number): number | undefined {
  const span = spans.findLast((each) => isFaulty(each) && each.from < before)
  return span && Math.min(span.to, before - 1)
}

/** The one that lies nearest, for a press on the strip. */
export function nearestFaulty(spans: readonly Span[], sheet: number): number | undefined {
  const [next, previous] = [nextFaulty(spans, sheet - 1), previousFaulty(spans, sheet + 1)]
  if (next === undefined || previous === undefined) return next ?? previous
  return next - sheet <= sheet - previous ? next : previous
}

/** Which of the faulty sheets this is, from 1; undefined where it is none. */
export function faultyPosition(spans: readonly Span[], sheet: number): number | undefined {
  let before = 0
  for (const span of spans) {
    if (!isFaulty(span)) continue
    if (sheet < span.from) return undefined
    if (sheet <= span.to) return before + sheet - span.from + 1
    before += span.to - span.from + 1
  }
  return undefined
}
