import { z } from 'zod'
import { OUTCOMES } from '../../kernel/gates/index.ts'
import { defineEvents } from '../../kernel/ledger/index.ts'
import {
  CLIENT_ANSWERS,
  ENTRY_WAYS,
  LOT_STOP_CAUSES,
  PRINT_FREEZE_CAUSES,
  PRINT_OUTCOMES,
  PRINT_RUN_KINDS,
  PRINT_SLOTS,
  PRINT_STAGES,
} from './print-states.ts'

const count = z.number().int()
const hash = z.string()

/** What the ledger keeps of a print job. Ids, codes, hashes and counts: no name, value, key or file name ever. */
export const printEvents = defineEvents('print_job', {
  added: { engagementId: z.uuid(), printerId: z.uuid(), authorId: z.uuid(), mustClientSignOff: z.boolean() },
  file_added: { slot: z.enum(PRINT_SLOTS), fileId: z.uuid(), revision: count, sha256: hash, byteCount: count },
  file_viewed: { fileId: z.uuid(), page: count.optional() },
  difference_explained: { explanationId: z.uuid(), difference: hash },
  run_started: { runId: z.uuid(), runKind: z.enum(PRINT_RUN_KINDS), inputHash: hash, fileCount: count },
  run_finished: {
    runId: z.uuid(),
    runKind: z.enum(PRINT_RUN_KINDS),
    outcome: z.enum(PRINT_OUTCOMES),
    sheetCount: count,
    recordCount: count,
    mismatchCount: count,
    unverifiedCount: count,
    reason: z.string().optional(),
    engine: z.string(),
  },
  run_failed: { runId: z.uuid(), runKind: z.enum(PRINT_RUN_KINDS) },
  /** Somebody looked at what was found, with the values of persons. */
  result_viewed: { runId: z.uuid(), sheet: count.optional(), page: count.optional() },
  meeting_recorded: { meetingId: z.uuid(), revisionHash: hash, runId: z.uuid(), differenceCount: count },
  /** A decision about the settings names the record that its signer had in view. */
  meeting_decided: { meetingId: z.uuid(), revisionHash: hash, outcome: z.enum(OUTCOMES) },
  hearing_recorded: { hearingId: z.uuid() },
  client_asked: { signOffId: z.uuid(), personId: z.uuid(), isGuest: z.boolean() },
  client_answered: { signOffId: z.uuid(), answer: z.enum(CLIENT_ANSWERS), revisionHash: hash },
  /** Delivery passes for one lot. */
  stage_passed: { stage: z.enum(PRINT_STAGES), permitId: z.uuid(), revisionHash: hash, lotId: z.uuid().optional() },
  lot_registered: {
    lotId: z.uuid(),
    number: count,
    itemCount: count,
    batchCount: count,
    populationHash: hash,
    isRedrawn: z.boolean().optional(),
  },
  /** The seed is no secret once the population is fixed: with it everybody can draw again. */
  sample_drawn: { sampleId: z.uuid(), seed: hash, populationHash: hash, mandatoryCount: count, randomCount: count },
  sample_entered: { sampleId: z.uuid(), item: count, page: count, how: z.enum(ENTRY_WAYS), matches: z.boolean() },
  lot_stopped: { lotId: z.uuid(), sampleId: z.uuid().optional(), runId: z.uuid().optional() },
  /** A person told the privacy office of a stopped lot. */
  lot_reported: {
    reportId: z.uuid(),
    lotId: z.uuid(),
    incidentId: z.string(),
    cause: z.enum(LOT_STOP_CAUSES),
    itemCount: count,
    openedCount: count,
    mismatchCount: count,
  },
  lot_report_answered: { reportId: z.uuid(), incidentId: z.string() },
  handed_over: { handOverId: z.uuid(), permitId: z.uuid(), revisionHash: hash, sha256: hash },
  document_taken: { handOverId: z.uuid() },
  frozen: { freezeId: z.uuid(), cause: z.enum(PRINT_FREEZE_CAUSES) },
  freeze_lifted: { freezeId: z.uuid() },
  contents_erased: { fileCount: count, sampleCount: count },
})

export const printSettingEvents = defineEvents('print_setting', {
  retention_changed: { contentDays: count },
  nudging_changed: { reminderAfterMinutes: count, escalationAfterMinutes: count },
})

export const printSubject = (id: string) => ({ kind: 'print_job', id })
