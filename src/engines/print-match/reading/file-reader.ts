import { CannotVerify } from '../cannot-verify.ts'
import type { BlockFile } from './block-file.ts'
import { codesOf, codesOfPhoto } from './codes.ts'
import { type GlyphMemory, newGlyphMemory } from './glyphs.ts'
import { type PageContent, pageContent, type ReadCode } from './page-content.ts'
import { type PageGeometry, pageGeometry } from './page-geometry.ts'
import { guarded, openPdf, type PdfDocument } from './pdf-document.ts'
import { greyPicture, pieceOf } from './decode-picture.ts'
import { PAPER_DPI, textsOfAreas } from './paper-text.ts'
import { readPage } from './read-page.ts'
import { renderArea } from './render.ts'
import type { Look } from './thread-messages.ts'

export interface FileReader {
  readonly pageCount: number
  /** Of the first page. */
  readonly widthMm: number
  readonly heightMm: number
  read(page: number, look: Look): Promise<PageContent>
  close(): void
}

/**
 * PDFium keeps what it has parsed of a document until that is closed, and its memory only grows. So the document is opened
 * anew, in the same memory, once that has grown by this much; and a memory beyond the second is dropped as a whole.
 */
const GROWTH_BYTES = 48 * 1024 * 1024
const MOST_MEMORY = 384 * 1024 * 1024
/** Pages that stay open because a font was first seen on them. */
const MOST_KEPT = 8
const CODE_DPIS = [120, 200, 300]
const SCAN_DPIS = [150, 300]
const LIMIT_PHOTO_BYTES = 100 * 1024 * 1024

/** A PDF, or one picture (PNG, JPEG) as its only page. @throws CannotVerify */
export async function fileReader(file: BlockFile, name: string): Promise<FileReader> {
  return isPicture(file) ? pictureReader(file, name) : pdfReader(file, name)
}

async function pdfReader(file: BlockFile, name: string): Promise<FileReader> {
  let document = await openPdf(file, name)
  const { pageCount } = document
  const { widthMm, heightMm } = sizeOfFirst(document)
  let glyphs: GlyphMemory = newGlyphMemory()
  let openedAt = memoryOf(document)
  let pagesSinceOpen = 0
  let previous: number | undefined
  let kept: number[] = []
  const closePages = () => {
    for (const page of kept) document.pdfium.FPDF_ClosePage(page)
    if (previous !== undefined) document.pdfium.FPDF_ClosePage(previous)
    ;[kept, previous, glyphs] = [[], undefined, newGlyphMemory()]
  }
  return {
    pageCount,
    widthMm,
    heightMm,
    async read(index, look) {
      if (++pagesSinceOpen > LEAST_PAGES && memoryOf(document) > openedAt + GROWTH_BYTES) {
        closePages()
        if (memoryOf(document) > MOST_MEMORY) document = await openPdf(file, name)
        else document.openAgain()
        openedAt = memoryOf(document)
        pagesSinceOpen = 0
      }
      const page = document.openPage(index)
      // The page before is closed only now: a font that both use is not read twice.
      if (previous !== undefined) document.pdfium.FPDF_ClosePage(previous)
      previous = undefined
      try {
        const content = guarded(name, () => readPage(document, page, look.watched, glyphs), index + 1)
        const codes = await codesOfPage(document, page, look)
        return { ...content, codes: codes.length > 0 ? codes : await textsOfPage(document, page, look) }
      } finally {
        if (glyphs.hasNewFont) kept.push(page)
        else previous = page
        glyphs.hasNewFont = false
        if (kept.length > MOST_KEPT) closePages()
      }
    },
    close: () => document.close(),
  }
}

function sizeOfFirst(document: PdfDocument) {
  const page = document.openPage(0)
  const { widthMm, heightMm } = pageGeometry(document, page)
  document.pdfium.FPDF_ClosePage(page)
  return { widthMm, heightMm }
}

const LEAST_PAGES = 2000
const memoryOf = (document: PdfDocument) => document.pdfium.memory.buffer.byteLength

async function codesOfPage(document: PdfDocument, page: number, look: Look): Promise<ReadCode[]> {
  const found: ReadCode[] = []
  if (look.codes.length === 0 && !look.codesAnywhere) return found
  const geometry = pageGeometry(document, page)
  for (const [area, { box, formats }] of look.codes.entries()) {
    for (const dpi of CODE_DPIS) {
      const codes = await codesOf(renderArea(document, page, geometry, box, dpi), formats, area)
      if (codes.length === 0) continue
      found.push(...codes)
      break
    }
  }
  if (look.codesAnywhere) found.push(...(await codesAnywhere(document, page, geometry, look.codesAnywhere)))
  return found
}

async function codesAnywhere(
  document: PdfDocument,
  page: number,
  geometry: PageGeometry,
  formats: NonNullable<Look['codesAnywhere']>,
): Promise<ReadCode[]> {
  for (const dpi of SCAN_DPIS) {
    const whole = [0, 0, geometry.widthMm, geometry.heightMm] as const
    const codes = await codesOf(renderArea(document, page, geometry, whole, dpi), formats, -1)
    if (codes.length > 0) return codes
  }
  return []
}

async function textsOfPage(document: PdfDocument, page: number, { texts = [] }: Look): Promise<ReadCode[]> {
  const geometry = pageGeometry(document, page)
  return textsOfAreas(texts, (box) => renderArea(document, page, geometry, box, PAPER_DPI))
}

/** A picture is one whole page: its dots are spread over the paper that the specification expects. */
async function textsOfPicture(bytes: Uint8Array, { texts = [] }: Look): Promise<ReadCode[]> {
  if (texts.length === 0) return []
  const picture = greyPicture(bytes)
  const [wide, high] = [picture.width / A4[0], picture.height / A4[1]]
  return textsOfAreas(texts, ([left, top, right, bottom]) =>
    pieceOf(picture, [left * wide, top * high, right * wide, bottom * high]),
  )
}

const A4 = [210, 297] as const

function isPicture(file: BlockFile): boolean {
  const magic = new Uint8Array(4)
  if (!file.copyInto(magic, 0)) return false
  return (magic[0] === 0xff && magic[1] === 0xd8) || (magic[0] === 0x89 && magic[1] === 0x50)
}

function pictureReader(file: BlockFile, name: string): FileReader {
  if (file.byteCount > LIMIT_PHOTO_BYTES) throw new CannotVerify('pdf_too_large', { file: name, limitGigabytes: 0.1 })
  return {
    pageCount: 1,
    widthMm: 210,
    heightMm: 297,
    async read(_page, look) {
      const bytes = new Uint8Array(file.byteCount)
      if (!file.copyInto(bytes, 0)) throw new CannotVerify('pdf_damaged', { file: name })
      const formats = look.codesAnywhere ?? look.codes.flatMap((code) => code.formats)
      const found = await codesOfPhoto(bytes, formats)
      // What is no picture has no text either, and is not verified.
      const codes = found.length > 0 ? found : await textsOfPicture(bytes, look).catch(() => [])
      return pageContent({ text: '', codes, pictures: [{ kind: 'image', box: [0, 0, 210, 297] }] })
    },
    close: () => undefined,
  }
}
