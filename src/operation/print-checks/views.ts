import { z } from 'zod'
import { GatePanel } from '../../base/gate-panel.ts'
import { LotView } from './lot-views.ts'
import {
  CLIENT_ANSWERS,
  PRINT_FREEZE_CAUSES,
  PRINT_MISSING,
  PRINT_OUTCOMES,
  PRINT_RUN_KINDS,
  PRINT_RUN_STATES,
  PRINT_SLOTS,
  PRINT_STAGES,
  STAGE_STATES,
} from './print-states.ts'

const Instant = z.iso.datetime()
const Both = z.object({ ja: z.string(), en: z.string() })

/** One line of the list of jobs. No person of the data appears in it. */
export const PrintJobLine = z.object({
  jobId: z.uuid(),
  title: z.string(),
  engagementName: z.string(),
  printerName: z.string(),
  clientName: z.string().optional(),
  /** The first stage that has not passed; none: handed over. */
  stage: z.enum(PRINT_STAGES).optional(),
  state: z.enum(STAGE_STATES),
  /** What is missing first. */
  missing: z.enum(PRINT_MISSING).optional(),
  /** Whether the reader is asked now. */
  isMine: z.boolean(),
  createdAt: Instant,
})
export type PrintJobLine = z.infer<typeof PrintJobLine>

export const PrintFileView = z.object({
  fileId: z.uuid(),
  name: z.string(),
  byteCount: z.number().int(),
  sha256: z.string(),
  addedAt: Instant,
  addedBy: z.string(),
})

/** What lies in one slot now. `revision` counts every upload of the slot; 0: nothing yet. */
export const PrintSlotView = z.object({
  slot: z.enum(PRINT_SLOTS),
  stage: z.enum(PRINT_STAGES),
  revision: z.number().int(),
  /** Several only of data (records, then children) and PDFs, in the order of printing. */
  files: z.array(PrintFileView),
})

/** One machine verification, without a value of any person. */
export const PrintRunLine = z.object({
  runId: z.uuid(),
  kind: z.enum(PRINT_RUN_KINDS),
  /** It looked at exactly what lies there now. */
  isCurrent: z.boolean(),
  state: z.enum(PRINT_RUN_STATES),
  outcome: z.enum(PRINT_OUTCOMES).optional(),
  /** Pages looked at so far and in all, while it runs. */
  progress: z.object({ done: z.number().int(), total: z.number().int().optional() }).optional(),
  counts: z
    .object({
      pages: z.number().int(),
      sheets: z.number().int(),
      records: z.number().int(),
      children: z.number().int(),
      ok: z.number().int(),
      unverified: z.number().int(),
      banners: z.number().int(),
      mismatches: z.number().int(),
    })
    .optional(),
  startedAt: Instant,
  startedBy: z.string(),
  finishedAt: Instant.optional(),
})
export type PrintRunLine = z.infer<typeof PrintRunLine>

/** What is missing in a stage, in the order in which it is asked for. `facts`: `slot`, `kind`, `check`, `count` … */
export const MissingView = z.object({
  code: z.enum(PRINT_MISSING),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Who is next, by name; empty where a machine is, or nobody can be found. */
  people: z.array(z.string()),
  /** The reader is, among them. */
  isMine: z.boolean().optional(),
})

export const StageView = z.object({
  stage: z.enum(PRINT_STAGES),
  state: z.enum(STAGE_STATES),
  panel: GatePanel,
  missing: z.array(MissingView),
  /** Checks that the reader may decide now. */
  mine: z.array(z.string()),
  passedAt: Instant.optional(),
})

/** One difference between the tested settings and those of production. */
export const DifferenceView = z.object({
  differenceId: z.string(),
  page: z.string().optional(),
  field: z.string().optional(),
  setting: z.string(),
  /** Its name and its two values, as a person reads them. */
  settingName: Both,
  tested: Both,
  production: Both,
  sentence: Both,
  explanation: z.object({ text: z.string(), by: z.string(), at: Instant }).optional(),
})

/** チェック会議 about the settings, in the words of those who met. */
export const MeetingView = z.object({
  meetingId: z.uuid(),
  heldOn: z.iso.date(),
  ourPeople: z.string(),
  printersPeople: z.string(),
  clientsPeople: z.string().optional(),
  /** What lay on the table. */
  shown: z.object({ revisionHash: z.string(), sheetCount: z.number().int(), differenceCount: z.number().int() }),
  points: z.array(z.object({ point: z.string(), answer: z.string() })),
  decided: z.string(),
  /** It was about the settings as they are now. */
  isCurrent: z.boolean(),
  recordedBy: z.string(),
  recordedAt: Instant,
})

export const HearingView = z.object({
  hearingId: z.uuid(),
  heldOn: z.iso.date(),
  attendees: z.string(),
  /** Question → answer, in the words of those who met. */
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  recordedBy: z.string(),
  recordedAt: Instant,
})

export const ClientSignOffView = z.object({
  signOffId: z.uuid(),
  personName: z.string(),
  isGuest: z.boolean(),
  linkId: z.uuid().optional(),
  answer: z.enum(CLIENT_ANSWERS),
  /** Of an answer: it was given for the proof as it is now. */
  isCurrent: z.boolean(),
  answeredAt: Instant.optional(),
  comment: z.string().optional(),
  askedAt: Instant,
})

export const HandOverView = z.object({
  handOverId: z.uuid(),
  number: z.number().int(),
  madeAt: Instant,
  madeBy: z.string(),
  sha256: z.string(),
  /** It is of what lies there now, and nothing of that was found wrong since. */
  isCurrent: z.boolean().default(true),
})

/** 自由領域 of a specification that lies there: what the machine compares with nothing, and why. */
export const FreeAreaView = z.object({
  slot: z.enum(['test_specification', 'specification']),
  page: z.string(),
  place: Both,
  reason: z.string(),
})

export const PrintJobView = z.object({
  jobId: z.uuid(),
  version: z.number().int(),
  title: z.string(),
  engagementId: z.uuid(),
  engagementName: z.string(),
  printerName: z.string(),
  clientName: z.string().optional(),
  mustClientSignOff: z.boolean(),
  /** The printer's person in charge, or ours where the printer has nobody here. */
  authorName: z.string(),
  createdAt: Instant,
  /** On which side the reader stands. */
  reader: z.enum(['own', 'printer', 'client']),
  /** Of ours, and of a unit that is not in charge: what people wrote and handed in is not shown. */
  isOnlooker: z.boolean().default(false),
  stages: z.array(StageView),
  slots: z.array(PrintSlotView),
  /** The newest of each kind. */
  runs: z.array(PrintRunLine),
  differences: z.object({ count: z.number().int(), unexplained: z.number().int() }).optional(),
  meeting: MeetingView.optional(),
  /** Of both specifications, for those who check them. */
  freeAreas: z.array(FreeAreaView).default([]),
  hearing: HearingView.optional(),
  clientSignOffs: z.array(ClientSignOffView),
  lot: LotView.optional(),
  handOver: HandOverView.optional(),
  /** 保存期間: until when data and files are kept; not told to the client. */
  keeping: z
    .object({
      contentDays: z.number().int(),
      /** When they are erased, once it is known. */
      erasedFrom: Instant.optional(),
      erasedAt: Instant.optional(),
      freeze: z
        .object({ cause: z.enum(PRINT_FREEZE_CAUSES), at: Instant, by: z.string(), reason: z.string().optional() })
        .optional(),
    })
    .optional(),
})
export type PrintJobView = z.infer<typeof PrintJobView>

/** What the client's person sees: the proof, and what they are asked. */
export const ProofQuestion = z.object({
  jobId: z.uuid(),
  organisationName: z.string(),
  title: z.string(),
  personName: z.string(),
  expiresAt: Instant.optional(),
  /** Of the proof as it is shown: to be sent back with the answer. */
  revisionHash: z.string(),
  files: z.array(z.object({ fileId: z.uuid(), name: z.string(), sha256: z.string(), pageCount: z.number().int() })),
  answer: z.enum(CLIENT_ANSWERS),
  /** An answer was given for another proof than this one. */
  isOutdated: z.boolean(),
  answeredAt: Instant.optional(),
})
