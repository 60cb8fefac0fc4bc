import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { PAPER_TEXT, type ReadCode } from './page-content.ts'
import type { GreyImage } from './render.ts'
import type { Box } from './thread-messages.ts'

/** What Tesseract offers, as far as it is used here. */
interface Recogniser {
  Init(path: null, language: string, mode: number): number
  SetPageSegMode(mode: number): void
  SetVariable(name: string, value: string): boolean
  SetImageFile(exif: number, angle: number): void
  Recognize(monitor: null): number
  GetUTF8Text(): string
  GetTSVText(page: number): string
  MeanTextConf(): number
}
interface Tesseract {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void }
  readonly TessBaseAPI: new () => Recogniser
}
type Factory = (options: object) => Promise<Tesseract>

const NEURAL = 1
const [ONE_BLOCK, ONE_LINE] = [6, 7]
/** Dots an inch at which an area is drawn for reading. */
export const PAPER_DPI = 300
/** Print and scanner each move a page by a millimetre or two. */
const MARGIN_MM = 2.5

let ready: Promise<{ readonly tesseract: Tesseract; readonly recogniser: Recogniser }> | undefined

/** Program and Japanese data lie in the packages: nothing is fetched. */
async function start() {
  const require = createRequire(import.meta.url)
  const factory = require('tesseract.js-core/tesseract-core-simd-lstm.js') as Factory
  const wasmBinary = readFileSync(require.resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm'))
  const silent = () => undefined
  const tesseract = await factory({ wasmBinary, TesseractProgress: silent, print: silent, printErr: silent })
  const data = require.resolve('@tesseract.js-data/jpn/4.0.0_best_int/jpn.traineddata.gz')
  tesseract.FS.writeFile('jpn.traineddata', gunzipSync(readFileSync(data)))
  const recogniser = new tesseract.TessBaseAPI()
  if (recogniser.Init(null, 'jpn', NEURAL) !== 0) throw new Error('the reader of paper does not start')
  recogniser.SetVariable('user_defined_dpi', String(PAPER_DPI))
  return { tesseract, recogniser }
}

/** Text on a drawn piece of paper. @returns confidence 0 to 100, the reader's own */
export async function textOfImage(image: GreyImage): Promise<{ readonly text: string; readonly confidence: number }> {
  if (!hasInk(image)) return { text: '', confidence: 100 }
  return readText(await recognised(image, ONE_BLOCK))
}

/** Text of one printed line. @returns confidence 0 to 100, the reader's own */
export const textOfLine = async (image: GreyImage) => readText(await recognised(image, ONE_LINE))

/** The words of a whole page with their places: Tesseract's table, a row a word. Nothing where it cannot be read. */
export async function wordTableOf(image: GreyImage): Promise<string> {
  return (await recognised(image, ONE_BLOCK))?.GetTSVText(0) ?? ''
}

const readText = (read: Recogniser | undefined) =>
  read ? { text: read.GetUTF8Text().trim(), confidence: read.MeanTextConf() } : { text: '', confidence: 0 }

async function recognised(image: GreyImage, mode: number): Promise<Recogniser | undefined> {
  const { tesseract, recogniser } = await (ready ??= start())
  const head = Buffer.from(`P5\n${image.width} ${image.height}\n255\n`, 'latin1')
  tesseract.FS.writeFile('/input', Buffer.concat([head, image.grey]))
  recogniser.SetPageSegMode(mode)
  recogniser.SetImageFile(1, 0)
  return recogniser.Recognize(null) === 0 ? recogniser : undefined
}

/** The texts of some areas of a page. @param draw the part of the page inside a box, in mm, at `PAPER_DPI` */
export async function textsOfAreas(areas: readonly Box[], draw: (box: Box) => GreyImage): Promise<ReadCode[]> {
  const found: ReadCode[] = []
  for (const [area, [left, top, right, bottom]] of areas.entries()) {
    const image = draw([left - MARGIN_MM, top - MARGIN_MM, right + MARGIN_MM, bottom + MARGIN_MM])
    found.push({ format: PAPER_TEXT, area, ...(await textOfImage(image)) })
  }
  return found
}

const DARK = 110
const DOTS_OF_INK = 30

/** Longer than a stroke of a character: 5 mm. */
const RULE_DOTS = Math.round((5 / 25.4) * PAPER_DPI)

/** Paper without ink has no text; noise is no ink, nor is a rule of a table. */
function hasInk({ width, height, grey }: GreyImage): boolean {
  const isRule = new Uint8Array(grey.length)
  const markRules = (lines: number, length: number, step: number, next: number) => {
    for (let line = 0; line < lines; line++)
      for (let at = 0, from = 0; at <= length; at++) {
        if (at < length && grey[line * next + at * step]! < DARK) continue
        if (at - from >= RULE_DOTS) for (let dot = from; dot < at; dot++) isRule[line * next + dot * step] = 1
        from = at + 1
      }
  }
  markRules(height, width, 1, width)
  markRules(width, height, width, 1)
  let dark = 0
  for (const [at, level] of grey.entries()) if (level < DARK && isRule[at] === 0 && ++dark > DOTS_OF_INK) return true
  return false
}
