/**
 * Text beside the declared fields: what stands on a page and belongs to none of them, nor to a free area. It is gathered line
 * by line while the pages come; at the end of the run it can be told what was the same everywhere (decision 0039).
 */
import { HIDDEN } from '../reading/page-content.ts'
import type { CompiledPage } from './compile.ts'
import { boxOf, type PageView, type Reading } from './read-field.ts'

type Box = readonly [number, number, number, number]

/** A side that was found right by its fields. */
export interface SeenSide {
  readonly sheet: number
  /** Of the PDF files taken together, from 1. */
  readonly page: number
  readonly side: 0 | 1
  /** Index of the record whose side it is. */
  readonly record: number
}

/** One line as it is printed, without white space. `at`: the sides where it stands, as far as they are kept. */
export interface Line {
  readonly text: string
  readonly box: Box
  count: number
  readonly at: number[]
}

/** Lines that differ in their figures alone. Beyond `lines`, each occurrence is kept by itself. */
export interface Shape {
  readonly lines: Line[]
  readonly texts: string[]
  readonly at: number[]
}

/** All that was seen beside the fields of one page of the specification. */
export interface BesidePage {
  readonly page: CompiledPage
  sideCount: number
  readonly lines: Map<string, Line>
  readonly shapes: Map<string, Shape>
  /** Of constant pages: all lines of a side together, without their figures. */
  readonly wholes: Map<string, Line>
  /** Sides with text that was too much to be kept. */
  readonly beyond: number[]
}

export interface BesideFields {
  /** @param listed what the patterns of the page have found on it: text of fields */
  see(view: PageView, page: CompiledPage, listed: readonly Reading[], side: SeenSide): void
  readonly pages: ReadonlyMap<number, BesidePage>
  sideAt(at: number): SeenSide
}

const DIGITS = /[0-9０-９]+/g
const MOST_LINES = 20_000
/** Paper is no longer. */
const MOST_MM = 5000
/** Of lines that differ in their figures alone; what counts on is kept in a smaller form. */
const MOST_ALIKE = 64
/** Kept of each line: enough to name it where it is rare. */
export const LEAST_KEPT = 50
export const COMMON_SHARE = 0.02

/** @param sheetCount of the run, at most */
export function besideFields(sheetCount: number): BesideFields {
  const pages = new Map<number, BesidePage>()
  const covers = new Map<number, Cover>()
  const [sheets, pdfPages, records]: number[][] = [[], [], []]
  const kept = Math.max(LEAST_KEPT, Math.ceil(COMMON_SHARE * sheetCount) + 1)

  return {
    pages,
    sideAt: (at) => ({
      sheet: sheets![at]! >> 1,
      side: (sheets![at]! & 1) as 0 | 1,
      page: pdfPages![at]!,
      record: records![at]!,
    }),
    see(view, page, listed, { sheet, side, page: pdfPage, record }) {
      const at = sheets!.push(sheet * 2 + side) - 1
      pdfPages!.push(pdfPage)
      records!.push(record)
      let beside = pages.get(page.index)
      if (!beside) pages.set(page.index, (beside = besidePage(page)))
      let cover = covers.get(page.index)
      if (!cover) covers.set(page.index, (cover = coverOf(page)))
      beside.sideCount++
      const whole: string[] = []
      for (const { from, until, text } of linesOf(view, cover, listed)) {
        const line = beside.lines.get(text)
        if (line) count(line, at)
        else add(beside, text, at, () => boxOf(view.content, { text, units: between(from, until) })!)
        if (page.page.constant) whole.push(text.replace(DIGITS, '#'))
      }
      if (page.page.constant) addTo(beside.wholes, whole.sort().join('\n'), at, [0, 0, 0, 0])
    },
  }

  function count(line: Line, at: number) {
    line.count++
    if (line.at.length < kept) line.at.push(at)
  }

  function add(beside: BesidePage, text: string, at: number, box: () => Box) {
    const mask = text.replace(DIGITS, '#')
    if (beside.lines.size >= MOST_LINES || beside.shapes.size >= MOST_LINES) beside.beyond.push(at)
    else if (mask === text) addTo(beside.lines, text, at, box())
    else addFigures(beside, mask, text, at, box)
  }

  function addFigures({ shapes, lines }: BesidePage, mask: string, text: string, at: number, box: () => Box) {
    let shape = shapes.get(mask)
    if (!shape) shapes.set(flat(mask), (shape = { lines: [], texts: [], at: [] }))
    if (shape.lines.length < MOST_ALIKE) shape.lines.push(addTo(lines, text, at, box()))
    else {
      shape.texts.push(flat(text))
      shape.at.push(at)
    }
  }

  function addTo(lines: Map<string, Line>, text: string, at: number, box: Box): Line {
    const known = lines.get(text)
    if (known) {
      count(known, at)
      return known
    }
    const line: Line = { text: flat(text), box, count: 1, at: [at] }
    lines.set(line.text, line)
    return line
  }
}

const besidePage = (page: CompiledPage): BesidePage => ({
  page,
  sideCount: 0,
  lines: new Map(),
  shapes: new Map(),
  wholes: new Map(),
  beyond: [],
})

/** A text of its own: a part of a page's text would keep all of that in memory. */
const flat = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

const between = (from: number, until: number) => Array.from({ length: until - from }, (_, i) => from + i)

/** For each millimetre from the top: the areas of fields, and free ones, that reach there. */
type Cover = readonly (readonly Box[] | undefined)[]

function coverOf({ page, fields }: CompiledPage): Cover {
  const areas = [
    ...fields
      .filter(({ field, pattern }) => field.read === 'text' && !pattern)
      .flatMap((field) => Array.from({ length: field.rowCount }, (_, row) => field.areaOf(row)!)),
    ...page.free.map(({ area }) => area),
  ]
  const cover: Box[][] = []
  for (const [x, y, width, height] of areas)
    for (let level = Math.max(0, Math.floor(y)); level <= Math.min(MOST_MM, y + height); level++)
      (cover[level] ??= []).push([x, y, x + width, y + height])
  return Array.from(cover)
}

interface LineOnPage {
  readonly text: string
  readonly from: number
  readonly until: number
}

/** A line ends at its end, and where a field stands in it. What is hidden or lies beyond the paper is not printed. */
function linesOf({ content }: PageView, cover: Cover, listed: readonly Reading[]): LineOnPage[] {
  const { text, boxes, marks, widthMm, heightMm } = content
  const ofFields = listed.length === 0 ? undefined : new Set(listed.flatMap(({ units }) => units))
  const hasMarks = marks.length > 0
  const lines: LineOnPage[] = []
  let [from, until] = [-1, -1]
  let hasGap = false
  const end = () => {
    if (from < 0) return
    const line = text.slice(from, until)
    lines.push({ text: hasGap ? line.replace(/\s+/g, '') : line, from, until })
    ;[from, hasGap] = [-1, false]
  }
  for (let unit = 0, at = 0; unit < text.length; unit++, at += 4) {
    const code = text.charCodeAt(unit)
    if (code <= 32) {
      if (code === 10 || code === 13) end()
      continue
    }
    const x = (boxes[at]! + boxes[at + 2]!) / 2
    const y = (boxes[at + 1]! + boxes[at + 3]!) / 2
    const isPrinted = x >= 0 && y >= 0 && x <= widthMm && y <= heightMm && !(hasMarks && (marks[unit]! & HIDDEN) !== 0)
    if (!isPrinted || (ofFields && ofFields.has(unit)) || isInside(cover[y | 0], x, y)) end()
    else {
      if (from < 0) from = unit
      else if (until < unit) hasGap = true
      until = unit + 1
    }
  }
  end()
  return lines
}

function isInside(boxes: readonly Box[] | undefined, x: number, y: number): boolean {
  if (boxes)
    for (const [left, top, right, bottom] of boxes) if (x >= left && x <= right && y >= top && y <= bottom) return true
  return false
}
