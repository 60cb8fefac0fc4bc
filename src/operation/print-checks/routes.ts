import type { Actor } from '../../base/actor.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { type AnyRoute, bind, bindDownload, bindStream } from '../../kernel/db/route.ts'
import { bindExport } from '../../kernel/sheets/index.ts'
import { openPreviewDesk, type PreviewDesk } from '../../engines/print-match/index.ts'
import * as contract from './contract.ts'
import type { PrintEquipment } from './equipment.ts'
import { keepingRoutes } from './keeping/routes.ts'
import { differenceSheet, mismatchSheet, printJobSheet } from './list-sheets.ts'
import { lookingRoutes } from './looking/routes.ts'
import { itemView, sampleView } from './lots/sample-view.ts'
import { makingRoutes } from './making/routes.ts'
import { nudgingRoutes } from './nudging/routes.ts'
import { addFile, PRINT_FILE_BYTES } from './operations/add-file.ts'
import { addPrintJob } from './operations/add-print-job.ts'
import { answerLotReport } from './operations/answer-lot-report.ts'
import { decidePrintCheck } from './operations/decide-print-check.ts'
import { enterSampleItem } from './operations/enter-sample-item.ts'
import { explainDifference } from './operations/explain-difference.ts'
import { finishOpening } from './operations/finish-opening.ts'
import { inviteClient } from './operations/invite-client.ts'
import { makeHandOver } from './operations/make-hand-over.ts'
import { photographSampleItem, PHOTO_BYTES } from './operations/photograph-sample-item.ts'
import { recordHearing } from './operations/record-hearing.ts'
import { recordMeeting } from './operations/record-meeting.ts'
import { redrawSample } from './operations/redraw-sample.ts'
import { registerLot } from './operations/register-lot.ts'
import { reportStoppedLot } from './operations/report-stopped-lot.ts'
import { answerAsGuest, answerSignedIn } from './operations/sign-off-proof.ts'
import { startVerification } from './operations/start-verification.ts'
import { guestImage, proofQuestion } from './stages/proof-question.ts'
import { takeTestData } from './stages/test-data.ts'
import { newestLot } from './store.ts'
import { takeFile, takeHandOver } from './take-file.ts'
import { differenceViews } from './views/difference-views.ts'
import { jobChoices } from './views/job-choices.ts'
import { printJobs } from './views/job-list.ts'
import { jobView } from './views/job-view.ts'
import { mismatchPage } from './views/mismatch-page.ts'
import { filePageImage, runPageImage } from './views/page-images.ts'
import { sheetView } from './views/sheet-view.ts'
import { verificationView } from './views/verification-view.ts'

/** Every endpoint of the print checks, bound to its operation. Pages are drawn at one desk a process. */
export function printChecksRoutes(
  equipment: PrintEquipment,
  desk: PreviewDesk = openPreviewDesk(),
): readonly AnyRoute[] {
  const { vault } = equipment
  /** Does one thing to a job and answers how it stands then. */
  const thenView =
    <I extends { readonly jobId: string }>(
      act: (tx: Tx, actor: Actor, input: I, equipment: PrintEquipment) => Promise<unknown>,
    ) =>
    async (tx: Tx, actor: Actor, input: I) => {
      await act(tx, actor, input, equipment)
      return jobView(tx, actor, input.jobId, equipment)
    }
  return [
    bind(contract.listPrintJobs, printJobs),
    bindExport(contract.exportPrintJobs, printJobs, printJobSheet),
    bind(contract.readPrintJob, (tx, actor, { jobId }) => jobView(tx, actor, jobId, equipment)),
    bind(contract.listPrintJobChoices, (tx, actor) => jobChoices(tx, actor)),
    bind(contract.addPrintJob, async (tx, actor, input) => {
      const { id } = await addPrintJob(tx, actor, { ...input, personId: input.personId ?? actor.personId }, equipment)
      return jobView(tx, actor, id, equipment)
    }),
    bindStream(contract.uploadPrintFile, PRINT_FILE_BYTES, async (context, input, file) => {
      await addFile(context, input, file, equipment)
      return context.inOrganisation((tx) => jobView(tx, context.actor, input.jobId, equipment))
    }),
    bindDownload(contract.downloadPrintFile, (tx, actor, input) => takeFile(tx, vault, actor, input)),
    bindDownload(contract.printFileImage, (tx, actor, input) => filePageImage(tx, actor, input, equipment, desk)),
    bind(contract.listDifferences, (tx, actor, input) => differenceViews(tx, actor, input, equipment)),
    bindExport(
      contract.exportDifferences,
      (tx, actor, input) => differenceViews(tx, actor, input, equipment),
      differenceSheet,
    ),
    bind(contract.explainDifference, thenView(explainDifference)),
    bindDownload(contract.downloadTestData, (tx, actor, input) => takeTestData(tx, vault, actor, input)),
    bind(contract.startVerification, thenView(startVerification)),
    bind(contract.readVerification, (tx, actor, input) => verificationView(tx, actor, input, equipment)),
    bind(contract.listMismatches, (tx, actor, input) => mismatchPage(tx, actor, input, equipment)),
    bindExport(
      contract.exportMismatches,
      (tx, actor, input) => mismatchPage(tx, actor, input, equipment),
      mismatchSheet,
    ),
    bind(contract.readSheet, (tx, actor, input) => sheetView(tx, actor, input, equipment, desk)),
    bindDownload(contract.printPageImage, (tx, actor, input) => runPageImage(tx, actor, input, equipment, desk)),
    bind(contract.decidePrintCheck, thenView(decidePrintCheck)),
    bind(contract.recordMeeting, thenView(recordMeeting)),
    bind(contract.recordHearing, thenView(recordHearing)),
    bind(contract.inviteClient, (tx, actor, input) => inviteClient(tx, actor, input, equipment)),
    bind(contract.signOffForClient, thenView(answerSignedIn)),
    bind(contract.registerLot, thenView(registerLot)),
    bind(contract.redrawSample, thenView(redrawSample)),
    bind(contract.reportStoppedLot, thenView(reportStoppedLot)),
    bind(contract.answerLotReport, thenView(answerLotReport)),
    bind(contract.readSample, (tx, actor, { jobId }) => sampleView(tx, actor, jobId, equipment)),
    bind(contract.enterSampleItem, async (tx, actor, input) => {
      const { isStopped } = await enterSampleItem(tx, actor, input, equipment)
      return { item: await itemNow(tx, input, equipment), isStopped }
    }),
    bindStream(contract.photographSampleItem, PHOTO_BYTES, async (context, input, file) => {
      const { isStopped } = await photographSampleItem(context, input, file, equipment, desk)
      return { item: await context.inOrganisation((tx) => itemNow(tx, input, equipment)), isStopped }
    }),
    bind(contract.finishOpening, thenView(finishOpening)),
    bind(contract.makeHandOver, thenView(makeHandOver)),
    bindDownload(contract.downloadHandOver, (tx, actor, input) => takeHandOver(tx, vault, actor, input)),
    bind(contract.readProofQuestion, (tx, actor) => proofQuestion(tx, actor, equipment, desk)),
    bindDownload(contract.guestProofImage, (tx, actor, input) => guestImage(tx, actor, input, equipment, desk)),
    bind(contract.answerProofQuestion, async (tx, actor, input) => {
      await answerAsGuest(tx, actor, input, equipment)
      // The answer stands whether or not its pages can be drawn.
      return proofQuestion(tx, actor, equipment)
    }),
    ...makingRoutes(equipment, desk),
    ...lookingRoutes(equipment, desk),
    ...keepingRoutes(equipment),
    ...nudgingRoutes,
  ]
}

async function itemNow(tx: Tx, { jobId, item }: { jobId: string; item: number }, equipment: PrintEquipment) {
  return itemView(tx, (await newestLot(tx, jobId))!, item, equipment)
}
