import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from '../../kernel/sheets/contract.ts'
import { Explanation, Hash, Job, SecondsInView } from './inputs.ts'
import { PRINT_STAGES, STAGE_STATES } from './print-states.ts'
import { DifferenceView, PrintJobLine, PrintJobView } from './views.ts'

export { answerProofQuestion, guestProofImage, readProofQuestion } from './guest-contract.ts'
export {
  BATCH_KINDS,
  type BatchKind,
  type ClientAnswer,
  PRINT_STAGES,
  type PrintMissing,
  type PrintOutcome,
  type PrintRunKind,
  type PrintRunState,
  type PrintSlot,
  type PrintStage,
  type StageState,
} from './print-states.ts'
export { HOLDS_SEVERAL, inputsOfRun, RUN_OF_STAGE, SPECIFICATION_SLOTS } from './rules/slots.ts'
export type { PrintJobLine, PrintJobView, PrintRunLine } from './views.ts'
export type { MismatchView } from './run-views.ts'
export { downloadPrintFile, downloadTestData, printFileImage, uploadPrintFile } from './file-contract.ts'
export { recordMeeting } from './meeting-contract.ts'
export {
  exportMismatches,
  listMismatches,
  printPageImage,
  readSheet,
  readVerification,
  startVerification,
} from './run-contract.ts'
export {
  answerLotReport,
  enterSampleItem,
  finishOpening,
  photographSampleItem,
  readSample,
  redrawSample,
  registerLot,
  reportStoppedLot,
} from './lot-contract.ts'

/** It stands in a line of its own on papers that leave: with a break in it, whoever names a job writes further lines. */
const Line = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u)
/** What a decision may be refused for. */
const ofDecision = [
  'not_found',
  'not_allowed',
  'stale_revision',
  'same_person',
  'check_not_ready',
  'already_decided',
  'findings_not_ticked',
  'evidence_missing',
  'comment_missing',
  'gate_ended',
  'content_erased',
] as const

export const listPrintJobs = endpoint({
  method: 'GET',
  path: '/api/print-checks/jobs',
  right: 'print-checks:read',
  input: PageRequest.extend({
    cursor: z.uuid().optional(),
    text: z.string().max(100).optional(),
    stage: z.enum(PRINT_STAGES).optional(),
    state: z.enum(STAGE_STATES).optional(),
    isMine: z.stringbool().optional(),
  }),
  output: pageOf(PrintJobLine),
  refuses: [],
  summary: 'Print jobs that the reader may see, the newest first, with the stage in which each stands.',
})

export const exportPrintJobs = exportOf(listPrintJobs)

export const readPrintJob = endpoint({
  method: 'GET',
  path: '/api/print-checks/job',
  right: 'print-checks:read',
  input: Job,
  output: PrintJobView,
  refuses: ['not_found'],
  summary: 'One job: its chain of gates, what is missing and who is next, files, verifications, sample, hand-over.',
})

export const listPrintJobChoices = endpoint({
  method: 'GET',
  path: '/api/print-checks/job-choices',
  right: 'print-checks:manage',
  input: z.object({}),
  output: z.object({
    engagements: z.array(
      z.object({
        engagementId: z.uuid(),
        name: z.string(),
        clientName: z.string().optional(),
        mustClientSignOff: z.boolean(),
        printers: z.array(
          z.object({
            partyId: z.uuid(),
            name: z.string(),
            tier: z.number().int(),
            people: z.array(z.object({ personId: z.uuid(), name: z.string() })),
          }),
        ),
      }),
    ),
  }),
  refuses: [],
  summary: 'Running engagements with their vendors and those vendors’ people: what a job is made of.',
})

export const addPrintJob = endpoint({
  method: 'POST',
  path: '/api/print-checks/jobs/add',
  right: 'print-checks:manage',
  input: z.object({
    title: Line.max(200),
    engagementId: z.uuid(),
    /** The vendor that prints. */
    partyId: z.uuid(),
    /** The printer's person in charge. Left out: the printer has nobody here, and the caller acts for them. */
    personId: z.uuid().optional(),
  }),
  output: PrintJobView,
  refuses: [
    'not_found',
    'engagement_not_running',
    'worker_not_of_party',
    'worker_not_on_roster',
    'entruster_not_vendor',
    'not_allowed',
  ],
  summary: 'Registers a print job of an engagement and puts its four gates up.',
})

export const listDifferences = endpoint({
  method: 'GET',
  path: '/api/print-checks/differences',
  right: 'print-checks:read',
  input: PageRequest.extend({ ...Job.shape, cursor: z.string().max(20).optional() }),
  output: pageOf(DifferenceView).extend({ isCompared: z.boolean() }),
  refuses: ['not_found', 'not_allowed', 'content_erased'],
  summary: 'The settings that were tested against those of production, field by field, with what was explained.',
})

export const exportDifferences = exportOf(listDifferences)

export const explainDifference = endpoint({
  method: 'POST',
  path: '/api/print-checks/differences/explain',
  right: 'print-checks:work',
  input: Job.extend({ differenceId: z.string().max(100), text: Explanation.max(500) }),
  output: PrintJobView,
  refuses: ['not_found', 'not_allowed', 'gate_ended', 'content_erased'],
  summary: 'Says why a setting of production differs from the tested one; whoever approves ticks it.',
})

/** 仕様確定、チェック会議と承認、校正紙の提示、校了、工程ヒアリング(再確認)、開封の立会い、納品許可. */
export const decidePrintCheck = endpoint({
  method: 'POST',
  path: '/api/print-checks/decide',
  right: 'print-checks:decide',
  input: Job.extend({
    stage: z.enum(PRINT_STAGES),
    revisionHash: Hash,
    check: z.string().max(60),
    outcome: z.enum(['pass', 'refuse']).default('pass'),
    /** Asked for where something is refused. */
    comment: z.string().trim().max(1000).optional(),
    findingIds: z.array(z.string().max(64)).max(1000).default([]),
    /** Of the approval of the settings: the record of the check meeting that the signer has read. */
    meetingId: z.uuid().optional(),
    secondsInView: SecondsInView,
    actingFor: z.uuid().optional(),
  }),
  output: PrintJobView,
  refuses: [...ofDecision, 'meeting_changed'],
  summary: 'A person attests, presents the proof, approves or refuses one check of a stage, for exactly this revision.',
})

export const recordHearing = endpoint({
  method: 'POST',
  path: '/api/print-checks/hearing',
  right: 'print-checks:manage',
  input: Job.extend({
    heldOn: z.iso.date(),
    attendees: z.string().trim().min(1).max(300),
    answers: z
      .array(z.object({ question: z.string().trim().min(1).max(300), answer: z.string().trim().min(1).max(2000) }))
      .min(1)
      .max(30),
    secondsInView: SecondsInView,
  }),
  output: PrintJobView,
  refuses: [...ofDecision],
  summary: 'Records what the printer said about how the run is made (工程ヒアリング), and attests it.',
})

export const inviteClient = endpoint({
  method: 'POST',
  path: '/api/print-checks/client-sign-offs/invite',
  right: 'print-checks:manage',
  input: Job.extend({
    name: z.string().trim().min(1).max(100),
    address: z.email().max(254),
    days: z.int().min(1).max(30).default(14),
  }),
  output: z.object({ signOffId: z.uuid(), linkId: z.uuid(), link: z.string() }),
  refuses: [
    'not_found',
    'engagement_not_running',
    'client_missing',
    'files_missing',
    'other_party',
    'guest_address_is_own',
    'guest_address_not_client',
    'bad_input',
    'content_erased',
  ],
  summary: 'Makes a guest link by which the client’s person signs the proof off; shown once.',
})

/** For a person of the client who signs in: the same question as by a guest link. */
export const signOffForClient = endpoint({
  method: 'POST',
  path: '/api/print-checks/client-sign-offs/answer',
  right: 'print-checks:decide',
  input: Job.extend({
    revisionHash: Hash,
    isRight: z.boolean(),
    comment: z.string().trim().max(1000).optional(),
    secondsInView: SecondsInView,
  }),
  output: PrintJobView,
  refuses: [...ofDecision, 'files_missing'],
  summary: 'The client’s person states that the proof is right, or says what is wrong.',
})

export const makeHandOver = endpoint({
  method: 'POST',
  path: '/api/print-checks/hand-over',
  right: 'print-checks:decide',
  input: Job.extend({ revisionHash: Hash }),
  output: PrintJobView,
  refuses: [
    'not_found',
    'not_allowed',
    'verification_runs',
    'engagement_not_running',
    'gate_closed',
    'gate_ended',
    'stale_revision',
    'permit_consumed',
    'permit_outstanding',
    'storage_full',
    'content_erased',
  ],
  summary: 'Consumes the last permit and makes the hand-over document (納品書); without that permit there is none.',
})

export const downloadHandOver = endpoint({
  method: 'GET',
  path: '/api/print-checks/hand-over/document',
  right: 'print-checks:read',
  input: Job.extend({ handOverId: z.uuid() }),
  output: z.unknown(),
  refuses: ['not_found', 'content_erased'],
  summary: 'The hand-over document: what was verified, by whom, with which hashes.',
})
