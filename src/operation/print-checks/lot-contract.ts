import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { Explanation, Hash, Job, SecondsInView } from './inputs.ts'
import { SampleItemView, SampleView } from './lot-views.ts'
import { BATCH_KINDS } from './print-states.ts'
import { USUAL_PLAN, WEAKEST_PLAN } from './rules/sampling-plan.ts'
import { PrintJobView } from './views.ts'

/** What a draw of the sample may be refused for. */
const ofDrawing = [
  'not_found',
  'not_allowed',
  'verification_runs',
  'engagement_not_running',
  'check_not_ready',
  'lot_wrong',
  'item_untold',
  'gate_ended',
  'content_erased',
] as const
/** What an entry of an opened item may be refused for. */
const ofEntering = [
  'not_found',
  'not_allowed',
  'sample_not_blind',
  'same_person',
  'check_not_ready',
  'already_decided',
  'gate_ended',
  'content_erased',
] as const

/** 刷り上がりの登録: how the run came out of the machine. Items are records, from 1, in the order of the data. */
export const registerLot = endpoint({
  method: 'POST',
  path: '/api/print-checks/lots/register',
  right: 'print-checks:work',
  input: Job.extend({
    /** Rolls, output files, batches; together they cover the lot. Left out: one batch. */
    batches: z
      .array(
        z.object({
          kind: z.enum(BATCH_KINDS),
          name: z.string().trim().min(1).max(60),
          from: z.int().min(1),
          until: z.int().min(1),
        }),
      )
      .max(500)
      .default([]),
    /** Items with which printing began again after a stop. */
    restarts: z.array(z.int().min(1)).max(500).default([]),
    /** 損紙: sheets that were thrown away. */
    spoiledCount: z.int().min(0).max(10_000_000).default(0),
    /**
     * How small a share of wrong items must be found, and how surely; acceptance number 0 always. Other than the usual
     * plan only by 自社.
     */
    badShare: z.number().min(0.001).max(WEAKEST_PLAN.badShare).default(USUAL_PLAN.badShare),
    confidence: z.number().min(WEAKEST_PLAN.confidence).max(0.999).default(USUAL_PLAN.confidence),
    /** Why a further lot is registered: 自社's people alone do that. */
    reason: Explanation.max(1000).optional(),
  }),
  output: PrintJobView,
  refuses: [...ofDrawing, 'comment_missing'],
  summary: 'Registers the printed lot; the server draws its sample then, from a seed of its own.',
})

export const redrawSample = endpoint({
  method: 'POST',
  path: '/api/print-checks/lots/redraw',
  right: 'print-checks:work',
  input: Job.extend({ reason: Explanation.max(1000) }),
  output: PrintJobView,
  refuses: [...ofDrawing, 'sample_opened'],
  summary: 'Draws the sample of a lot anew, with a reason, while nobody has opened an item of it.',
})

/** 事故のおそれの第一報. */
export const reportStoppedLot = endpoint({
  method: 'POST',
  path: '/api/print-checks/lots/report',
  right: 'print-checks:work',
  input: Job.extend({ lotId: z.uuid() }),
  output: PrintJobView,
  refuses: ['not_found', 'not_allowed', 'already_reported', 'content_erased'],
  summary: 'Tells the privacy office of a stopped lot: ids, counts and one sentence without a value of anybody.',
})

export const answerLotReport = endpoint({
  method: 'POST',
  path: '/api/print-checks/lots/answer-report',
  right: 'print-checks:oversee',
  input: Job.extend({ reportId: z.uuid(), text: z.string().trim().min(1).max(1000) }),
  output: PrintJobView,
  refuses: ['not_found', 'not_allowed', 'already_decided', 'content_erased'],
  summary: 'The privacy office says what it did about a reported lot; that ends what it owed.',
})

export const readSample = endpoint({
  method: 'GET',
  path: '/api/print-checks/sample',
  right: 'print-checks:read',
  input: Job,
  output: SampleView,
  refuses: ['not_found', 'not_allowed', 'content_erased'],
  summary:
    'The drawn sample: which items are opened and why, and what is typed back from each side. Never what is right.',
})

export const enterSampleItem = endpoint({
  method: 'POST',
  path: '/api/print-checks/sample/enter',
  right: 'print-checks:decide',
  input: Job.extend({
    sampleId: z.uuid(),
    item: z.int().min(1),
    answers: z
      .array(z.object({ page: z.int().min(0), typed: z.string().trim().min(1).max(200) }))
      .min(1)
      .max(40),
  }),
  output: z.object({ item: SampleItemView, isStopped: z.boolean() }),
  refuses: [...ofEntering],
  summary: 'What the opener reads on the paper, compared with the data; one difference stops the lot.',
})

/** Multipart: the field `input`, then the photograph (PNG or JPEG) of one side. */
export const photographSampleItem = endpoint({
  method: 'POST',
  path: '/api/print-checks/sample/photograph',
  right: 'print-checks:decide',
  input: Job.extend({ sampleId: z.uuid(), item: z.int().min(1), page: z.int().min(0) }),
  output: z.object({ item: SampleItemView, isStopped: z.boolean() }),
  refuses: [
    ...ofEntering,
    'file_too_large',
    'storage_full',
    'code_illegible',
    'code_untelling',
    'text_illegible',
    'photo_used',
  ],
  summary:
    'The machine reads the code of one side, or its printed text, from a photograph and compares it with the data. Text takes seconds.',
})

export const finishOpening = endpoint({
  method: 'POST',
  path: '/api/print-checks/sample/finish',
  right: 'print-checks:decide',
  input: Job.extend({
    revisionHash: Hash,
    findingIds: z.array(z.string().max(64)).max(1000).default([]),
    secondsInView: SecondsInView,
  }),
  output: PrintJobView,
  refuses: [
    'not_found',
    'not_allowed',
    'same_person',
    'stale_revision',
    'check_not_ready',
    'already_decided',
    'sample_mismatch',
    'findings_not_ticked',
    'gate_ended',
    'content_erased',
  ],
  summary: 'The opener states that every drawn item was opened; each side has to be there and right.',
})
