import { createHash } from 'node:crypto'
import { hashOf } from '../../base/canonical-json.ts'
import { compileSpecification } from './matching/compile.ts'
import { matchPages } from './matching/match-pages.ts'
import type { PrintPdf, PrintRun, PrintTable } from './print-run.ts'
import { openPageThreads } from './reading/page-threads.ts'
import type { PrintSummary } from './verdict.ts'

/**
 * 全件照合: reads every page of a print run and holds it against the data. Memory does not grow with the run, but for a few
 * bytes a sheet; PDFs are read in ranges.
 *
 * @returns the summary; "right" only where every sheet was looked at and nothing was found
 * @throws CannotVerify where that could not be done at all; nothing that was told before counts then
 */
export async function verifyPrint(run: PrintRun): Promise<PrintSummary> {
  const pdfs = Promise.all(run.pdfs.map(sha256Of))
  pdfs.catch(() => undefined) // awaited at the end
  const summary = await verifyPages(run)
  return { ...summary, hashes: { specification: hashOf(run.specification), data: run.data.files, pdfs: await pdfs } }
}

/** A run whose data may still be on their way while the threads start that read its pages. */
export interface StartingRun extends Omit<PrintRun, 'data'> {
  readonly data: PrintTable | Promise<PrintTable>
}

/** The same without the hashes of what was read. @throws CannotVerify over the data first, then over the pages */
export async function verifyPages(run: StartingRun): Promise<PrintSummary> {
  const opening = openPageThreads(run.pdfs, run.threadCount ?? 1)
  opening.catch(() => undefined) // awaited below
  try {
    const data = await run.data
    const compiled = compileSpecification(run.specification, data)
    const finish = await matchPages({ ...run, data }, compiled, await opening)
    return finish({ specification: '', data: [], pdfs: [] })
  } finally {
    await opening.then(
      (threads) => threads.close(),
      () => undefined,
    )
  }
}

/** sha256 (hex) of a file, read in ranges. */
export async function sha256Of({ name, source }: PrintPdf) {
  const hash = createHash('sha256')
  for await (const chunk of source.open({ from: 0, until: source.byteCount })) hash.update(chunk as Uint8Array)
  return { name, sha256: hash.digest('hex') }
}
