import { type PageContent, pageContent } from '../reading/page-content.ts'
import type { PrintSpecification } from '../specification.ts'

/** How several logical pages lie on one printed page (面付け). Without imposition there is one cell, the page itself. */
export interface Cells {
  readonly count: number
  /** Cells follow each other through the whole run, one stack after the other. */
  readonly isStacked: boolean
  /** Left, top, right, bottom in mm of a cell on a page of this size. */
  boxOf(cell: number, side: 0 | 1, widthMm: number, heightMm: number): readonly [number, number, number, number]
  contentOf(content: PageContent, cell: number, side: 0 | 1): PageContent
}

export function cellsOf({ imposition }: PrintSpecification, codeAreasPerCell: readonly [number, number]): Cells {
  if (!imposition)
    return {
      count: 1,
      isStacked: false,
      boxOf: (_cell, _side, widthMm, heightMm) => [0, 0, widthMm, heightMm],
      contentOf: (content) => content,
    }
  const { columns, rows, order, turn } = imposition
  const count = columns * rows
  const boxOf: Cells['boxOf'] = (cell, side, widthMm, heightMm) => {
    let [column, row] =
      order === 'column' ? [Math.floor(cell / rows), cell % rows] : [cell % columns, Math.floor(cell / columns)]
    if (side === 1 && turn === 'long_edge') column = columns - 1 - column
    if (side === 1 && turn === 'short_edge') row = rows - 1 - row
    const [x, y] = imposition.origin ?? [0, 0]
    const [width, height] = imposition.cell ?? [(widthMm - 2 * x) / columns, (heightMm - 2 * y) / rows]
    return [x + column * width, y + row * height, x + (column + 1) * width, y + (row + 1) * height]
  }
  return {
    count,
    isStacked: order === 'stack',
    boxOf,
    contentOf(content, cell, side) {
      const box = boxOf(cell, side, content.widthMm, content.heightMm)
      return cut(content, box, cell * codeAreasPerCell[side], codeAreasPerCell[side])
    },
  }
}

const isEndOfLine = (text: string, unit: number) => text[unit] === '\n' || text[unit] === '\r'

/** The part of a page inside a box, as a page of its own. Text that began inside goes on with it beyond the edge. */
function cut(
  content: PageContent,
  [left, top, right, bottom]: readonly [number, number, number, number],
  firstCode: number,
  codeCount: number,
): PageContent {
  const units: number[] = []
  const { text, boxes, marks } = content
  for (let unit = 0; unit < text.length; unit++) {
    const before = units.at(-1)
    const code = text.charCodeAt(unit)
    if (code <= 32) {
      // The end of a line ends what each cell has of it; its place may be another cell's.
      const isEnd = (code === 10 || code === 13) && before !== undefined && !isEndOfLine(text, before)
      if (before === unit - 1 || isEnd) units.push(unit)
      continue
    }
    const x = (boxes[unit * 4]! + boxes[unit * 4 + 2]!) / 2
    const y = (boxes[unit * 4 + 1]! + boxes[unit * 4 + 3]!) / 2
    if (x >= left && x < right && y >= top && y < bottom) units.push(unit)
  }
  const own = new Float32Array(units.length * 4)
  units.forEach((unit, at) => {
    own[at * 4] = boxes[unit * 4]! - left
    own[at * 4 + 1] = boxes[unit * 4 + 1]! - top
    own[at * 4 + 2] = boxes[unit * 4 + 2]! - left
    own[at * 4 + 3] = boxes[unit * 4 + 3]! - top
  })
  const middleInside = ([x0, y0, x1, y1]: readonly number[]) =>
    (x0! + x1!) / 2 >= left && (x0! + x1!) / 2 < right && (y0! + y1!) / 2 >= top && (y0! + y1!) / 2 < bottom
  return pageContent({
    widthMm: right - left,
    heightMm: bottom - top,
    text: units.map((unit) => text[unit]!).join(''),
    boxes: own,
    marks: marks.length === 0 ? marks : Uint8Array.from(units, (unit) => marks[unit]!),
    pictures: content.pictures.filter(({ box }) => middleInside(box)),
    codes: content.codes
      .filter(({ area }) => area === -1 || (area >= firstCode && area < firstCode + codeCount))
      .map((code) => (code.area === -1 ? code : { ...code, area: code.area - firstCode })),
  })
}
