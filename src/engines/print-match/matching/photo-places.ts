import type { PhotoLine } from '../reading/photo-lines.ts'
import type { Area } from '../specification.ts'
import type { Slot } from './layout.ts'
import { type PrintedValue, rowsOf, type Sighting } from './photo-values.ts'

/** Print, hand and lens each move a place by a millimetre or two. */
const MARGIN_MM = 2.5
const LETTER = /[\p{L}\p{N}]/u

/**
 * Whether something is written in a row that should be empty: one more child, which would be another household's. Where the
 * rows lie on the photograph is worked out from the values that were found on it.
 * @returns true too where that cannot be said
 */
export function hasFurtherRow(
  { page }: Slot,
  found: readonly (PrintedValue & Pick<Sighting, 'box'>)[],
  lines: readonly PhotoLine[],
): boolean {
  const isFilled = new Set(found.map(({ field, row }) => `${field.index} ${row}`))
  const empty = (page?.fields ?? [])
    .filter(({ field, isChild }) => isChild && field.read === 'text')
    .flatMap((field) =>
      Array.from({ length: rowsOf(field, page?.repeatFor) }, (_, row) => row)
        .filter((row) => !isFilled.has(`${field.index} ${row}`))
        .map((row) => field.areaOf(row)),
    )
  if (empty.length === 0) return false
  const place = placing(found)
  if (!place || empty.includes(undefined)) return true
  const pieces = lines.flat().filter(({ text }) => LETTER.test(text))
  return empty.some((area) => {
    const [left, top, right, bottom] = place(area!)
    return pieces.some(({ box }) => {
      const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
      return x >= left && x <= right && y >= top && y <= bottom
    })
  })
}

/** Millimetres of the page to dots of the photograph. @returns undefined where too little was found to tell */
function placing(
  found: readonly (PrintedValue & Pick<Sighting, 'box'>)[],
): ((area: Area) => readonly [number, number, number, number]) | undefined {
  const known = found.flatMap(({ field, row, box }) => {
    const area = field.areaOf(row)
    return area ? [{ x: area[0], y: area[1] + area[3] / 2, left: box[0], middle: (box[1] + box[3]) / 2 }] : []
  })
  let [furthest, scale] = [0, 0]
  for (const a of known)
    for (const b of known) {
      const distance = Math.hypot(a.x - b.x, a.y - b.y)
      if (distance > furthest)
        [furthest, scale] = [distance, Math.hypot(a.left - b.left, a.middle - b.middle) / distance]
    }
  if (furthest < FURTHEST_APART_MM || scale === 0) return undefined
  return ([x, y, width, height]) => {
    // Of the nearest value that was found: what the lens bends is least there.
    const nearest = known.reduce((best, one) =>
      Math.hypot(one.x - x, one.y - y) < Math.hypot(best.x - x, best.y - y) ? one : best,
    )
    const dots = (mm: number) => mm * scale
    return [
      nearest.left + dots(x - nearest.x - MARGIN_MM),
      nearest.middle + dots(y - nearest.y - MARGIN_MM),
      nearest.left + dots(x + width - nearest.x + MARGIN_MM),
      nearest.middle + dots(y + height - nearest.y + MARGIN_MM),
    ]
  }
}

const FURTHEST_APART_MM = 8
