import { CannotVerify } from '../cannot-verify.ts'
import type { PrintRun } from '../print-run.ts'
import { type PageContent, pageContent } from '../reading/page-content.ts'
import type { Looks, PageRequest } from '../reading/thread-messages.ts'
import type { PrintSummary } from '../verdict.ts'
import { isLost } from './broken-font-map.ts'
import { cellsOf } from './cells.ts'
import type { CompiledSpecification } from './compile.ts'
import { codeAreas, looksFor } from './looks.ts'
import { pageView } from './read-field.ts'
import { runMatcher } from './run-matcher.ts'
import { type SheetPlan, sheetPlan } from './sheet-plan.ts'
import { strayWatch } from './stray-watch.ts'

/** Where the pages come from: threads that read PDFs, or a test. */
export interface PageSource {
  readonly pageCounts: readonly number[]
  readonly size: { readonly widthMm: number; readonly heightMm: number }
  look(looks: Looks): Promise<void>
  read(pages: Iterable<PageRequest>): AsyncIterator<PageContent>
}

const PROGRESS_EVERY = 64

/**
 * Judges every sheet of the run as its pages come.
 * @returns what makes the summary, once the hashes are known
 */
export async function matchPages(
  run: Omit<PrintRun, 'pdfs'>,
  compiled: CompiledSpecification,
  source: PageSource,
): Promise<(hashes: PrintSummary['hashes']) => PrintSummary> {
  const { data } = run
  const of = run.of ?? 'file'
  const specification =
    of === 'scan'
      ? { ...run.specification, imposition: undefined, pageOrder: 'front_back' as const }
      : run.specification
  const areas = codeAreas(compiled)
  const cells = cellsOf(specification, [areas.bySide[0].length, areas.bySide[1].length])
  const plan = sheetPlan(specification, source.pageCounts)
  await source.look(looksFor(compiled, cells, areas, source.size, of))
  const pressCount = plan.pressSheets.length
  const stackHeight = cells.isStacked ? pressCount : 0
  const matcher = runMatcher(compiled, data, { of, sheetCount: pressCount * cells.count, stackHeight })
  const contents = source.read(pagesInOrder(plan))
  const next = async () => ((await contents.next()).value as PageContent | undefined) ?? pageContent({ text: '' })
  const strays = strayWatch(areas, cells)
  let pagesDone = 0
  for (let press = 0; press < pressCount; press++) {
    if (run.signal?.aborted) throw new CannotVerify('cancelled')
    const { front, back } = plan.pressSheets.at(press)
    const pages = back === undefined ? [front + 1] : [front + 1, back + 1]
    const sides = [await next()]
    // A back that the file lacks is an empty one.
    if (specification.duplex) sides.push(back === undefined ? pageContent({ text: '' }) : await next())
    for (let cell = 0; cell < cells.count; cell++) {
      const views = sides.map((content, side) =>
        pageView(cells.contentOf(content, cell, side as 0 | 1), (character) => isLost(character, compiled.rareLetters)),
      )
      const index = cells.isStacked ? cell * pressCount + press : press * cells.count + cell
      const verdict = matcher.check(index, views, pages)
      if (verdict) await run.onSheet?.(verdict)
      if (of === 'file' && verdict?.state === 'ok') strays.see(views, sides, { index, cell, pages })
    }
    pagesDone += pages.length
    if (press % PROGRESS_EVERY === PROGRESS_EVERY - 1 || press === pressCount - 1)
      run.onProgress?.({ pageCount: plan.pageCount, pagesDone, mismatchCount: matcher.mismatchCount() })
  }
  const again = strays.sides()
  if (again.length > 0) {
    await source.look(strays.looks())
    const drawn = source.read(again.map(({ page, side }) => plan.request(page - 1, side)))
    for (const side of again)
      matcher.seeCodes(side, strays.codesOn(side, (await drawn.next()).value as PageContent | undefined))
  }
  return (hashes) => matcher.finish(plan.pageCount, hashes)
}

function* pagesInOrder(plan: SheetPlan): Generator<PageRequest> {
  for (let index = 0; index < plan.pressSheets.length; index++) {
    const { front, back } = plan.pressSheets.at(index)
    yield plan.request(front, 0)
    if (back !== undefined) yield plan.request(back, 1)
  }
}
