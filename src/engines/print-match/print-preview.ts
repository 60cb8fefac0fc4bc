import { Worker } from 'node:worker_threads'
import { buffer } from 'node:stream/consumers'
import { CannotVerify } from './cannot-verify.ts'
import type { PrintPdf } from './print-run.ts'
import type { FromPreview, PreviewRequest, PreviewStart, PrintedWord } from './reading/preview-messages.ts'
import { ARRIVED, BLOCK_BYTES, NOT_READ } from './reading/thread-messages.ts'

/** An open PDF to look at: for the screen on which fields are clicked, and for the images beside a finding. */
export interface PrintPreview {
  readonly pageCount: number
  /** Text runs with their places in mm. @param page from 0 */
  words(
    page: number,
  ): Promise<{ readonly widthMm: number; readonly heightMm: number; readonly words: readonly PrintedWord[] }>
  /** The page as a grey PNG. @param page from 0 */
  png(page: number, dpi: number): Promise<Uint8Array>
  close(): Promise<void>
}

/** Opens a PDF in a thread of its own; ranges of it are read as they are needed. @throws CannotVerify */
export async function openPreview(pdf: PrintPdf): Promise<PrintPreview> {
  const control = new SharedArrayBuffer(8)
  const block = new SharedArrayBuffer(BLOCK_BYTES)
  const start: PreviewStart = { name: pdf.name, byteCount: pdf.source.byteCount, control, block }
  const worker = new Worker(new URL('./reading/preview-thread.ts', import.meta.url), { workerData: start })
  const waiting: { resolve: (answer: FromPreview) => void; reject: (cause: unknown) => void }[] = []
  let failure: unknown
  const fail = (cause: unknown) => {
    failure ??= cause
    for (const { reject } of waiting.splice(0)) reject(cause)
  }
  const fetchBlock = async (position: number, length: number) => {
    const state = new Int32Array(control)
    try {
      const bytes = await buffer(pdf.source.open({ from: position, until: position + length }))
      new Uint8Array(block).set(bytes)
      Atomics.store(state, 1, bytes.length)
      Atomics.store(state, 0, ARRIVED)
    } catch (cause) {
      fail(cause)
      Atomics.store(state, 0, NOT_READ)
    }
    Atomics.notify(state, 0)
  }
  worker.on('message', (message: FromPreview) => {
    if (message.tell === 'block') void fetchBlock(message.position, message.length)
    else if (message.tell === 'failed') waiting.shift()?.reject(new CannotVerify(message.reason, message.facts))
    else if (message.tell === 'fault') waiting.shift()?.reject(new Error(message.message))
    else waiting.shift()?.resolve(message)
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('the thread that draws pages has ended')))
  const ask = (request: PreviewRequest) =>
    new Promise<FromPreview>((resolve, reject) => {
      if (failure !== undefined) return reject(failure)
      waiting.push({ resolve, reject })
      return worker.postMessage(request)
    })
  const close = async () => {
    failure ??= new Error('closed')
    await worker.terminate()
  }
  try {
    const opened = await ask({ ask: 'open' })
    return {
      pageCount: opened.tell === 'opened' ? opened.pageCount : 0,
      async words(page) {
        const answer = await ask({ ask: 'words', page })
        if (answer.tell !== 'words') throw new Error('an answer to another question')
        return answer
      },
      async png(page, dpi) {
        const answer = await ask({ ask: 'png', page, dpi })
        if (answer.tell !== 'png') throw new Error('an answer to another question')
        return answer.bytes
      },
      close,
    }
  } catch (cause) {
    await close()
    throw cause
  }
}
