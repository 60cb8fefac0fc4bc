import { Readable } from 'node:stream'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { formatInstant } from '../../../base/format-day.ts'
import { pdfBytes } from '../../../engines/documents/index.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import type { Download } from '../../../kernel/db/route.ts'
import { differenceViews } from '../views/difference-views.ts'
import type { PrintEquipment } from '../equipment.ts'
import { jobView } from '../views/job-view.ts'
import { verificationView } from '../views/verification-view.ts'
import { sampleView } from '../lots/sample-view.ts'
import { refuseOnlooker, visibleJob } from '../scope.ts'
import type { downloadPrintReport } from './contract.ts'
import { reportParts } from './report-parts.ts'
import { printReportWords } from './report-words.ts'

/** More settings than a specification has. */
const ALL_DIFFERENCES = 10_000

/**
 * The report as PDF, for the delivery file: its findings name records of the data. Reading each result for it is an event.
 * @throws Refusal `not_found`, `not_allowed`
 */
export async function takeReport(
  tx: Tx,
  actor: Actor,
  { jobId, language }: InputOf<typeof downloadPrintReport>,
  equipment: PrintEquipment,
): Promise<Download> {
  await refuseOnlooker(tx, actor, await visibleJob(tx, actor, jobId))
  const job = await jobView(tx, actor, jobId, equipment)
  const runs = []
  for (const { runId, state } of job.runs)
    if (state === 'done' || state === 'failed')
      runs.push(await verificationView(tx, actor, { jobId, runId }, equipment))
  // What was opened is erased with the data; the record of who passed what stays.
  const isErased = job.keeping?.erasedAt !== undefined
  const sample = job.lot && !isErased ? await sampleView(tx, actor, jobId, equipment) : undefined
  const { items: differences } = await differenceViews(tx, actor, { jobId, size: ALL_DIFFERENCES }, equipment)
  const { name } = await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
  const madeAt = await instantOf(tx)
  const t = printReportWords[language]
  const bytes = await pdfBytes({
    title: t.title,
    language,
    madeAt,
    foot: t.foot(job.title, formatInstant(madeAt, language)),
    parts: reportParts({ organisationName: name, job, runs, differences, sample, madeAt }, language),
  })
  return {
    fileName: `${t.title}-${job.title}.pdf`,
    mediaType: 'application/pdf',
    byteCount: bytes.length,
    content: Readable.from([Buffer.from(bytes)]),
  }
}
