import type { PrintTable } from '../print-run.ts'
import type { Diagnosis } from '../verdict.ts'
import { diagnosis } from '../words/diagnosis-words.ts'
import { afterWords, sheetsWord, spanWords } from '../words/place-words.ts'
import type { SheetPlaces } from './diagnose-backs.ts'
import type { RunLayout } from './layout.ts'
import { type Segment, segmentLength, segmentsOf } from './order-segments.ts'
import { orderSummary } from './order-summary.ts'

/**
 * What happened to the order of the sheets: records dropped or printed twice, a restart, a group reversed or moved, batches
 * swapped. Whose sheet it is says its front.
 * @param printed 1 for each sheet of the run as it should be that was printed, or may have been
 */
export function diagnoseOrder(
  places: SheetPlaces,
  printed: Uint8Array,
  data: PrintTable,
  layout: RunLayout,
): Diagnosis[] {
  const { sheets } = places
  const found: Diagnosis[] = []
  const segments = segmentsOf(places)
  const seen = new Uint8Array(layout.sheetCount)
  /** Where a sheet lies that says whose it is; one without a value is no sign that something was put elsewhere. */
  const placed = new Uint8Array(layout.sheetCount)
  for (const place of places.fronts) if (place >= 0) placed[place >> 1] = 1
  const mixed: Segment[] = []
  let next = 0

  const gapBefore = (ordinal: number, after: number) => {
    for (let from = next; from < ordinal; from++) {
      if (printed[from] === 1) continue
      let to = from
      while (to + 1 < ordinal && printed[to + 1] === 0) to++
      found.push(dropped(from, to, after))
      from = to
    }
  }
  const dropped = (from: number, to: number, after: number) => {
    const [first, last] = [layout.recordOf(from), layout.recordOf(to)]
    const [record, lastRecord] = [data.records[first]!, data.records[last]!]
    const facts = { where: afterWords(after), after, key: record.key, line: record.line }
    const count = to - from + 1
    if (first === last && count < layout.slotsOf(first).length / layout.sidesPerSheet)
      return diagnosis('sheets_dropped', { ...facts, sheets: sheetsWord(count), count })
    return first === last
      ? diagnosis('record_dropped', facts)
      : diagnosis('records_dropped', {
          ...facts,
          lastKey: lastRecord.key,
          lastLine: lastRecord.line,
          count: last - first + 1,
        })
  }
  const see = ({ first, last }: Segment) => seen.fill(1, Math.min(first, last), Math.max(first, last) + 1)

  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!
    const [low, high] = [Math.min(segment.first, segment.last), Math.max(segment.first, segment.last)]
    const before = segment.from === 0 ? 0 : sheets[segment.from - 1]!
    const following = segments[i + 1]
    const third = segments[i + 2]
    if (low > next && following && isSwapped(segment, [following])) {
      swapped(segment, following)
      ;[segment, following].forEach(see)
      next = high + 1
      i++
      continue
    }
    if (low > next && following && third && isSwapped(segment, [following, third])) {
      swapped(segment, third)
      ;[segment, following, third].forEach(see)
      next = high + 1
      i += 2
      continue
    }
    if (low >= next) {
      gapBefore(low, before)
      if (anyPlaced(next, low)) mixed.push(segment)
    } else if (allSeen(low, Math.min(high, next - 1))) repeated(segment, low, Math.min(high, next - 1))
    else mixed.push(segment)
    if (segment.step === -1)
      found.push(diagnosis('group_reversed', { from: sheets[segment.from]!, to: sheets[segment.to]! }))
    see(segment)
    next = Math.max(next, high + 1)
  }
  gapBefore(layout.sheetCount, sheets.length === 0 ? 0 : sheets.at(-1)!)
  const [first] = mixed
  if (mixed.length === 1 || (mixed.length === 2 && mixed[1]!.from === mixed[0]!.to + 1)) {
    const group = mixed.length === 2 && segmentLength(mixed[1]!) < segmentLength(mixed[0]!) ? mixed[1]! : first!
    found.push(movedGroup(group))
  } else if (first) found.push(diagnosis('order_mixed', { count: mixed.length, sheet: sheets[first.from]! }))
  return orderSummary(found)

  function isSwapped(late: Segment, rest: readonly Segment[]): boolean {
    let expected = next
    for (const segment of rest.toReversed()) {
      if (segment.step === -1 || segment.first !== expected) return false
      expected = segment.last + 1
    }
    return late.step === 1 && late.first === expected
  }

  function swapped(a: Segment, b: Segment) {
    const [small, large] = segmentLength(a) <= segmentLength(b) ? [a, b] : [b, a]
    if (segmentLength(large) > 3 * segmentLength(small) && b.from === a.to + 1) found.push(movedGroup(small))
    else
      found.push(
        diagnosis('batches_swapped', {
          span: spanWords(sheets[a.from]!, sheets[a.to]!),
          otherSpan: spanWords(sheets[b.from]!, sheets[b.to]!),
          from: sheets[a.from]!,
          to: sheets[a.to]!,
          otherFrom: sheets[b.from]!,
          otherTo: sheets[b.to]!,
        }),
      )
  }

  function movedGroup(group: Segment): Diagnosis {
    const [from, to] = [sheets[group.from]!, sheets[group.to]!]
    return diagnosis('group_moved', { span: spanWords(from, to), from, to, count: segmentLength(group) })
  }

  function repeated(segment: Segment, low: number, high: number) {
    const record = data.records[layout.recordOf(low)]!
    const facts = { sheet: sheets[segment.from]!, key: record.key, line: record.line }
    const isOne = layout.recordOf(low) === layout.recordOf(high)
    found.push(
      isOne ? diagnosis('record_repeated', facts) : diagnosis('restarted', { ...facts, count: high - low + 1 }),
    )
  }

  /** Nearly all of them: a sheet that tells nobody's name may have been taken for its neighbour's. */
  function allSeen(from: number, to: number): boolean {
    let count = 0
    for (let ordinal = from; ordinal <= to; ordinal++) count += seen[ordinal]!
    return count >= 0.75 * (to - from + 1)
  }

  function anyPlaced(from: number, to: number): boolean {
    for (let ordinal = from; ordinal < to; ordinal++) if (placed[ordinal] === 1) return true
    return false
  }
}

/** Sheets (by index) that do not lie in the longest rising sequence of their fronts: the fewest that are out of order. */
export function outOfOrder(fronts: Int32Array): number[] {
  const tails: number[] = []
  const before = new Int32Array(fronts.length).fill(-1)
  for (let i = 0; i < fronts.length; i++) {
    if (fronts[i]! < 0) continue
    let [low, high] = [0, tails.length]
    while (low < high) {
      const middle = (low + high) >> 1
      // An equal one is a sheet printed twice; that is told as such.
      if (fronts[tails[middle]!]! <= fronts[i]!) low = middle + 1
      else high = middle
    }
    before[i] = low === 0 ? -1 : tails[low - 1]!
    tails[low] = i
  }
  const kept = new Uint8Array(fronts.length)
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i]!) kept[i] = 1
  const left: number[] = []
  for (let i = 0; i < fronts.length; i++) if (fronts[i]! >= 0 && kept[i] === 0) left.push(i)
  return left
}
