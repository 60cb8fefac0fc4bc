import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from '../../kernel/sheets/contract.ts'
import { Explanation } from './lot-contract.ts'
import { PRINT_RUN_KINDS, PRINT_SLOTS, PRINT_STAGES, STAGE_STATES } from './print-states.ts'
import { DifferenceView, MismatchView, PrintJobLine, PrintJobView, SheetView, VerificationView } from './views.ts'

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
export type { MismatchView, PrintJobLine, PrintJobView, PrintRunLine } from './views.ts'
export { recordMeeting } from './meeting-contract.ts'
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

const Job = z.object({ jobId: z.uuid() })
const Run = Job.extend({ runId: z.uuid() })
/** It stands in a line of its own on papers that leave: with a break in it, whoever names a job writes further lines. */
const Line = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u)
const Hash = z.string().regex(/^[0-9a-f]{64}$/)
/** Of a page as PNG: 72 for the strip, 110 for reading, 200 for a doubtful character. */
const Dpi = z.coerce.number().int().min(24).max(220).default(110)

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

/** Multipart: the field `input` with this JSON, then the file. Streamed: nothing is held in memory. */
export const uploadPrintFile = endpoint({
  method: 'POST',
  path: '/api/print-checks/files/upload',
  right: 'print-checks:work',
  input: Job.extend({
    slot: z.enum(PRINT_SLOTS),
    /** A further file beside those that lie there (children, the next PDF); otherwise it takes their place. */
    isFurther: z.boolean().default(false),
  }),
  output: PrintJobView,
  refuses: [
    'not_found',
    'not_allowed',
    'file_too_large',
    'storage_full',
    'bad_input',
    'gate_ended',
    'content_erased',
    'files_too_many',
    'engagement_not_running',
    'check_not_ready',
    'specification_wrong',
    'page_without_field',
  ],
  summary: 'Hands in a specification, data or PDF as a new revision; gates that it touches are asked again.',
})

export const downloadPrintFile = endpoint({
  method: 'GET',
  path: '/api/print-checks/file',
  right: 'print-checks:work',
  input: Job.extend({ fileId: z.uuid() }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'sample_not_blind', 'content_erased'],
  summary: 'One file of a job as it was handed in. The look is an event.',
})

export const printFileImage = endpoint({
  method: 'GET',
  path: '/api/print-checks/file/image',
  right: 'print-checks:read',
  input: Job.extend({ fileId: z.uuid(), page: z.coerce.number().int().min(1), dpi: Dpi }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'sample_not_blind', 'content_erased', 'file_damaged'],
  summary: 'One page of a PDF of the job as PNG. The look is an event.',
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

/** The test data that the specification asks for: longest names, 外字, households of one to nine children. */
export const downloadTestData = endpoint({
  method: 'GET',
  path: '/api/print-checks/test-data',
  right: 'print-checks:work',
  input: Job.extend({ part: z.enum(['records', 'children', 'cases']).default('records') }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'content_erased', 'specification_wrong', 'page_without_field'],
  summary: 'Hard test data made from the specification that was handed in, as CSV; the same each time.',
})

export const startVerification = endpoint({
  method: 'POST',
  path: '/api/print-checks/runs/start',
  right: 'print-checks:work',
  input: Job.extend({ kind: z.enum(PRINT_RUN_KINDS) }),
  output: PrintJobView,
  refuses: ['not_found', 'not_allowed', 'files_missing', 'gate_ended', 'content_erased'],
  summary: 'Verifies what lies there now, by machine, as a job; a scan is read by its codes.',
})

export const readVerification = endpoint({
  method: 'GET',
  path: '/api/print-checks/run',
  right: 'print-checks:read',
  input: Run,
  output: VerificationView,
  refuses: ['not_found', 'not_allowed', 'content_erased'],
  summary: 'What a verification found: counts, diagnosis in sentences, the strip of sheets. The look is an event.',
})

export const listMismatches = endpoint({
  method: 'GET',
  path: '/api/print-checks/mismatches',
  right: 'print-checks:work',
  input: PageRequest.extend({
    ...Run.shape,
    cursor: z.string().max(20).optional(),
    kind: z.string().max(40).optional(),
  }),
  output: pageOf(MismatchView),
  refuses: ['not_found', 'not_allowed', 'content_erased'],
  summary: 'The findings of a verification with what is printed and what the data say. The look is an event.',
})

export const exportMismatches = exportOf(listMismatches)

export const readSheet = endpoint({
  method: 'GET',
  path: '/api/print-checks/sheet',
  right: 'print-checks:work',
  input: Run.extend({ sheet: z.coerce.number().int().min(1) }),
  output: SheetView,
  refuses: ['not_found', 'not_allowed', 'sample_not_blind', 'content_erased', 'file_damaged'],
  summary: 'One sheet: its pages, what was found on it, and its record as the data have it. The look is an event.',
})

export const printPageImage = endpoint({
  method: 'GET',
  path: '/api/print-checks/page-image',
  right: 'print-checks:work',
  input: Run.extend({ page: z.coerce.number().int().min(1), dpi: Dpi }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'sample_not_blind', 'content_erased', 'file_damaged'],
  summary: 'A page of the verified PDFs (taken together, from 1) as PNG. The look is an event.',
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
    secondsInView: z.int().min(0).max(86_400).default(0),
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
    secondsInView: z.int().min(0).max(86_400).default(0),
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
    secondsInView: z.int().min(0).max(86_400).default(0),
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
