import type { GreyImage } from './render.ts'

/**
 * How light the paper is in every block of a picture, row by row, where letters stand on it.
 * @param share of a block's dots that are no lighter than what is told of it
 */
export function lightOfBlocks({ width, height, grey }: GreyImage, blockDots: number, share: number): Uint8Array {
  const [columns, rows] = [Math.ceil(width / blockDots), Math.ceil(height / blockDots)]
  const light = new Uint8Array(columns * rows)
  const counts = new Uint32Array(256)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      counts.fill(0)
      const [right, bottom] = [Math.min(width, (column + 1) * blockDots), Math.min(height, (row + 1) * blockDots)]
      let count = 0
      for (let y = row * blockDots; y < bottom; y++)
        for (let x = column * blockDots; x < right; x++, count++) counts[grey[y * width + x]!]!++
      let level = 0
      for (let seen = counts[0]!; seen < count * share;) seen += counts[++level]!
      light[row * columns + column] = level
    }
  return light
}
