/** Paper that went through a printer and a scanner: pages of a PDF, drawn, turned, moved and spotted. */
import { greyPicture } from '../../src/engines/print-match/reading/decode-picture.ts'
import { pngOf } from '../../src/engines/print-match/reading/png.ts'
import { openPreview, type PrintPdf } from '../../src/engines/print-match/index.ts'
import { asPdf } from './print-pdfs.ts'
import { seeded } from './print-runs.ts'

export interface Scanner {
  readonly dpi: number
  /** Turned by up to so much, in degrees. */
  readonly turn: number
  /** Moved by up to so much, in mm. */
  readonly shiftMm: number
  /** Noise of the sensor, in levels of grey. */
  readonly noise: number
}

export const GOOD_SCANNER: Scanner = { dpi: 300, turn: 0.4, shiftMm: 0.8, noise: 12 }

/** Every page of the PDF as a picture of its own, as a duplex scanner gives them. */
export async function scannedPages(pdf: PrintPdf, seed: number, scanner = GOOD_SCANNER): Promise<PrintPdf[]> {
  const preview = await openPreview(pdf)
  const random = seeded(seed)
  const around = (most: number) => (random.next() * 2 - 1) * most
  try {
    const files: PrintPdf[] = []
    for (let page = 0; page < preview.pageCount; page++) {
      const { width, height, grey } = greyPicture(await preview.png(page, scanner.dpi))
      const [angle, perMm] = [(around(scanner.turn) * Math.PI) / 180, scanner.dpi / 25.4]
      const [dx, dy] = [around(scanner.shiftMm) * perMm, around(scanner.shiftMm) * perMm]
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
      const paper = new Uint8Array(width * height)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const [cx, cy] = [x - width / 2 - dx, y - height / 2 - dy]
          const [u, v] = [cx * cos + cy * sin + width / 2, cy * cos - cx * sin + height / 2]
          const level = sample(grey, width, height, u, v)
          paper[y * width + x] = Math.max(0, Math.min(255, level * 0.92 + 10 + around(scanner.noise)))
        }
      files.push(asPdf(pngOf({ width, height, grey: paper }), `scan-${page + 1}.png`))
    }
    return files
  } finally {
    await preview.close()
  }
}

/** Between four dots; white beyond the edge. */
function sample(grey: Uint8Array, width: number, height: number, u: number, v: number): number {
  const [x, y] = [Math.floor(u), Math.floor(v)]
  if (x < 0 || y < 0 || x + 1 >= width || y + 1 >= height) return 255
  const [fx, fy, at] = [u - x, v - y, y * width + x]
  const above = grey[at]! * (1 - fx) + grey[at + 1]! * fx
  const below = grey[at + width]! * (1 - fx) + grey[at + width + 1]! * fx
  return above * (1 - fy) + below * fy
}
