import { createHash } from 'node:crypto'
import { hashOf } from '../../base/canonical-json.ts'
import { compileSpecification } from './matching/compile.ts'
import { matchPages } from './matching/match-pages.ts'
import type { PrintPdf, PrintRun } from './print-run.ts'
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

/** The same without the hashes of what was read. @throws CannotVerify */
export async function verifyPages(run: PrintRun): Promise<PrintSummary> {
  const compiled = compileSpecification(run.specification, run.data)
  const threads = await openPageThreads(run.pdfs, run.threadCount ?? 1)
  try {
    const finish = await matchPages(run, compiled, threads)
    return finish({ specification: '', data: [], pdfs: [] })
  } finally {
    await threads.close()
  }
}

/** sha256 (hex) of a file, read in ranges. */
export async function sha256Of({ name, source }: PrintPdf) {
  const hash = createHash('sha256')
  for await (const chunk of source.open({ from: 0, until: source.byteCount })) hash.update(chunk as Uint8Array)
  return { name, sha256: hash.digest('hex') }
}
