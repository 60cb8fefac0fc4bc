import { lightOfBlocks } from './photo-light.ts'
import type { GreyImage } from './render.ts'

/** Turned clockwise by so many quarters. */
export function turned(image: GreyImage, quarters: number): GreyImage {
  const { width, height, grey } = image
  const times = ((quarters % 4) + 4) % 4
  if (times === 0) return image
  const isAcross = times % 2 === 1
  const [wide, high] = isAcross ? [height, width] : [width, height]
  const to = new Uint8Array(grey.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] =
        times === 1 ? [height - 1 - y, x] : times === 2 ? [width - 1 - x, height - 1 - y] : [y, width - 1 - x]
      to[v * wide + u] = grey[y * width + x]!
    }
  return { width: wide, height: high, grey: to }
}

/** Turned clockwise by a small angle about its middle; what comes in from beyond the edge is white. */
export function tilted({ width, height, grey }: GreyImage, radians: number): GreyImage {
  const [cos, sin, midX, midY] = [Math.cos(radians), Math.sin(radians), width / 2, height / 2]
  const to = new Uint8Array(grey.length).fill(255)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const u = (x - midX) * cos + (y - midY) * sin + midX
      const v = (y - midY) * cos - (x - midX) * sin + midY
      const [left, top] = [Math.floor(u), Math.floor(v)]
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue
      const [fx, fy, at] = [u - left, v - top, top * width + left]
      const above = grey[at]! * (1 - fx) + grey[at + 1]! * fx
      const below = grey[at + width]! * (1 - fx) + grey[at + width + 1]! * fx
      to[y * width + x] = above * (1 - fy) + below * fy
    }
  return { width, height, grey: to }
}

/** No edge longer than so many dots: each dot is the mean of those that it stands for. */
export function reduced(image: GreyImage, longestEdge: number): GreyImage {
  const scale = Math.max(image.width, image.height) / longestEdge
  if (scale <= 1) return image
  const [width, height] = [Math.max(1, Math.floor(image.width / scale)), Math.max(1, Math.floor(image.height / scale))]
  const grey = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.floor(y * scale), Math.min(image.height, Math.max(1, Math.ceil((y + 1) * scale)))]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.floor(x * scale), Math.min(image.width, Math.max(1, Math.ceil((x + 1) * scale)))]
      let sum = 0
      for (let v = top; v < bottom; v++) for (let u = left; u < right; u++) sum += image.grey[v * image.width + u]!
      grey[y * width + x] = sum / ((bottom - top) * (right - left))
    }
  }
  return { width, height, grey }
}

/** Longer than a character is wide: some of the paper is seen in every block. */
const BLOCK_DOTS = 64
const PAPER_SHARE = 0.85
/** Of the light of the paper around it: darker is ink, lighter is paper. */
const [INK, PAPER] = [0.35, 0.84]

/**
 * The light taken out: a shade over the paper, and the desk beside it, become as white as the paper. What is but a little
 * darker than what is around it is the grain of the picture, and goes too.
 */
export function flattened({ width, height, grey }: GreyImage): GreyImage {
  const [columns, rows] = [Math.ceil(width / BLOCK_DOTS), Math.ceil(height / BLOCK_DOTS)]
  const light = lightOfBlocks({ width, height, grey }, BLOCK_DOTS, PAPER_SHARE).map((level) => Math.max(1, level))
  const to = new Uint8Array(grey.length)
  for (let y = 0; y < height; y++) {
    const v = Math.min(rows - 1, Math.max(0, (y + 0.5) / BLOCK_DOTS - 0.5))
    const [above, fy] = [Math.floor(v), v % 1]
    const below = Math.min(rows - 1, above + 1)
    for (let x = 0; x < width; x++) {
      const u = Math.min(columns - 1, Math.max(0, (x + 0.5) / BLOCK_DOTS - 0.5))
      const [left, fx] = [Math.floor(u), u % 1]
      const right = Math.min(columns - 1, left + 1)
      const paper =
        (light[above * columns + left]! * (1 - fx) + light[above * columns + right]! * fx) * (1 - fy) +
        (light[below * columns + left]! * (1 - fx) + light[below * columns + right]! * fx) * fy
      const share = (grey[y * width + x]! / paper - INK) / (PAPER - INK)
      to[y * width + x] = share <= 0 ? 0 : share >= 1 ? 255 : share * 255
    }
  }
  return { width, height, grey: to }
}
