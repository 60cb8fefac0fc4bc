import type { Diagnosis } from '../verdict.ts'
import { diagnosis } from '../words/diagnosis-words.ts'
import {
  directionWord,
  pagesWord,
  placesWord,
  rangeWords,
  recordsWord,
  sheetsWord,
  spanWords,
} from '../words/place-words.ts'

/** Sheets in their order without banners: number of the sheet, and the places of its sides (`ordinal × 2 + side`, -1 unknown). */
export interface SheetPlaces {
  readonly sheets: Int32Array
  readonly fronts: Int32Array
  readonly backs: Int32Array
  /** For each sheet with a wrong back that says nobody's name: the distances at which it would be right, see `distanceBit`. */
  readonly fitting: Uint16Array
  /** Sheets of a record, where all records have as many; otherwise 0. */
  readonly sheetsPerRecord: number
}

/** Backs without a value are tried for records so far away from the front's. */
export const MOST_DISTANCE = 7
export const distanceBit = (distance: number): number =>
  distance === 0 || Math.abs(distance) > MOST_DISTANCE ? 0 : 1 << (distance + MOST_DISTANCE)

interface BackRun {
  readonly kind: 'shift' | 'reverse'
  /** Indexes among the sheets; `distance` in sheets: > 0 shows a later record. */
  from: number
  to: number
  readonly distance: number
  count: number
}

/** Sheets that look right in the midst of a shift: their backs are alike by chance. */
const GAP = 4
/** Two backs in reverse are two that changed places. */
const LEAST_REVERSED = 3

/**
 * What the backs do against the fronts: shifted, reversed, swapped, or single ones wrong.
 * @returns `explained`: sheets whose back is wrong by that alone, though it says nobody's name
 */
export function diagnoseBacks(places: SheetPlaces): { found: Diagnosis[]; explained: ReadonlySet<number> } {
  const { sheets, fronts, backs, fitting, sheetsPerRecord } = places
  const explained = new Set<number>()
  const last = sheets.length - 1
  const distanceAt = (i: number): number | undefined =>
    fronts[i]! >= 0 && backs[i]! >= 0 && fronts[i]! % 2 === 0 && backs[i]! % 2 === 1
      ? (backs[i]! - 1 - fronts[i]!) / 2
      : undefined
  const wrong: number[] = []
  for (let i = 0; i <= last; i++) if ((distanceAt(i) ?? 0) !== 0) wrong.push(i)
  if (wrong.length === 0) return { found: [], explained }

  const found: Diagnosis[] = []
  const single: number[] = []
  const runs = backRuns()
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at]!
    const next = runs[at + 1]
    if (next && run.kind === 'shift' && next.kind === 'shift' && isSwap(run, next)) {
      found.push(
        diagnosis('backs_swapped', {
          span: spanWords(sheets[run.from]!, sheets[run.to]!),
          otherSpan: spanWords(sheets[next.from]!, sheets[next.to]!),
          from: sheets[run.from]!,
          to: sheets[run.to]!,
          otherFrom: sheets[next.from]!,
          otherTo: sheets[next.to]!,
        }),
      )
      at++
    } else if (run.kind === 'reverse') {
      const range = rangeWords(sheets[run.from]!, sheets[run.to]!, false)
      found.push(
        diagnosis('backs_reversed', {
          range,
          from: sheets[run.from]!,
          to: sheets[run.to]!,
          count: run.to - run.from + 1,
        }),
      )
    } else if (run.count >= 2 || isBeginningAtTheEnd(run)) found.push(shifted(withNobodys(run)))
    else single.push(run.from)
  }
  if (single.length > 0) {
    const numbers = single.map((i) => sheets[i]!)
    found.push(
      diagnosis('backs_other', {
        places: placesWord(numbers),
        count: single.length,
        sheets: numbers.slice(0, 5).join('・'),
      }),
    )
  }
  return { found, explained }

  /** With the sheets before and between whose back tells nobody's name, but is the one that this distance puts there. */
  function withNobodys(run: BackRun): BackRun {
    const fits = (i: number) => backs[i]! < 0 && (fitting[i]! & distanceBit(run.distance)) !== 0
    let { from, count } = run
    for (let i = run.from; i <= run.to; i++)
      if (fits(i)) {
        explained.add(sheets[i]!)
        count++
      }
    for (let i = run.from - 1, right = 0; i >= 0 && right <= GAP; i--) {
      if (fits(i)) {
        explained.add(sheets[i]!)
        ;[from, right] = [i, 0]
        count++
      } else if (distanceAt(i) !== undefined && distanceAt(i) !== 0) break
      else right++
    }
    return { ...run, from, count }
  }

  function backRuns(): BackRun[] {
    const runs: BackRun[] = []
    for (let i = 0; i < wrong.length;) {
      const shift = longest(
        i,
        (a, b) => distanceAt(a) === distanceAt(b) && rightBetween(a, b) <= GAP * Math.max(1, sheetsPerRecord),
      )
      const reverse = longest(i, (a, b) => b - a <= 2 && (distanceAt(a) ?? 0) - (distanceAt(b) ?? 0) === 2 * (b - a))
      const isReverse = reverse > shift && reverse >= LEAST_REVERSED
      const count = isReverse ? reverse : shift
      const [from, to] = [wrong[i]!, wrong[i + count - 1]!]
      runs.push({ kind: isReverse ? 'reverse' : 'shift', from, to, distance: distanceAt(from)!, count })
      i += count
    }
    return wrapped(runs)
  }

  /** Sheets between two wrong ones whose back is known to be their own. */
  function rightBetween(a: number, b: number): number {
    let count = 0
    for (let i = a + 1; i < b; i++) if (distanceAt(i) === 0) count++
    return count
  }

  function longest(start: number, goesOn: (a: number, b: number) => boolean): number {
    let end = start
    while (end + 1 < wrong.length && goesOn(wrong[end]!, wrong[end + 1]!)) end++
    return end - start + 1
  }

  /** A shift pushes the last back round to the front, or the first to the end: that is one run, not two. */
  function wrapped(runs: BackRun[]): BackRun[] {
    const main = runs.find((run) => run.kind === 'shift' && run.count > 2)
    const isTail = (run: BackRun) => {
      if (!main || run === main || run.kind !== 'shift' || Math.sign(run.distance) === Math.sign(main.distance))
        return false
      const size = Math.max(1, sheetsPerRecord)
      const isBeside = [run.from - main.to, main.from - run.to].some((gap) => gap >= 1 && gap <= size)
      return isBeside && run.count * size <= Math.abs(main.distance) && Math.abs(run.distance) === main.count * size
    }
    const tail = runs.find(isTail)
    if (!main || !tail || main.count === tail.count) return runs
    // A ring of backs: not two batches that changed places.
    if (tail.count > 1) return runs
    main.to = Math.max(main.to, tail.to)
    const joined = { ...main, from: Math.min(main.from, tail.from), count: main.count + tail.count }
    return runs.filter((run) => run !== tail).map((run) => (run === main ? joined : run))
  }

  function isSwap(a: BackRun, b: BackRun): boolean {
    const isOpposite = Math.sign(a.distance) === -Math.sign(b.distance)
    const [lengthA, lengthB] = [a.to - a.from + 1, b.to - b.from + 1]
    const isAdjacent = b.from - a.to === 1 && Math.abs(a.distance) === lengthA && Math.abs(b.distance) === lengthB
    const isApart = lengthA === lengthB && a.distance === -b.distance && b.from - a.from === Math.abs(a.distance)
    return isOpposite && ((isAdjacent && lengthA === lengthB) || isApart)
  }

  /** A shift that begins at the last sheet: by one record, and nothing else is wrong. */
  function isBeginningAtTheEnd(run: BackRun): boolean {
    return isAtTheEnd(run) && Math.abs(run.distance) === Math.max(1, sheetsPerRecord) && wrong.length === run.count
  }

  function isAtTheEnd(run: BackRun): boolean {
    for (let i = run.to + 1; i <= last; i++) if (backs[i]! >= 0) return false
    return true
  }

  function shifted(run: BackRun): Diagnosis {
    const inRecords = sheetsPerRecord > 0 && run.distance % sheetsPerRecord === 0
    const size = Math.abs(inRecords ? run.distance / sheetsPerRecord : run.distance)
    const isBefore = run.distance < 0
    return diagnosis('backs_shifted', {
      range: rangeWords(sheets[run.from]!, sheets[run.to]!, isAtTheEnd(run)),
      distance: inRecords ? recordsWord(size) : sheetsWord(size),
      direction: directionWord(isBefore),
      from: sheets[run.from]!,
      to: sheets[run.to]!,
      by: isBefore ? -size : size,
      count: run.count,
    })
  }
}

/** A page too few or too many: from there on, what should be a back lies on a front. */
export function diagnosePages({ sheets, fronts, backs }: SheetPlaces): { found: Diagnosis[]; from: number } {
  const isTurned = (i: number) => (fronts[i]! >= 0 && fronts[i]! % 2 === 1) || (backs[i]! >= 0 && backs[i]! % 2 === 0)
  const turned: number[] = []
  for (let i = 0; i < sheets.length; i++) if (isTurned(i)) turned.push(i)
  const [first] = turned
  if (first === undefined) return { found: [], from: Infinity }
  const before = first === 0 ? -1 : backs[first - 1]! >= 0 ? backs[first - 1]! : fronts[first - 1]! + 1
  const after = fronts[first]! >= 0 ? fronts[first]! : backs[first]! - 1
  const jump = after - before - 1
  const later = turned.some((i) => fronts[i]! >= 0 && fronts[i]! / 2 > i)
  const kind = jump > 0 || (jump === 0 && later) ? 'page_dropped' : 'page_added'
  const count = Math.max(1, Math.abs(jump))
  return {
    found: [diagnosis(kind, { pages: pagesWord(count), from: sheets[first]!, count, sheets: turned.length })],
    from: first,
  }
}
