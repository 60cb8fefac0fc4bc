import type { PrintSummary } from '../../src/engines/print-match/index.ts'
import { compileSpecification } from '../../src/engines/print-match/matching/compile.ts'
import { matchPages } from '../../src/engines/print-match/matching/match-pages.ts'
import { blockFile } from '../../src/engines/print-match/reading/block-file.ts'
import { fileReader } from '../../src/engines/print-match/reading/file-reader.ts'
import type { Looks } from '../../src/engines/print-match/reading/thread-messages.ts'
import type { DrawnRun } from './print-runs.ts'

/** A real PDF, read in this thread: of many small files each would wait longer for a thread than it takes to read. */
export async function verifyHere({ specification, data }: DrawnRun, pdf: Uint8Array): Promise<PrintSummary> {
  const file = blockFile(pdf.length, (position, length) => pdf.subarray(position, position + length))
  const reader = await fileReader(file, 'run.pdf')
  let looks: Looks | undefined
  try {
    const finish = await matchPages({ specification, data }, compileSpecification(specification, data), {
      pageCounts: [reader.pageCount],
      size: reader,
      async look(asked) {
        looks = asked
      },
      async *read(requests) {
        for (const { page, side } of requests) yield await reader.read(page, looks![side])
      },
    })
    return finish({ specification: '', data: [], pdfs: [] })
  } finally {
    reader.close()
  }
}
