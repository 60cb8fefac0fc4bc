/** Paper on a desk, photographed by a telephone: askew, from the side, in the shade, blurred, grainy, as JPEG. */
import { PhotonImage } from '@silvia-odwyer/photon-node'
import { greyPicture } from '../../src/engines/print-match/reading/decode-picture.ts'
import { turned } from '../../src/engines/print-match/reading/photo-picture.ts'
import type { GreyImage } from '../../src/engines/print-match/reading/render.ts'
import { openPreview, type PrintPdf } from '../../src/engines/print-match/index.ts'
import { type Seeded, seeded } from './print-runs.ts'

export interface Camera {
  /** Dots on the long edge of the picture. */
  readonly longEdge: number
  /** Turned by up to so much, in degrees. */
  readonly turn: number
  /** How much nearer one edge of the paper is than the other, at most. */
  readonly tilt: number
  /** How dark the shade is at most: 0.4 leaves 60 % of the light. */
  readonly shade: number
  /** Radius of the blur, in dots. */
  readonly blur: number
  /** Noise of the sensor, in levels of grey. */
  readonly noise: number
  /** Of the JPEG, 1 to 100. */
  readonly quality: number
  /** How the telephone was held: quarters by which the picture lies on its side. */
  readonly quarter?: number
}

export const GOOD_CAMERA: Camera = { longEdge: 3400, turn: 2, tilt: 0.04, shade: 0.3, blur: 1, noise: 10, quality: 85 }

const DPI = 300
const DESK = 105

/** A photograph of every page, in its order. @param only pages from 0; left out, all */
export async function photographedPages(
  pdf: PrintPdf,
  seed: number,
  camera = GOOD_CAMERA,
  only?: readonly number[],
): Promise<Uint8Array[]> {
  const preview = await openPreview(pdf)
  const random = seeded(seed)
  try {
    const photos: Uint8Array[] = []
    for (const page of only ?? Array.from({ length: preview.pageCount }, (_, at) => at))
      photos.push(taken(greyPicture(await preview.png(page, DPI)), random, camera))
    return photos
  } finally {
    await preview.close()
  }
}

/** One photograph of a drawn page. */
const taken = (paper: GreyImage, random: Seeded, camera: Camera): Uint8Array =>
  jpegOf(turned(photograph(paper, random, camera), camera.quarter ?? 0), camera.quality)

function photograph(paper: GreyImage, random: Seeded, camera: Camera): GreyImage {
  const around = (most: number) => (random.next() * 2 - 1) * most
  const height = camera.longEdge
  const width = Math.round(height * 0.75)
  const angle = (around(camera.turn) * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [tiltX, tiltY] = [around(camera.tilt), around(camera.tilt)]
  const scale = (paper.height / height) * (1.06 + random.next() * 0.06)
  const [dx, dy] = [around(0.015) * width, around(0.015) * height]
  const shadeAt = random.next() * Math.PI * 2
  const [lightX, lightY] = [Math.cos(shadeAt), Math.sin(shadeAt)]
  const grey = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [cx, cy] = [(x - width / 2 - dx) / (width / 2), (y - height / 2 - dy) / (height / 2)]
      const depth = 1 + tiltX * cx + tiltY * cy
      const [px, py] = [((x - width / 2 - dx) * scale) / depth, ((y - height / 2 - dy) * scale) / depth]
      const level = between(paper, px * cos + py * sin + paper.width / 2, py * cos - px * sin + paper.height / 2)
      const light = 1 - (camera.shade / 2) * (1 + lightX * cx * 0.7 + lightY * cy * 0.7)
      grey[y * width + x] = Math.max(0, Math.min(255, (level * 0.85 + 25) * light))
    }
  const seen = blurred({ width, height, grey }, camera.blur)
  for (let at = 0; at < grey.length; at++)
    seen.grey[at] = Math.max(0, Math.min(255, seen.grey[at]! + around(camera.noise)))
  return seen
}

/** Between four dots of the paper; the desk beyond its edge. */
function between({ width, height, grey }: GreyImage, u: number, v: number): number {
  const [x, y] = [Math.floor(u), Math.floor(v)]
  if (x < 0 || y < 0 || x + 1 >= width || y + 1 >= height) return DESK
  const [fx, fy, at] = [u - x, v - y, y * width + x]
  const above = grey[at]! * (1 - fx) + grey[at + 1]! * fx
  const below = grey[at + width]! * (1 - fx) + grey[at + width + 1]! * fx
  return above * (1 - fy) + below * fy
}

/** The mean of a square, twice: along the lines, then down the columns. */
function blurred(image: GreyImage, radius: number): GreyImage {
  if (radius === 0) return image
  const { width, height } = image
  const along = (from: Uint8Array, count: number, length: number, step: number, next: number): Uint8Array => {
    const to = new Uint8Array(from.length)
    for (let line = 0; line < count; line++)
      for (let at = 0; at < length; at++) {
        let sum = 0
        for (let near = -radius; near <= radius; near++)
          sum += from[line * next + Math.max(0, Math.min(length - 1, at + near)) * step]!
        to[line * next + at * step] = sum / (radius * 2 + 1)
      }
    return to
  }
  return { width, height, grey: along(along(image.grey, height, width, 1, width), width, height, width, 1) }
}

function jpegOf({ width, height, grey }: GreyImage, quality: number): Uint8Array {
  const pixels = new Uint8Array(grey.length * 4)
  for (let at = 0; at < grey.length; at++) {
    pixels[at * 4] = pixels[at * 4 + 1] = pixels[at * 4 + 2] = grey[at]!
    pixels[at * 4 + 3] = 255
  }
  const image = new PhotonImage(pixels, width, height)
  try {
    return image.get_bytes_jpeg(quality)
  } finally {
    image.free()
  }
}
