/**
 * 印刷の関門: no front and back leaves before every sheet was held against its data, the proof was signed off, and a drawn
 * sample was opened. Stands on: kernel, engines/print-match, engines/sampling, planning/vendors. Used by: app.
 */
export { clientSignOffGate, deliveryGate, productionGate, proofGate, settingsGate } from './gate.ts'
export { printChecksRights } from './rights.ts'
export { printChecksRoutes } from './routes.ts'
export { printChecksJobs, printChecksSchedules } from './jobs.ts'
export { clearPrintsAgain, PRINT_ERASURE } from './keeping/purge-prints.ts'
export { peopleAtDesk } from './desk.ts'
export { equipPrintChecks } from './equip-print-checks.ts'
export type { IncidentDesk, PrintEquipment, ReportedLot } from './equipment.ts'
export { addPrintJob, type AddPrintJob } from './operations/add-print-job.ts'
export { adoptFile } from './operations/add-file.ts'
export { drawnSample, type DrawnSample } from './lots/drawn-sample.ts'
export { recordMeeting } from './operations/record-meeting.ts'
export { decidePrintCheck } from './operations/decide-print-check.ts'
export { answerSignedIn as signOffForClient } from './operations/sign-off-proof.ts'
export { verifyRun } from './operations/verify-run.ts'
export { stageHash } from './stages/stage-hash.ts'
export { startVerification } from './operations/start-verification.ts'
export { printCheckWords, printEventWords, printFindingWords, printGateWords } from './words.ts'
