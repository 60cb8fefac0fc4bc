import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { CannotVerify } from '../cannot-verify.ts'
import { blockFile } from './block-file.ts'
import { newGlyphMemory } from './glyphs.ts'
import { pageGeometry } from './page-geometry.ts'
import { openPdf, type PdfDocument } from './pdf-document.ts'
import { pngOf } from './png.ts'
import type { FromPreview, PreviewRequest, PreviewStart } from './preview-messages.ts'
import { printedWords } from './printed-words.ts'
import { readPage } from './read-page.ts'
import { renderArea } from './render.ts'
import { ARRIVED, WAITING } from './thread-messages.ts'

// Draws pages and tells their words, one question at a time.
const { name, byteCount, control, block } = workerData as PreviewStart
const port = parentPort as MessagePort
const state = new Int32Array(control)
let opened: PdfDocument | undefined

const tell = (message: FromPreview) => port.postMessage(message)

function readBlock(position: number, length: number): Uint8Array {
  Atomics.store(state, 0, WAITING)
  tell({ tell: 'block', position, length })
  Atomics.wait(state, 0, WAITING)
  if (Atomics.load(state, 0) !== ARRIVED) throw new CannotVerify('pdf_damaged', { file: name })
  return new Uint8Array(block).slice(0, Atomics.load(state, 1))
}

async function answer(request: PreviewRequest): Promise<FromPreview> {
  const document = (opened ??= await openPdf(blockFile(byteCount, readBlock), name))
  if (request.ask === 'open') return { tell: 'opened', pageCount: document.pageCount }
  const page = document.openPage(request.page)
  try {
    if (request.ask === 'words') {
      const content = readPage(document, page, [], newGlyphMemory())
      return { tell: 'words', widthMm: content.widthMm, heightMm: content.heightMm, words: printedWords(content) }
    }
    const geometry = pageGeometry(document, page)
    const whole = [0, 0, geometry.widthMm, geometry.heightMm] as const
    return { tell: 'png', bytes: pngOf(renderArea(document, page, geometry, whole, request.dpi)) }
  } finally {
    document.pdfium.FPDF_ClosePage(page)
  }
}

let last = Promise.resolve()
async function answerOrSay(request: PreviewRequest): Promise<void> {
  try {
    tell(await answer(request))
  } catch (cause) {
    if (cause instanceof CannotVerify) tell({ tell: 'failed', reason: cause.reason, facts: cause.facts })
    else tell({ tell: 'fault', message: cause instanceof Error ? cause.message : String(cause) })
  }
}

port.on('message', (request: PreviewRequest) => {
  last = last.then(() => answerOrSay(request))
})
