import { turned } from './photo-picture.ts'
import type { GreyImage } from './render.ts'

/** Of the eight orientations (TIFF 6.0; Exif 2.32, 4.6.4): turned clockwise by so much, after being mirrored or not. */
export const TURNS: Readonly<Record<number, readonly [degrees: number, isMirrored: boolean]>> = {
  2: [0, true],
  3: [180, false],
  4: [180, true],
  5: [270, true],
  6: [90, false],
  7: [90, true],
  8: [270, false],
}

/** As its orientation says that it is seen. */
export function upright(image: GreyImage, orientation: number): GreyImage {
  const [degrees, isMirrored] = TURNS[orientation] ?? [0, false]
  return turned(isMirrored ? mirrored(image) : image, degrees / 90)
}

function mirrored({ width, height, grey }: GreyImage): GreyImage {
  const to = Uint8Array.from(grey)
  for (let y = 0; y < height; y++) to.subarray(y * width, (y + 1) * width).reverse()
  return { width, height, grey: to }
}
