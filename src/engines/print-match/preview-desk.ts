import type { PrintDataApart } from './apart/print-data-apart.ts'
import { openPreview, PREVIEW_LIMITS, type PreviewLimits, type PrintPreview } from './print-preview.ts'
import type { PrintPdf } from './print-run.ts'
import { openSeats } from './seats.ts'

/** Open PDFs and data for the pages that people look at: the next page of the same file comes at once. */
export interface PreviewDesk {
  /** @param key what names this content, e.g. the id of the file in the vault */
  preview<T>(
    key: string,
    pdf: () => PrintPdf | Promise<PrintPdf>,
    use: (preview: PrintPreview) => Promise<T>,
  ): Promise<T>
  /** @param key what names the files, and how they are read */
  data<T>(key: string, open: () => Promise<PrintDataApart>, use: (data: PrintDataApart) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface PreviewDeskOptions {
  readonly limits?: PreviewLimits
  /** PDFs that are open at a time, and tables of data; each is a process. */
  readonly most?: number
  /** After which a file that nobody looks at is closed. */
  readonly idleSeconds?: number
}

export function openPreviewDesk(options: PreviewDeskOptions = {}): PreviewDesk {
  const { limits = PREVIEW_LIMITS, most = 2, idleSeconds = 60 } = options
  const previews = openSeats<PrintPreview>(most, idleSeconds)
  const tables = openSeats<PrintDataApart>(most, idleSeconds)
  return {
    preview: (key, pdf, use) =>
      previews.use(key, () => Promise.resolve(pdf()).then((opened) => openPreview(opened, limits)), use),
    data: (key, open, use) => tables.use(key, open, use),
    async close() {
      await Promise.all([previews.close(), tables.close()])
    },
  }
}
