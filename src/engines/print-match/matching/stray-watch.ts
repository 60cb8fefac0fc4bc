import type { PageContent } from '../reading/page-content.ts'
import type { Look, Looks } from '../reading/thread-messages.ts'
import { CODE_FORMATS } from '../specification.ts'
import type { Cells } from './cells.ts'
import type { CodeAreas } from './looks.ts'
import type { PageView } from './read-field.ts'

type Box = readonly [left: number, top: number, right: number, bottom: number]

/** One side on which something is drawn that may be a code, and is in the place of no declared one. */
export interface StraySide {
  /** Of its sheet in the run, from 0. */
  readonly index: number
  readonly side: 0 | 1
  /** Of the PDF files taken together, from 1. */
  readonly page: number
  /** Where its cell lies on the page. */
  readonly cell: Box
  /** What stands in the declared codes. */
  readonly declared: readonly string[]
  /** In mm of the page. */
  readonly places: readonly Box[]
}
/** Kept while the run goes on, and looked into at its end. */
type Candidate = Omit<StraySide, 'declared' | 'places'> & { readonly content: PageContent }

export interface StrayCode {
  readonly format: string
  readonly text: string
  /** Of the drawing in which it was read, in mm of the cell. */
  readonly box: Box
}

/** The first ones, and the last. */
const MOST_SHEETS = 4
/** Between the parts of one code, and left free around it. */
const QUIET_MM = 3
const LEAST_MM = 4
const [THIN_MM, LONG_MM] = [0.6, 30]
/** More parts are no code, or a drawing too fine to be put together in passing. */
const MOST_PARTS = 3000

export interface StrayWatch {
  /** A sheet that is right by its fields. @param papers the whole pages */
  see(
    views: readonly PageView[],
    papers: readonly PageContent[],
    sheet: { readonly index: number; readonly cell: number; readonly pages: readonly number[] },
  ): void
  /** What is to be looked at again, and for what. */
  sides(): readonly StraySide[]
  looks(): Looks
  /** @param content as the thread found it on that page */
  codesOn(side: StraySide, content: PageContent | undefined): StrayCode[]
}

/** Remembers of a few sheets where codes may be that nobody declared: these drawings are read when the rest of the run is. */
export function strayWatch({ bySide }: CodeAreas, cells: Cells): StrayWatch {
  const sheets: (readonly Candidate[])[] = []
  let known: readonly StraySide[] | undefined
  let asked: readonly [readonly Box[], readonly Box[]] | undefined
  const sides = () => (known ??= sheets.flat().flatMap(strayOn))
  const placesOn = (side: 0 | 1) =>
    (asked ??= [0, 1].map((each) =>
      joined(sides().flatMap((one) => (one.side === each ? one.places : []))).filter(isLargeEnough),
    ) as unknown as [Box[], Box[]])[side]
  return {
    sides,
    see(views, papers, { index, cell, pages }) {
      const found = views.flatMap(({ content }, at): Candidate[] => {
        const side = at as 0 | 1
        if (!content.pictures.some(({ box }) => mayBeCode(box, side))) return []
        const { widthMm, heightMm } = papers[side]!
        return [{ index, side, page: pages[side]!, cell: cells.boxOf(cell, side, widthMm, heightMm), content }]
      })
      if (found.length > 0) sheets[Math.min(sheets.length, MOST_SHEETS - 1)] = found
    },
    looks: () =>
      ([0, 1] as const).map((side): Look => ({
        watched: [],
        codes: placesOn(side).map((box) => ({ box: wider(box, QUIET_MM), formats: CODE_FORMATS })),
      })) as [Look, Look],
    codesOn: ({ side, cell, declared }, content) =>
      (content?.codes ?? []).flatMap(({ format, text, area }) => {
        const box = placesOn(side)[area]
        if (!box || !isWithin(box, cell) || declared.includes(text)) return []
        const [x, y] = cell
        return [{ format, text, box: [box[0] - x, box[1] - y, box[2] - x, box[3] - y] as const }]
      }),
  }

  function strayOn({ content, ...at }: Candidate): StraySide[] {
    const parts = content.pictures.map(({ box }) => box).filter((box) => mayBeCode(box, at.side))
    if (parts.length > MOST_PARTS) return []
    const [x, y] = at.cell
    const places = joined(
      parts.map(([left, top, right, bottom]) => [left + x, top + y, right + x, bottom + y] as const),
    ).filter(isLargeEnough)
    return places.length === 0 ? [] : [{ ...at, declared: content.codes.map(({ text }) => text), places }]
  }

  function mayBeCode([left, top, right, bottom]: Box, side: 0 | 1): boolean {
    const [width, height] = [right - left, bottom - top]
    if (Math.min(width, height) < THIN_MM && Math.max(width, height) > LONG_MM) return false
    const [middle, level] = [(left + right) / 2, (top + bottom) / 2]
    return !bySide[side].some(({ field }) => {
      const [x, y, across, down] = field.area!
      return middle >= x && middle <= x + across && level >= y && level <= y + down
    })
  }
}

const wider = ([left, top, right, bottom]: Box, by: number): Box => [left - by, top - by, right + by, bottom + by]
const isLargeEnough = ([left, top, right, bottom]: Box) => right - left >= LEAST_MM && bottom - top >= LEAST_MM
const isWithin = ([left, top, right, bottom]: Box, cell: Box) =>
  left >= cell[0] - QUIET_MM && top >= cell[1] - QUIET_MM && right <= cell[2] + QUIET_MM && bottom <= cell[3] + QUIET_MM

/** Boxes that lie on or near each other as one. */
function joined(boxes: readonly Box[]): Box[] {
  const found: Box[] = []
  for (const each of boxes) {
    let box = each
    for (let at = found.length - 1; at >= 0; at--) {
      const other = found[at]!
      const near = wider(other, QUIET_MM)
      if (box[0] > near[2] || box[2] < near[0] || box[1] > near[3] || box[3] < near[1]) continue
      found.splice(at, 1)
      box = [
        Math.min(box[0], other[0]),
        Math.min(box[1], other[1]),
        Math.max(box[2], other[2]),
        Math.max(box[3], other[3]),
      ]
      at = found.length
    }
    found.push(box)
  }
  return found
}
