// The process that draws pages of strangers' PDFs and tells their words. It has no environment, no network, no files but the
// program's own, and dies at its limits; it talks to its parent over two pipes, and ends when they do.
import { CannotVerify } from '../cannot-verify.ts'
import { type BlockFile, blockFile } from './block-file.ts'
import { childPipes } from './child-pipes.ts'
import { newGlyphMemory } from './glyphs.ts'
import { pageGeometry } from './page-geometry.ts'
import { openPdf, type PdfDocument } from './pdf-document.ts'
import { isPicture, pdfOfFile } from './pdf-of-file.ts'
import { pngOf } from './png.ts'
import { MOST_WORDS, type PreviewAnswer, type PreviewQuestion } from './preview-messages.ts'
import { printedWords } from './printed-words.ts'
import { readPage } from './read-page.ts'
import { renderArea } from './render.ts'

/** PDFium never gives memory back; above this it begins anew. */
const ENOUGH_BYTES = 160 * 1024 * 1024

const pipes = childPipes()
let opened: PdfDocument | undefined

function readBlock(position: number, length: number): Uint8Array {
  pipes.send('R', { from: position, until: position + length })
  return pipes.receive()
}

const openFile = async (file: BlockFile, name: string) => openPdf(await pdfOfFile(file, name), name)

async function answer(question: PreviewQuestion): Promise<PreviewAnswer | Uint8Array> {
  if (opened && opened.pdfium.memory.buffer.byteLength > ENOUGH_BYTES) opened = undefined
  const file = blockFile(question.byteCount, readBlock)
  if (!opened && isPicture(file)) return (await import('./picture-preview.ts')).picturePreview(file, question)
  const document = (opened ??= await openFile(file, question.name))
  if (question.ask === 'open') return { tell: 'opened', pageCount: document.pageCount }
  if (question.page < 0 || question.page >= document.pageCount)
    throw new CannotVerify('page_damaged', { file: question.name, page: question.page + 1 })
  const page = document.openPage(question.page)
  try {
    const geometry = pageGeometry(document, page)
    if (question.ask === 'words') {
      const words = printedWords(readPage(document, page, [], newGlyphMemory())).slice(0, MOST_WORDS)
      return { tell: 'words', widthMm: geometry.widthMm, heightMm: geometry.heightMm, words }
    }
    const whole = [0, 0, geometry.widthMm, geometry.heightMm] as const
    return pngOf(renderArea(document, page, geometry, whole, question.dpi))
  } catch (cause) {
    opened = undefined // what broke over one page is not asked about another
    throw cause
  } finally {
    document.pdfium.FPDF_ClosePage(page)
  }
}

async function answerOrSay(question: PreviewQuestion): Promise<void> {
  try {
    const said = await answer(question)
    pipes.send(said instanceof Uint8Array ? 'P' : 'D', said)
  } catch (cause) {
    const { reason, facts } =
      cause instanceof CannotVerify ? cause : { reason: 'pdf_damaged' as const, facts: { file: question.name } }
    pipes.send('D', { tell: 'failed', reason, facts } satisfies PreviewAnswer)
  }
}

pipes.send('Q')
for (;;) await answerOrSay(JSON.parse(pipes.receive().toString('utf8')) as PreviewQuestion)
