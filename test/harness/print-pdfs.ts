/** Real PDFs of drawn runs by several writers, each with fonts of its own making. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { createWriteStream, existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { promisify } from 'node:util'
import bwipjs from 'bwip-js/node'
import PdfWriter from 'pdfkit'
import QRCode from 'qrcode'
import { bytesOf } from '../../src/engines/documents/index.ts'
import type { PrintPdf } from '../../src/engines/print-match/index.ts'
import { greyPicture } from '../../src/engines/print-match/reading/decode-picture.ts'
import { pngOf } from '../../src/engines/print-match/reading/png.ts'
import { type DrawnPage, type DrawnRun, PAPER, pdfPages } from './print-runs.ts'

const run = promisify(execFile)
const FONTS = join(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'), '..')
export const FONT = join(FONTS, '400Regular/NotoSansJP_400Regular.ttf')
const points = (mm: number) => (mm * 72) / 25.4

/** How a writer may lay its pages: as they are seen, all of these are the same. */
export interface PageForm {
  readonly rotation?: 0 | 90 | 180 | 270
  /** Millimetres around the page for crop marks, outside of its CropBox. */
  readonly bleedMm?: number
  readonly font?: string
}
/** IPA's, where Debian's fonts-ipafont is installed. */
const IPA = ['ipafont-mincho/ipam.ttf', 'ipafont-gothic/ipagp.ttf'].map((name) => `/usr/share/fonts/opentype/${name}`)
export const fontsHere = (): readonly string[] => [
  ...(['100Thin', '400Regular', '700Bold', '900Black'] as const).map(fontOf),
  ...IPA.filter((path) => existsSync(path)),
]
export const fontOf = (weight: '100Thin' | '400Regular' | '700Bold' | '900Black') =>
  join(FONTS, `${weight}/NotoSansJP_${weight}.ttf`)

/** What a test draws over or beside the pages that the run asks for. */
export type Extra = (document: PDFKit.PDFDocument, page: number) => void

/** By pdfkit: one subset font for the whole file, text in the order in which it is drawn. */
export async function pdfkitPdf(
  drawn: DrawnRun | readonly DrawnPage[],
  extra?: Extra,
  options: PDFKit.PDFDocumentOptions = {},
  form: PageForm = {},
): Promise<Uint8Array> {
  const document = new PdfWriter({
    autoFirstPage: false,
    size: [points(PAPER[0]), points(PAPER[1])],
    margin: 0,
    ...options,
  })
  const parts: Uint8Array[] = []
  document.on('data', (part: Uint8Array) => parts.push(part))
  drawPages(document, 'sheets' in drawn ? pdfPages(drawn) : drawn, extra, form)
  document.end()
  await finished(document)
  return Buffer.concat(parts)
}

/** The same into a file, page by page: for runs that do not fit into memory. */
export async function pdfkitFile(path: string, pages: Iterable<DrawnPage>): Promise<void> {
  const document = new PdfWriter({ autoFirstPage: false, size: [points(PAPER[0]), points(PAPER[1])], margin: 0 })
  const stream = createWriteStream(path)
  document.pipe(stream)
  document.registerFont('jp', FONT)
  let count = 0
  for (const page of pages) {
    drawPage(document, page, count)
    if (++count % 200 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  document.end()
  await finished(stream)
}

function drawPages(document: PDFKit.PDFDocument, pages: readonly DrawnPage[], extra?: Extra, form: PageForm = {}) {
  document.registerFont('jp', form.font ?? FONT)
  pages.forEach((page, at) => drawPage(document, page, at, extra, form))
}

/** Pages that are turned, or lie within a larger sheet, and are seen upright and cut all the same. */
function addPage(document: PDFKit.PDFDocument, { rotation = 0, bleedMm = 0 }: PageForm) {
  if (rotation === 0 && bleedMm === 0) {
    document.addPage()
    return
  }
  const [width, height] = [points(PAPER[0]), points(PAPER[1])]
  const [wide, high] = rotation % 180 === 0 ? [width, height] : [height, width]
  const bleed = points(bleedMm)
  document.addPage({ size: [wide + 2 * bleed, high + 2 * bleed], margin: 0 })
  const { data } = document.page.dictionary as unknown as { data: Record<string, unknown> }
  data['Rotate'] = rotation
  if (bleed > 0) data['CropBox'] = [bleed, bleed, wide + bleed, high + bleed]
  document.translate(bleed, bleed)
  if (rotation === 90) document.transform(0, -1, 1, 0, 0, width)
  if (rotation === 180) document.transform(-1, 0, 0, -1, width, height)
  if (rotation === 270) document.transform(0, 1, -1, 0, height, 0)
}

function drawPage(document: PDFKit.PDFDocument, page: DrawnPage, at: number, extra?: Extra, form: PageForm = {}) {
  addPage(document, form)
  for (const { text, x, y, sizePt, fault } of page.texts) {
    // pdfkit takes the top of the line; this font's is 1.16 of its size above the base, which is 0.36 below the middle.
    const top = points(y) - sizePt * (1.16 - 0.36)
    document.font('jp').fontSize(sizePt)
    if (fault === 'clipped')
      document
        .save()
        .rect(points(x), points(y - 5), sizePt * 2.2, points(10))
        .clip()
    document.fillColor(fault === 'white' ? 'white' : 'black').text(text, points(x), top, { lineBreak: false })
    if (fault === 'clipped') document.restore()
    if (fault === 'covered')
      document
        .save()
        .rect(points(x), points(y - 4), points(80), points(8))
        .fill('white')
        .restore()
        .fillColor('black')
  }
  if (page.code) {
    const { modules } = QRCode.create(page.code.text, { errorCorrectionLevel: 'M' })
    const cell = points(page.code.sizeMm) / modules.size
    for (let row = 0; row < modules.size; row++)
      for (let column = 0; column < modules.size; column++)
        if (modules.get(row, column))
          document.rect(points(page.code.x) + column * cell, points(page.code.y) + row * cell, cell, cell)
    document.fill('black')
  }
  extra?.(document, at)
}

/** A scan or a photograph of a sheet: nothing but pixels. */
type CodeKind = 'qrcode' | 'datamatrix' | 'code128'
export const codePng = (text: string, kind: CodeKind, scale = 4): Promise<Uint8Array> =>
  bwipjs.toBuffer({ bcid: kind, text, scale, paddingwidth: 12, paddingheight: 12, backgroundcolor: 'ffffff' })

/** Several codes beside each other, as on a crowded sheet. */
export async function codesPng(codes: readonly (readonly [text: string, kind: CodeKind])[]): Promise<Uint8Array> {
  const pictures = []
  for (const [text, kind] of codes) pictures.push(greyPicture(await codePng(text, kind)))
  const width = pictures.reduce((sum, one) => sum + one.width + 80, 80)
  const height = Math.max(...pictures.map((one) => one.height)) + 160
  const grey = new Uint8Array(width * height).fill(255)
  let left = 80
  for (const picture of pictures) {
    for (let y = 0; y < picture.height; y++)
      grey.set(picture.grey.subarray(y * picture.width, (y + 1) * picture.width), (y + 80) * width + left)
    left += picture.width + 80
  }
  return pngOf({ width, height, grey })
}

/** By Chromium: fonts subset by another library, text in boxes, every page clipped. */
export async function chromiumPdf(drawn: DrawnRun, folder: string): Promise<Uint8Array> {
  const chromium = await openChromiumWriter(folder)
  try {
    return await chromium.pdf(drawn)
  } finally {
    await chromium.close()
  }
}

export async function openChromiumWriter(folder: string) {
  const { launchBrowser } = await import('../browser/harness.ts') // which wants a test around it
  const browser = await launchBrowser()
  const page = await browser.newPage()
  return {
    async pdf(drawn: DrawnRun, font = FONT): Promise<Uint8Array> {
      const file = join(folder, 'pages.html')
      await writeFile(file, htmlOf(drawn, font))
      await page.goto(`file://${file}`)
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      return await page.pdf({ preferCSSPageSize: true, printBackground: true })
    },
    close: () => browser.close(),
  }
}

function htmlOf(drawn: DrawnRun, font: string): string {
  const pages = pdfPages(drawn).map(({ texts }) => {
    const spans = texts.map(
      ({ text, x, y, sizePt, fault }) =>
        `<span style="left:${x}mm;top:calc(${y}mm - 0.75em);font-size:${sizePt}pt${STYLES[fault ?? 'none']}">${escaped(text)}</span>` +
        (fault === 'covered' ? `<div style="left:${x}mm;top:${y - 4}mm"></div>` : ''),
    )
    return `<section>${spans.join('')}</section>`
  })
  return `<!doctype html><meta charset="utf-8"><style>
    @font-face { font-family: jp; src: url("file://${font}") }
    @page { size: ${PAPER[0]}mm ${PAPER[1]}mm; margin: 0 }
    body { margin: 0; font-family: jp }
    section { position: relative; width: ${PAPER[0]}mm; height: ${PAPER[1] - 0.1}mm; overflow: hidden; break-after: page }
    div { position: absolute; width: 80mm; height: 8mm; background: white }
    span { position: absolute; white-space: pre; line-height: 1.5 }</style>${pages.join('')}`
}
const STYLES = { none: '', covered: '', white: ';color:white', clipped: ';width:2.2em;overflow:hidden', no_glyph: '' }
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Distilled anew by Ghostscript: other fonts, other objects, another order. */
export async function ghostscriptPdf(pdf: Uint8Array, folder: string): Promise<Uint8Array> {
  const [from, to] = [join(folder, 'from.pdf'), join(folder, 'to.pdf')]
  await writeFile(from, pdf)
  await run('gs', ['-q', '-dBATCH', '-dNOPAUSE', '-dSAFER', '-sDEVICE=pdfwrite', `-sOutputFile=${to}`, from])
  return readFile(to)
}

export const hasGhostscript = (): Promise<boolean> =>
  run('gs', ['--version']).then(
    () => true,
    () => false,
  )

export const asPdf = (bytes: Uint8Array, name = 'run.pdf'): PrintPdf => ({ name, source: bytesOf(bytes) })
