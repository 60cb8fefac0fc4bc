import { type AnyRoute, bind, bindDownload } from '../../../kernel/db/route.ts'
import type { PreviewDesk } from '../../../engines/print-match/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { clientQuestion } from '../stages/proof-question.ts'
import { refuseToLookAt, visibleJob } from '../scope.ts'
import { fileOfJob } from '../store.ts'
import { onPdf } from '../take-file.ts'
import * as contract from './contract.ts'
import { takeReport } from './take-report.ts'

/** What is only looked at: pages of a PDF, the client's question when signed in, the report. */
export const lookingRoutes = (equipment: PrintEquipment, desk: PreviewDesk): readonly AnyRoute[] => [
  bind(contract.readFilePages, async (tx, actor, { jobId, fileId }) => {
    const job = await visibleJob(tx, actor, jobId)
    const file = await fileOfJob(tx, job.id, fileId)
    await refuseToLookAt(tx, actor, job, file)
    return { pageCount: await onPdf(tx, equipment.vault, desk, file, async (preview) => preview.pageCount) }
  }),
  bind(contract.readClientQuestion, (tx, actor, input) => clientQuestion(tx, actor, input, equipment, desk)),
  bindDownload(contract.downloadPrintReport, (tx, actor, input) => takeReport(tx, actor, input, equipment)),
]
