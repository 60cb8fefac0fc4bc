import { CannotVerify } from '../cannot-verify.ts'
import type { PrintPdf, PrintRecord, PrintTable } from '../print-run.ts'
import type { PrintSpecification } from '../specification.ts'
import { partOf, type PrintProcess, type PrintReadingLimits, startPrintProcess } from './print-process.ts'

/** What a screen waits for. */
export const DATA_LIMITS: PrintReadingLimits = { seconds: 120, silentSeconds: 60, memoryBytes: 1536 * 1024 ** 2 }

/** The data of a run, open in a confined child: one record is asked for without the others. */
export interface PrintDataApart {
  readonly columns: readonly string[]
  readonly childColumns: readonly string[]
  readonly recordCount: number
  /** Records in their order, as they come. @throws CannotVerify `reader_stopped` */
  records(): AsyncGenerator<PrintRecord>
  /** @returns undefined where no record has this key */
  find(key: string): Promise<PrintRecord | undefined>
  close(): Promise<void>
}

/**
 * Reads the data files of a print job (CSV, xlsx) in a confined child, as strangers' mail attachments are read.
 * @throws CannotVerify as `readPrintData`; `reader_stopped` where the child died over them
 */
export async function openPrintData(
  { data: shape }: Pick<PrintSpecification, 'data'>,
  files: readonly PrintPdf[],
  limits = DATA_LIMITS,
): Promise<PrintDataApart> {
  const child = await startPrintProcess(limits)
  return closedOnFailure(child, async () => {
    const opened = await child.ask({ ask: 'open', shape, data: files.map(partOf) }, files, 'opened')
    const { columns, childColumns, recordCount } = opened
    let turn: Promise<unknown> = Promise.resolve()
    /** One question at a time. */
    const ask = async (question: { ask: 'records'; from: number; until: number } | { ask: 'find'; key: string }) => {
      const answer = turn.then(() => child.ask(question, files, 'records'))
      turn = answer.catch(() => undefined)
      return (await answer).records as readonly PrintRecord[]
    }
    return {
      columns,
      childColumns,
      recordCount,
      async *records() {
        for (let from = 0; from < recordCount;) {
          const records = await ask({ ask: 'records', from, until: recordCount })
          if (records.length === 0) throw new CannotVerify('reader_stopped', { why: 'crashed' })
          yield* records
          from += records.length
        }
      },
      find: async (key) => (await ask({ ask: 'find', key }))[0],
      close: () => child.close(),
    }
  })
}

/** All of it, for data that are known to be few. @throws CannotVerify */
export async function readPrintDataApart(
  specification: Pick<PrintSpecification, 'data'>,
  files: readonly PrintPdf[],
): Promise<PrintTable> {
  const open = await openPrintData(specification, files)
  try {
    const records: PrintRecord[] = []
    for await (const record of open.records()) records.push(record)
    return { columns: open.columns, childColumns: open.childColumns, records, files: [] }
  } finally {
    await open.close()
  }
}

/** The columns of the data, and how they may be read. @throws CannotVerify */
export async function dataShapeApart(
  files: readonly PrintPdf[],
): Promise<{ readonly columns: readonly string[]; readonly shape: PrintSpecification['data'] | undefined }> {
  const child = await startPrintProcess(DATA_LIMITS)
  try {
    const { columns, shape } = await child.ask({ ask: 'shape', data: files.map(partOf) }, files, 'shape')
    return { columns, shape }
  } finally {
    await child.close()
  }
}

async function closedOnFailure<T>(child: PrintProcess, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    await child.close()
    throw cause
  }
}
