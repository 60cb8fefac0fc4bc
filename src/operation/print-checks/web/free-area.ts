import type { MadeFree } from '../making/contract.ts'
import type { Sample } from './made-draft.ts'

type Box = MadeFree['area']
type PrintedBox = Sample['pages'][number]['words'][number]['box']
type PageSize = Pick<Sample['pages'][number], 'widthMm' | 'heightMm'>

/** Texts of other sheets that begin, end or are centred as the pressed one stand in its place. */
const SAME_MM = 1.5
const BESIDE_MM = 2
const ABOVE_MM = 1

/**
 * 自由領域 around a pressed text, in mm: a little larger than its line, and as long as the longest that stands there on any
 * page of its kind in the sample.
 */
export function freeAreaAround(
  { pages, pagesPerRecord }: Pick<Sample, 'pages' | 'pagesPerRecord'>,
  at: number,
  pressed: PrintedBox,
): Box {
  const there = pages
    .filter((_, page) => page % pagesPerRecord === at % pagesPerRecord)
    .flatMap(({ words }) => words.map(({ box }) => box).filter((box) => isInPlaceOf(pressed, box)))
  const boxes = [pressed, ...there]
  const { widthMm, heightMm } = pages[at]!
  const left = Math.max(0, Math.min(...boxes.map(([x]) => x)) - BESIDE_MM)
  const top = Math.max(0, Math.min(...boxes.map(([, y]) => y)) - ABOVE_MM)
  const right = Math.min(widthMm, Math.max(...boxes.map(([x, , width]) => x + width)) + BESIDE_MM)
  const bottom = Math.min(heightMm, Math.max(...boxes.map(([, y, , height]) => y + height)) + ABOVE_MM)
  return [rounded(left), rounded(top), rounded(right - left), rounded(bottom - top)]
}

function isInPlaceOf([x, y, width, height]: PrintedBox, [left, top, wide, high]: PrintedBox): boolean {
  const middle = top + high / 2
  const apart = [left - x, left + wide - (x + width), left + wide / 2 - (x + width / 2)]
  return middle >= y && middle <= y + height && apart.some((mm) => Math.abs(mm) <= SAME_MM)
}

/** The middle of a text is what counts, as it is for the machine. */
export const isFree = (free: readonly MadeFree[], [x, y, width, height]: PrintedBox): boolean =>
  free.some(({ area: [left, top, wide, high] }) => {
    const [middle, line] = [x + width / 2, y + height / 2]
    return middle >= left && middle <= left + wide && line >= top && line <= top + high
  })

export const EDGES = ['left', 'top', 'width', 'height'] as const
export type Edge = (typeof EDGES)[number]
export type TypedArea = Readonly<Record<Edge, string>>

export const typedArea = ([left, top, width, height]: Box): TypedArea => ({
  left: String(left),
  top: String(top),
  width: String(width),
  height: String(height),
})

/** What was typed, in mm, full-width figures too. Wrong: no number, nothing high or wide, or beyond the paper. */
export function areaTyped(typed: TypedArea, { widthMm, heightMm }: PageSize): { area?: Box; wrong: readonly Edge[] } {
  const mm = (edge: Edge) => (typed[edge].trim() === '' ? NaN : rounded(Number(typed[edge].normalize('NFKC'))))
  const area: Box = [mm('left'), mm('top'), mm('width'), mm('height')]
  const most = [widthMm, heightMm, widthMm - area[0], heightMm - area[1]]
  const wrong = EDGES.filter((_, i) => {
    const isFrom = i < 2
    // The paper is as wide as it is: a rounded edge is no fault.
    return (
      !(area[i]! >= 0 && (isFrom || area[i]! > 0)) || area[i]! > (Number.isNaN(most[i]) ? Infinity : most[i]! + 0.1)
    )
  })
  return wrong.length > 0 ? { wrong } : { area, wrong }
}

const rounded = (mm: number) => Math.round(mm * 10) / 10
