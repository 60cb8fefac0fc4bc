import { buffer } from 'node:stream/consumers'
import { hashOf } from '../../../base/canonical-json.ts'
import { jsonOf } from '../../documents/index.ts'
import { CannotVerify } from '../cannot-verify.ts'
import type { PrintFiles, PrintPdf, PrintRun } from '../print-run.ts'
import { readPrintData } from '../read-print-data.ts'
import type { PrintSummary } from '../verdict.ts'
import { sha256Of } from '../verify-print.ts'
import { PrintTold } from './print-messages.ts'
import { partOf, type PrintReadingLimits, startPrintProcess } from './print-process.ts'

/** A run takes hours at most; a page, or a table of data, never minutes. */
export const VERIFY_LIMITS: PrintReadingLimits = { seconds: 6 * 3600, silentSeconds: 300, memoryBytes: 3 * 1024 ** 3 }

/**
 * 全件照合 in a confined child: the data, the PDFs and the patterns of the specification come from outside, and are read where
 * there is neither a database nor a key, nor a network. The child is killed where it says nothing for minutes, or takes too
 * much memory; what it answers is parsed, and the hashes are this side's own.
 *
 * @throws CannotVerify as `verifyPrint`; `reader_stopped` where the child died: that is never "right"
 */
export async function verifyApart(run: PrintFiles, limits = VERIFY_LIMITS): Promise<PrintSummary> {
  const { specification, data, pdfs, of, threadCount, signal, onSheet, onProgress } = run
  if (signal?.aborted) throw new CannotVerify('cancelled')
  const hashes = Promise.all([hashesOf(data), hashesOf(pdfs)])
  hashes.catch(() => undefined) // awaited at the end
  const child = await startPrintProcess(limits)
  const stop = () => void child.close()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    if (signal?.aborted) throw new CannotVerify('cancelled')
    const question = {
      ask: 'verify',
      specification,
      data: data.map(partOf),
      pdfs: pdfs.map(partOf),
      ...(of && { of }),
      ...(threadCount && { threadCount }),
    } as const
    const { summary } = await child.ask(question, [...data, ...pdfs], 'verified', async (frame) => {
      const told = PrintTold.safeParse(jsonOf(frame))
      if (!told.success) throw new RangeError('not what a reader tells')
      const { sheets, progress } = told.data
      for (const sheet of sheets) await onSheet?.(sheet)
      if (progress) onProgress?.(progress)
    })
    const [dataHashes, pdfHashes] = await hashes
    const known = { specification: hashOf(specification), data: dataHashes, pdfs: pdfHashes }
    return { ...(summary as Omit<PrintSummary, 'hashes'>), hashes: known }
  } catch (cause) {
    if (signal?.aborted) throw new CannotVerify('cancelled', {}, cause)
    throw cause
  } finally {
    signal?.removeEventListener('abort', stop)
    await child.close()
  }
}

async function hashesOf(files: readonly PrintPdf[]) {
  const hashes: Awaited<ReturnType<typeof sha256Of>>[] = []
  for (const file of files) hashes.push(await sha256Of(file))
  return hashes
}

/** The data of a run read in this process: for data of our own making. @throws CannotVerify */
export async function readRun({ data, ...run }: PrintFiles): Promise<PrintRun> {
  const files = await Promise.all(
    data.map(async ({ name, source }) => ({
      name,
      bytes: await buffer(source.open({ from: 0, until: source.byteCount })),
    })),
  )
  return { ...run, data: await readPrintData(run.specification, files) }
}
