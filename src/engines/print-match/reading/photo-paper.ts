import { lightOfBlocks } from './photo-light.ts'
import type { GreyImage } from './render.ts'

const BLOCK_DOTS = 24
const MIDDLE = 0.5
/** Light changes by less from one place of the paper to the next, be it in the shade; at its edge it changes by more. */
const SAME_PAPER = 0.74
/** Blocks. */
const AROUND = 2
/** The edge itself is soft; nothing is printed so near to it. */
const MARGIN_BLOCKS = 3

/**
 * The picture with all white that lies around the paper in its middle: the desk, and the edge of the paper itself. A
 * picture of which no edge is seen stays as it is.
 * @param seen as the camera saw it: the edge is where the light changes at once
 * @param image the same with the light taken out
 */
export function paperAlone(seen: GreyImage, image: GreyImage): GreyImage {
  const { width, height } = image
  const [columns, rows] = [Math.ceil(width / BLOCK_DOTS), Math.ceil(height / BLOCK_DOTS)]
  const light = lightOfBlocks(seen, BLOCK_DOTS, MIDDLE)
  const middle = Math.floor(rows / 2) * columns + Math.floor(columns / 2)
  const isPaper = paperFrom(brightestNear(light, middle, columns), light, columns)
  // What is dark within the paper is printed; around it is only what is joined to the edge of the picture.
  const edge = [...light.keys()].filter((at) => isAtEdge(at, columns, rows) && isPaper[at] === 0)
  let isAround = joinedTo(edge, columns, isPaper)
  for (let step = 0; step < MARGIN_BLOCKS; step++)
    isAround = isAround.map((is, at) =>
      is || neighbours(at, columns, light.length).some((near) => isAround[near]) ? 1 : 0,
    )
  const grey = Uint8Array.from(image.grey)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      if (isAround[at] === 0) continue
      const until = Math.min(width, (column + 1) * BLOCK_DOTS)
      for (let y = row * BLOCK_DOTS; y < Math.min(height, (row + 1) * BLOCK_DOTS); y++)
        grey.fill(255, y * width + column * BLOCK_DOTS, y * width + until)
    }
  return { width, height, grey }
}

/** From the middle on, as far as nothing much lighter is near: around the paper a ring of the desk is darker than it. */
function paperFrom(start: number, light: Uint8Array, columns: number): Uint8Array {
  const lightest = lightestAround(light, columns)
  const isPaper = new Uint8Array(light.length)
  isPaper[start] = 1
  const waiting = [start]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const near of neighbours(at, columns, light.length)) {
      if (isPaper[near] === 1 || light[near]! < lightest[near]! * SAME_PAPER) continue
      isPaper[near] = 1
      waiting.push(near)
    }
  return isPaper
}

function lightestAround(light: Uint8Array, columns: number): Uint8Array {
  const along = light.map((_, at) => {
    const first = at - (at % columns)
    return Math.max(...light.subarray(Math.max(first, at - AROUND), Math.min(first + columns, at + AROUND + 1)))
  })
  return along.map((_, at) => {
    let most = 0
    for (let row = -AROUND; row <= AROUND; row++) most = Math.max(most, along[at + row * columns] ?? 0)
    return most
  })
}

/** What is no paper, and joined to the seeds. */
function joinedTo(seeds: readonly number[], columns: number, isPaper: Uint8Array): Uint8Array {
  const isIn = new Uint8Array(isPaper.length)
  const waiting = [...seeds]
  for (const seed of seeds) isIn[seed] = 1
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const near of neighbours(at, columns, isPaper.length))
      if (isIn[near] === 0 && isPaper[near] === 0) {
        isIn[near] = 1
        waiting.push(near)
      }
  return isIn
}

function neighbours(at: number, columns: number, count: number): number[] {
  const column = at % columns
  const near = [at - columns, at + columns].filter((each) => each >= 0 && each < count)
  if (column > 0) near.push(at - 1)
  if (column < columns - 1) near.push(at + 1)
  return near
}

const isAtEdge = (at: number, columns: number, rows: number) =>
  at % columns === 0 || at % columns === columns - 1 || at < columns || at >= columns * (rows - 1)

const brightestNear = (light: Uint8Array, at: number, columns: number) =>
  [at, ...neighbours(at, columns, light.length)].reduce((best, each) => (light[each]! > light[best]! ? each : best))
