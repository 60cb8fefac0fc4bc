import { createHash } from 'node:crypto'
import { hashOf } from '../../base/canonical-json.ts'
import { CannotVerify } from './cannot-verify.ts'
import { cellsOf } from './matching/cells.ts'
import { compileSpecification } from './matching/compile.ts'
import { codeAreas, looksFor } from './matching/looks.ts'
import { pageView } from './matching/read-field.ts'
import { runMatcher } from './matching/run-matcher.ts'
import { type SheetPlan, sheetPlan } from './matching/sheet-plan.ts'
import type { PrintPdf, PrintRun } from './print-run.ts'
import { pageContent } from './reading/page-content.ts'
import { openPageThreads } from './reading/page-threads.ts'
import type { PageRequest } from './reading/thread-messages.ts'
import type { PrintSummary } from './verdict.ts'

/**
 * 全件照合: reads every page of a print run and holds it against the data. Memory does not grow with the run, but for a few
 * bytes a sheet; PDFs are read in ranges.
 *
 * @returns the summary; "right" only where every sheet was looked at and nothing was found
 * @throws CannotVerify where that could not be done at all; nothing that was told before counts then
 */
export async function verifyPrint(run: PrintRun): Promise<PrintSummary> {
  const { specification, data } = run
  const of = run.of ?? 'file'
  const compiled = compileSpecification(specification, data)
  const areas = codeAreas(compiled)
  const perCell = [areas.bySide[0].length, areas.bySide[1].length] as const
  const cells = cellsOf(of === 'scan' ? { ...specification, imposition: undefined } : specification, perCell)
  const hashes = Promise.all(run.pdfs.map(sha256Of))
  hashes.catch(() => undefined) // awaited at the end
  const threads = await openPageThreads(run.pdfs, run.threadCount ?? 1)
  try {
    const plan = sheetPlan(
      of === 'scan' ? { ...specification, pageOrder: 'front_back' } : specification,
      threads.pageCounts,
    )
    await threads.look(looksFor(compiled, cells, areas, threads.size, of))
    const pressCount = plan.pressSheets.length
    const matcher = runMatcher(compiled, data, {
      of,
      sheetCount: pressCount * cells.count,
      stackHeight: cells.isStacked ? pressCount : 0,
    })
    const contents = threads.read(pagesInOrder(plan))
    const next = async () => (await contents.next()).value ?? pageContent({ text: '' })
    let pagesDone = 0
    for (let press = 0; press < pressCount; press++) {
      if (run.signal?.aborted) throw new CannotVerify('cancelled')
      const { front, back } = plan.pressSheets.at(press)
      const pages = back === undefined ? [front] : [front, back]
      const sides = [await next(), ...(back === undefined ? [] : [await next()])]
      // A back that the file lacks is an empty one.
      if (specification.duplex && sides.length === 1) sides.push(pageContent({ text: '' }))
      for (let cell = 0; cell < cells.count; cell++) {
        const views = sides.map((content, side) => pageView(cells.contentOf(content, cell, side as 0 | 1)))
        const index = cells.isStacked ? cell * pressCount + press : press * cells.count + cell
        const verdict = matcher.check(
          index,
          views,
          pages.map((page) => page + 1),
        )
        if (verdict) await run.onSheet?.(verdict)
      }
      pagesDone += pages.length
      if (press % 64 === 63 || press === pressCount - 1)
        run.onProgress?.({ pageCount: plan.pageCount, pagesDone, mismatchCount: matcher.mismatchCount() })
    }
    return matcher.finish(plan.pageCount, {
      specification: hashOf(specification),
      data: data.files,
      pdfs: await hashes,
    })
  } finally {
    await threads.close()
  }
}

function* pagesInOrder(plan: SheetPlan): Generator<PageRequest> {
  for (let index = 0; index < plan.pressSheets.length; index++) {
    const { front, back } = plan.pressSheets.at(index)
    yield plan.request(front, 0)
    if (back !== undefined) yield plan.request(back, 1)
  }
}

async function sha256Of({ name, source }: PrintPdf) {
  const hash = createHash('sha256')
  for await (const chunk of source.open({ from: 0, until: source.byteCount })) hash.update(chunk as Uint8Array)
  return { name, sha256: hash.digest('hex') }
}
