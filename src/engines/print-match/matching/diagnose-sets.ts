import type { Diagnosis } from '../verdict.ts'
import { diagnosis } from '../words/diagnosis-words.ts'
import { directionWord, rangeWords, recordsWord } from '../words/place-words.ts'
import type { SheetPlaces } from './diagnose-backs.ts'

/** Sheets of sets, one after the other, of which the same one is another record's, by the same distance. */
interface SetRun {
  readonly from: number
  to: number
  /** Which sheet of its set, from 0. */
  readonly number: number
  /** In records; > 0 is a later one's. */
  readonly distance: number
  count: number
}

/** A single set, or two, may have changed sheets in another way. */
const LEAST_SETS = 3

/**
 * 組の中の用紙のずれ: the further sheets of the sets run apart from the first ones.
 * @returns the places as if each further sheet were its set's: the order of the sets themselves; and the sheets that are not
 */
export function diagnoseSets(places: SheetPlaces): {
  readonly found: Diagnosis[]
  readonly places: SheetPlaces
  readonly mixed: ReadonlySet<number>
} {
  const { sheets, sheetsPerRecord: size } = places
  const runs = size < 2 ? [] : setRuns(places).filter(({ count }) => count >= LEAST_SETS)
  if (runs.length === 0) return { found: [], places, mixed: new Set() }
  const fronts = Int32Array.from(places.fronts)
  const mixed = new Set<number>()
  for (const { from, to, number, distance } of runs)
    for (let i = from; i <= to; i++) {
      if (fronts[i]! < 0 || (fronts[i]! >> 1) % size !== number) continue
      fronts[i]! -= 2 * size * distance
      mixed.add(sheets[i]!)
    }
  const last = (number: number) => sheets.length - size + number
  return {
    places: { ...places, fronts },
    mixed,
    found: runs.map(({ from, to, number, distance, count }) =>
      diagnosis('sets_mixed', {
        range: rangeWords(sheets[from]!, sheets[to]!, to >= last(number)),
        number: number + 1,
        distance: recordsWord(Math.abs(distance)),
        direction: directionWord(distance < 0),
        from: sheets[from]!,
        to: sheets[to]!,
        by: distance,
        count,
      }),
    ),
  }
}

function setRuns({ fronts, sheetsPerRecord: size }: SheetPlaces): SetRun[] {
  const runs: SetRun[] = []
  const current = new Map<number, SetRun>()
  let [first, record] = [-1, -1]
  for (let i = 0; i < fronts.length; i++) {
    const ordinal = fronts[i]! >= 0 ? fronts[i]! >> 1 : -1
    const number = ordinal % size
    if (ordinal < 0) continue
    if (number === 0) [first, record] = [i, ordinal / size]
    if (number === 0 || first < 0 || i - first !== number) continue
    const distance = Math.floor(ordinal / size) - record
    const run = current.get(number)
    if (run && run.distance === distance && i - run.to === size) {
      run.to = i
      run.count++
    } else if (distance === 0) current.delete(number)
    else {
      const begun: SetRun = { from: i, to: i, number, distance, count: 1 }
      current.set(number, begun)
      runs.push(begun)
    }
  }
  return runs
}
