import { openPreview, PREVIEW_LIMITS, type PreviewLimits, type PrintPreview } from './print-preview.ts'
import type { PrintPdf } from './print-run.ts'

/** Open PDFs for the pages that people look at: the next page of the same file comes at once. */
export interface PreviewDesk {
  /** @param key what names this content, e.g. the id of the file in the vault */
  preview<T>(
    key: string,
    pdf: () => PrintPdf | Promise<PrintPdf>,
    use: (preview: PrintPreview) => Promise<T>,
  ): Promise<T>
  close(): Promise<void>
}

export interface PreviewDeskOptions {
  readonly limits?: PreviewLimits
  /** PDFs that are open at a time; each is a process. */
  readonly most?: number
  /** After which a PDF that nobody looks at is closed. */
  readonly idleSeconds?: number
}

interface Seat {
  readonly preview: Promise<PrintPreview>
  users: number
  timer?: NodeJS.Timeout
}

export function openPreviewDesk(options: PreviewDeskOptions = {}): PreviewDesk {
  const { limits = PREVIEW_LIMITS, most = 2, idleSeconds = 60 } = options
  // In the order of their last use.
  const seats = new Map<string, Seat>()
  const waiting: (() => void)[] = []
  const end = (key: string, seat: Seat) => {
    clearTimeout(seat.timer)
    if (seats.get(key) === seat) seats.delete(key)
    void seat.preview.then((preview) => preview.close()).catch(() => undefined)
    waiting.shift()?.()
  }
  const seatFor = async (key: string, pdf: () => PrintPdf | Promise<PrintPdf>): Promise<Seat> => {
    for (;;) {
      const known = seats.get(key)
      if (known) seats.delete(key)
      if (known || seats.size < most) {
        const seat = known ?? {
          preview: Promise.resolve(pdf()).then((opened) => openPreview(opened, limits)),
          users: 0,
        }
        seats.set(key, seat)
        return seat
      }
      const idle = [...seats].find(([, seat]) => seat.users === 0)
      if (idle) end(...idle)
      else await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  return {
    async preview(key, pdf, use) {
      const seat = await seatFor(key, pdf)
      seat.users++
      clearTimeout(seat.timer)
      try {
        return await use(await seat.preview)
      } catch (cause) {
        if (seats.get(key) === seat && seat.users === 1) end(key, seat)
        throw cause
      } finally {
        seat.users--
        if (seat.users === 0 && seats.get(key) === seat) {
          seat.timer = setTimeout(() => end(key, seat), idleSeconds * 1000).unref()
          waiting.shift()?.()
        }
      }
    },
    async close() {
      const open = [...seats.values()]
      seats.clear()
      for (const seat of open) clearTimeout(seat.timer)
      await Promise.all(open.map(({ preview }) => preview.then((each) => each.close()).catch(() => undefined)))
    },
  }
}
