import { compileSpecification } from '../../src/engines/print-match/matching/compile.ts'
import { matchPages } from '../../src/engines/print-match/matching/match-pages.ts'
import type { PrintRun, PrintSummary } from '../../src/engines/print-match/index.ts'
import { pageContent, type PageContent } from '../../src/engines/print-match/reading/page-content.ts'
import { CUT, HIDDEN, NO_CHARACTER, NO_GLYPH } from '../../src/engines/print-match/reading/page-content.ts'
import { type DrawnPage, type DrawnRun, PAPER, pdfPages } from './print-runs.ts'

const MM_PER_POINT = 25.4 / 72

/** What a reader would see on a drawn page, without writing and reading a PDF. */
export function contentOf(page: DrawnPage): PageContent {
  let text = ''
  const boxes: number[] = []
  const marks: number[] = []
  for (const item of page.texts) {
    const em = item.sizePt * MM_PER_POINT
    let x = item.x
    for (const unit of item.text.split('')) {
      const width = /[ -~]/.test(unit) ? em * 0.55 : em
      text += item.fault === 'no_glyph' && unit === item.text.at(-1) ? '\uFFFD' : unit
      boxes.push(x, item.y - em / 2, x + width, item.y + em / 2)
      marks.push(
        item.fault === 'covered'
          ? HIDDEN
          : item.fault === 'clipped' && x > item.x + 2 * em
            ? CUT
            : item.fault === 'no_glyph' && unit === item.text.at(-1)
              ? NO_CHARACTER | NO_GLYPH
              : unit === '\uFFFD'
                ? NO_CHARACTER
                : 0,
      )
      x += width
    }
    text += '\n'
    boxes.push(0, 0, 0, 0)
    marks.push(0)
  }
  return pageContent({
    widthMm: PAPER[0],
    heightMm: PAPER[1],
    text,
    boxes: Float32Array.from(boxes),
    marks: marks.some((mark) => mark > 0) ? Uint8Array.from(marks) : new Uint8Array(),
  })
}

/** Verifies a drawn run on its contents alone: the matcher without PDF. */
export async function verifyDrawn(run: DrawnRun, options: Partial<PrintRun> = {}): Promise<PrintSummary> {
  const pages = pdfPages(run)
  const contents = new Map<DrawnPage, PageContent>()
  const content = (page: DrawnPage) => {
    const known = contents.get(page) ?? contentOf(page)
    contents.set(page, known)
    return known
  }
  const compiled = compileSpecification(run.specification, run.data)
  const finish = await matchPages({ specification: run.specification, data: run.data, ...options }, compiled, {
    pageCounts: [pages.length],
    size: { widthMm: PAPER[0], heightMm: PAPER[1] },
    look: async () => undefined,
    async *read(requests) {
      for (const { page } of requests) yield content(pages[page]!)
    },
  })
  return finish({ specification: '', data: [], pdfs: [] })
}
