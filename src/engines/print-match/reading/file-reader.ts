import { CannotVerify } from '../cannot-verify.ts'
import type { BlockFile } from './block-file.ts'
import { type GlyphMemory, newGlyphMemory } from './glyphs.ts'
import { pageGeometry } from './page-geometry.ts'
import { guarded, openPdf, type PdfDocument } from './pdf-document.ts'
import { isPicture, pdfOfFile } from './pdf-of-file.ts'
import { readPage } from './read-page.ts'
import type { FileReader } from './readable-file.ts'
import { TooLargeToDraw } from './render.ts'
import { PASSED_PAGE_BYTES } from './thread-count.ts'
import type { Look } from './thread-messages.ts'

/**
 * PDFium keeps what it has parsed of a document until that is closed, and its memory only grows. So the document is opened
 * anew, in the same memory, once that has grown by this much, and from then on after as many pages as that took: what was
 * freed is filled again, and does not show. A memory beyond the second is dropped as a whole. Each opening goes through the
 * pages before once more: never less than some pages lie between two.
 */
const GROWTH_BYTES = 72 * 1024 * 1024
const MOST_MEMORY = 384 * 1024 * 1024
const LEAST_PAGES = 50
/** Pages that stay open because a font was first seen on them. */
const MOST_KEPT = 8

/** A PDF, the pages of a TIFF, or one picture (PNG, JPEG) as its only page. @throws CannotVerify */
export async function fileReader(file: BlockFile, name: string): Promise<FileReader> {
  if (!isPicture(file)) return pdfReader(await pdfOfFile(file, name), name)
  const { pictureReader } = await import('./picture-reader.ts')
  return pictureReader(file, name)
}

async function pdfReader(file: BlockFile, name: string): Promise<FileReader> {
  let document = await openPdf(file, name)
  const { pageCount } = document
  const { widthMm, heightMm } = sizeOfFirst(document)
  let glyphs: GlyphMemory = newGlyphMemory()
  let [openedAt, openedOn, pagesSinceOpen, mostPages] = [0, 0, 0, Infinity]
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
      // What another opening would not end.
      const passed = Math.max(0, index - openedOn) * PASSED_PAGE_BYTES
      const hasGrown = memoryOf(document) > openedAt + passed + GROWTH_BYTES
      if (pagesSinceOpen >= LEAST_PAGES && (hasGrown || pagesSinceOpen >= mostPages)) {
        closePages()
        if (memoryOf(document) > MOST_MEMORY) document = await openPdf(file, name)
        else document.openAgain()
        if (hasGrown) mostPages = pagesSinceOpen
        pagesSinceOpen = 0
      }
      const page = document.openPage(index)
      // The tree of the pages up to this one is read anew with every opening.
      if (pagesSinceOpen++ === 0) [openedAt, openedOn] = [memoryOf(document), index]
      // The page before is closed only now: a font that both use is not read twice.
      if (previous !== undefined) document.pdfium.FPDF_ClosePage(previous)
      previous = undefined
      const refuse = (cause: unknown): never => {
        throw cause instanceof TooLargeToDraw
          ? new CannotVerify('page_not_drawn', { file: name, page: index + 1 })
          : cause
      }
      try {
        const content = guarded(name, () => readPage(document, page, look.watched, glyphs), index + 1)
        const codes = isDrawn(look) ? await (await drawing()).readDrawn(document, page, look).catch(refuse) : []
        return { ...content, codes }
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

/** What draws and decodes starts with the first page that needs it: most runs have none. */
const drawing = () => import('./drawn-codes.ts')
const isDrawn = ({ codes, codesAnywhere, texts }: Look) =>
  codes.length > 0 || codesAnywhere !== undefined || (texts !== undefined && texts.length > 0)

function sizeOfFirst(document: PdfDocument) {
  const page = document.openPage(0)
  const { widthMm, heightMm } = pageGeometry(document, page)
  document.pdfium.FPDF_ClosePage(page)
  return { widthMm, heightMm }
}

const memoryOf = (document: PdfDocument) => document.pdfium.memory.buffer.byteLength
