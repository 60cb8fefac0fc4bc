import type { PrintedWord } from '../reading/preview-messages.ts'
import type { Area, PrintField } from '../specification.ts'
import type { SamplePage } from './print-sample.ts'
import type { FieldSighting } from './field-sighting.ts'

type Box = PrintedWord['box']
type Rows = NonNullable<PrintField['rows']>
type Seen = FieldSighting & { readonly word: PrintedWord }

const GAP_MM = 1
const EDGE_MM = 3
/** Lines that begin within this of each other are set from the left. */
const SAME_MM = 1

/** How far a field may reach before it touches another text of any page: left, top, right, bottom. */
export interface FreeSpace {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Looks around the places where a field was found, on every page of the sample that has it. */
export function freeSpace(found: readonly Seen[], pages: readonly SamplePage[], rows: Rows | undefined): FreeSpace {
  const own = new Set(found.map(({ word }) => word))
  const [x, y, width, height] = union(found.map(({ box, child = 0 }) => moved(box, rows, child)))
  let [left, top, right, bottom] = [EDGE_MM, EDGE_MM, pages[0]!.widthMm - EDGE_MM, pages[0]!.heightMm - EDGE_MM]
  for (const { words } of pages) {
    for (const word of words) {
      if (own.has(word)) continue
      const [wx, wy, ww, wh] = word.box
      const isOnLine = wy < y + height && wy + wh > y
      const isAboveOrBelow = wx < x + width && wx + ww > x
      if (isOnLine && wx >= x + width) right = Math.min(right, wx - GAP_MM)
      if (isOnLine && wx + ww <= x) left = Math.max(left, wx + ww + GAP_MM)
      if (isAboveOrBelow && wy + wh <= y) top = Math.max(top, (wy + wh + y) / 2)
      if (isAboveOrBelow && wy >= y + height) bottom = Math.min(bottom, (wy + y + height) / 2)
    }
  }
  // The next row begins in the middle between two.
  if (rows && rows.pitch > 0 && rows.direction === 'down') {
    const slack = Math.max(0, (rows.pitch - height) / 2)
    ;[top, bottom] = [Math.max(top, y - slack), Math.min(bottom, y + height + slack)]
  }
  if (rows && rows.pitch > 0 && rows.direction === 'right') right = Math.min(right, x + rows.pitch - GAP_MM)
  return { left, top, right, bottom }
}

/**
 * The place of a field: what was seen of it, with the room that a longer value needs. Lines that begin together grow to the
 * right, others to both sides.
 */
export function areaFor(boxes: readonly Box[], space: FreeSpace): Area {
  const [x, y, width, height] = union(boxes)
  const lefts = boxes.map((box) => box[0])
  const isFromLeft = Math.max(...lefts) - Math.min(...lefts) < SAME_MM
  const left = isFromLeft ? Math.max(Math.min(space.left, x), x - 2) : Math.min(space.left, x)
  const right = Math.max(space.right, x + width)
  const top = Math.min(y, Math.max(space.top, y - 2))
  const bottom = Math.max(y + height, Math.min(space.bottom, y + height + 2))
  return [rounded(left), rounded(top), rounded(right - left), rounded(bottom - top)]
}

/** How children follow each other: the distance from one to the next, and how many have room. */
export function rowsFor(found: readonly Seen[], pages: readonly SamplePage[], mostChildren: number): Rows | undefined {
  const steps: { readonly dx: number; readonly dy: number }[] = []
  for (const a of found) {
    const b = found.find(({ page, child }) => page === a.page && child === (a.child ?? 0) + 1)
    if (b) steps.push({ dx: b.box[0] - a.box[0], dy: middle(b.box) - middle(a.box) })
  }
  if (steps.length === 0) return mostChildren === 1 ? { count: 1, pitch: 0, direction: 'down' } : undefined
  const [dx, dy] = [median(steps.map((step) => step.dx)), median(steps.map((step) => step.dy))]
  const isDown = Math.abs(dy) >= Math.abs(dx)
  const pitch = rounded(isDown ? dy : dx)
  if (steps.some((step) => Math.abs((isDown ? step.dy : step.dx) - pitch) > 2)) return undefined
  const rows = { count: 1, pitch, direction: isDown ? ('down' as const) : ('right' as const) }
  const seen = Math.max(...found.map(({ child = 0 }) => child)) + 1
  return { ...rows, count: Math.max(seen, Math.min(mostChildren, roomFor(found, pages, rows))) }
}

/** Rows until another text, or the end of the page, is in the way. */
function roomFor(found: readonly Seen[], pages: readonly SamplePage[], rows: Rows): number {
  const own = new Set(found.map(({ word }) => word))
  const [x, y, width, height] = union(found.map(({ box, child = 0 }) => moved(box, rows, child)))
  for (let row = 1; row < 200; row++) {
    const [rx, ry] = rows.direction === 'down' ? [x, y + row * rows.pitch] : [x + row * rows.pitch, y]
    const isInWay = pages.some(
      ({ words, widthMm, heightMm }) =>
        rx + width > widthMm ||
        ry + height > heightMm ||
        words.some(
          (word) =>
            !own.has(word) &&
            word.box[0] < rx + width &&
            word.box[0] + word.box[2] > rx &&
            word.box[1] < ry + height &&
            word.box[1] + word.box[3] > ry,
        ),
    )
    if (isInWay) return row
  }
  return 200
}

const moved = ([x, y, width, height]: Box, rows: Rows | undefined, child: number): Box =>
  !rows
    ? [x, y, width, height]
    : rows.direction === 'down'
      ? [x, y - child * rows.pitch, width, height]
      : [x - child * rows.pitch, y, width, height]

function union(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box[0]))
  const top = Math.min(...boxes.map((box) => box[1]))
  const right = Math.max(...boxes.map((box) => box[0] + box[2]))
  const bottom = Math.max(...boxes.map((box) => box[1] + box[3]))
  return [left, top, right - left, bottom - top]
}

const middle = (box: Box) => box[1] + box[3] / 2
const rounded = (mm: number) => Math.round(mm * 10) / 10
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
