import { CannotVerify } from '../cannot-verify.ts'
import type { BlockFile } from './block-file.ts'
import { newPdfium, type Pdfium, readCallback } from './pdfium.ts'

/** One open PDF in an instance of its own; pages are opened by index from 0. */
export interface PdfDocument {
  readonly pdfium: Pdfium
  readonly pageCount: number
  /** @throws CannotVerify `page_damaged` */
  openPage(index: number): number
  /** Some bytes of scratch memory for answers. */
  readonly scratch: number
  /** The scratch memory as numbers, as it lies after the last call: PDFium's memory moves when it grows. */
  scratchNumbers(): Float64Array
  /** Closes and opens it in the same memory; all pages must be closed. */
  openAgain(): void
  close(): void
}

export const LIMIT_BYTES = 2 * 1024 * 1024 * 1024
const SCRATCH_BYTES = 256
const WRONG_PASSWORD = 4
const SECURITY = 5

/**
 * Opens a PDF by callback: only the ranges that PDFium asks for are read.
 * @throws CannotVerify `pdf_encrypted`, `pdf_damaged`, `pdf_too_large`, `pdf_empty`
 */
export async function openPdf(file: BlockFile, name: string): Promise<PdfDocument> {
  if (file.byteCount > LIMIT_BYTES) throw new CannotVerify('pdf_too_large', { file: name, limitGigabytes: 2 })
  if (file.byteCount === 0) throw new CannotVerify('pdf_empty', { file: name })
  const pdfium = await newPdfium()
  let fault: unknown
  const callback = readCallback(pdfium, (_parameter, position, buffer, size) => {
    try {
      return file.copyInto(new Uint8Array(pdfium.memory.buffer, buffer, size), position >>> 0) ? 1 : 0
    } catch (cause) {
      fault = cause
      return 0
    }
  })
  const access = pdfium.malloc(12)
  new Uint32Array(pdfium.memory.buffer, access, 3).set([file.byteCount, callback, 0])
  const load = () => {
    const loaded = guarded(name, () => pdfium.FPDF_LoadCustomDocument(access, 0))
    if (fault !== undefined) throw fault
    if (loaded !== 0) return loaded
    const code = pdfium.FPDF_GetLastError()
    const isLocked = code === WRONG_PASSWORD || code === SECURITY
    throw new CannotVerify(isLocked ? 'pdf_encrypted' : isPdf(file) ? 'pdf_damaged' : 'file_kind_unknown', {
      file: name,
    })
  }
  const scratch = pdfium.malloc(SCRATCH_BYTES)
  let numbers: Float64Array | undefined
  let document = load()
  const pageCount = pdfium.FPDF_GetPageCount(document)
  if (pageCount === 0) throw new CannotVerify('pdf_empty', { file: name })
  return {
    pdfium,
    pageCount,
    scratch,
    scratchNumbers() {
      const { buffer } = pdfium.memory
      if (numbers?.buffer !== buffer) numbers = new Float64Array(buffer, scratch, SCRATCH_BYTES / 8)
      return numbers
    },
    openPage(index) {
      const page = guarded(name, () => pdfium.FPDF_LoadPage(document, index), index + 1)
      if (fault !== undefined) throw fault
      if (page === 0) throw new CannotVerify('page_damaged', { file: name, page: index + 1 })
      return page
    },
    openAgain() {
      pdfium.FPDF_CloseDocument(document)
      document = load()
    },
    close: () => pdfium.FPDF_CloseDocument(document),
  }
}

/** PDFium too looks for the mark of a PDF in the first kilobyte alone. */
function isPdf(file: BlockFile): boolean {
  const start = Buffer.alloc(Math.min(file.byteCount, 1024))
  return file.copyInto(start, 0) && start.includes('%PDF-')
}

/** What a broken file makes PDFium trip over is the file's fault, not ours. */
export function guarded<T>(name: string, run: () => T, page?: number): T {
  try {
    return run()
  } catch (cause) {
    if (cause instanceof CannotVerify) throw cause
    throw page === undefined
      ? new CannotVerify('pdf_damaged', { file: name }, cause)
      : new CannotVerify('page_damaged', { file: name, page }, cause)
  }
}
