import { z } from 'zod'
import { Finding } from '../../base/gate-panel.ts'
import { BATCH_KINDS, ENTRY_WAYS, LOT_STOP_CAUSES } from './print-states.ts'

const Instant = z.iso.datetime()

/** 事故のおそれの第一報: what the privacy office was told of a stopped lot, and what it answered. */
export const LotReportView = z.object({
  reportId: z.uuid(),
  /** Where the privacy office sees to it. */
  link: z.string(),
  itemCount: z.number().int(),
  openedCount: z.number().int(),
  mismatchCount: z.number().int(),
  sentence: z.object({ ja: z.string(), en: z.string() }),
  reportedBy: z.string(),
  reportedAt: Instant,
  answer: z.object({ text: z.string(), by: z.string(), at: Instant }).optional(),
})

/** A lot that was stopped, and what was done about it. */
export const StoppedLotView = z.object({
  lotId: z.uuid(),
  number: z.number().int(),
  cause: z.enum(LOT_STOP_CAUSES),
  /** Said when the lot after it was registered. */
  done: z.string().optional(),
  report: LotReportView.optional(),
})
export type StoppedLotView = z.infer<typeof StoppedLotView>

export const LotView = z.object({
  lotId: z.uuid(),
  number: z.number().int(),
  itemCount: z.number().int(),
  batches: z.array(
    z.object({ kind: z.enum(BATCH_KINDS), name: z.string(), from: z.number().int(), until: z.number().int() }),
  ),
  restarts: z.array(z.number().int()),
  spoiledCount: z.number().int(),
  registeredBy: z.string(),
  registeredAt: Instant,
  isCurrent: z.boolean(),
  isStopped: z.boolean(),
  /** Why it was registered: of a further lot. */
  reason: z.string().optional(),
  /** The same printed matter as the lot before: its sample was drawn anew, unopened. */
  isRedrawn: z.boolean().default(false),
  /** Nobody has opened an item yet: the sample can be drawn anew. */
  isUnopened: z.boolean().default(false),
  /** Lots of this job that were stopped, this one too, the oldest first. */
  stopped: z.array(StoppedLotView).default([]),
  sample: z.object({
    sampleId: z.uuid(),
    itemCount: z.number().int(),
    doneCount: z.number().int(),
    mismatchCount: z.number().int(),
  }),
})

/** One field that the opener types back, or photographs. What the data say is not told. */
const AskedSide = z.object({
  /** Of the pages of one record, from 0. */
  page: z.number().int(),
  pageName: z.string(),
  side: z.enum(['front', 'back']),
  field: z.string(),
  /** Of several children on this side the first is asked. */
  isFirstOfSeveral: z.boolean().default(false),
  /** Whether the machine can read this side from a photograph: it carries a code, or its text is read. */
  canPhotograph: z.boolean(),
  readsText: z.boolean(),
  entry: z.object({ how: z.enum(ENTRY_WAYS), matches: z.boolean(), by: z.string(), at: Instant }).optional(),
})

export const SampleItemView = z.object({
  /** From 1, in the order of the lot. */
  item: z.number().int(),
  sheet: z.number().int().optional(),
  batch: z.string().optional(),
  /** `first`, `batch_last`, `most_children` …; empty: drawn by chance alone. */
  reasons: z.array(z.string()),
  sides: z.array(AskedSide),
})

export const SampleView = z.object({
  lot: LotView,
  revisionHash: z.string(),
  plan: z.object({
    mandatoryCount: z.number().int(),
    randomCount: z.number().int(),
    badShare: z.number(),
    confidence: z.number(),
    acceptanceNumber: z.literal(0),
  }),
  /** The seed and what it was drawn over: whoever has both can draw again (`sekisho print sample`). */
  seed: z.string(),
  populationHash: z.string(),
  drawnAt: Instant,
  /** The reader may type: is asked for it and has not seen what it must say, and nobody else has begun. */
  mayEnter: z.boolean(),
  /** The reader knows what the items must say, and so cannot be the one who reads them back. */
  hasSeen: z.boolean().default(false),
  openerName: z.string().optional(),
  /** What whoever finishes the opening ticks: lots that were stopped before, a sample drawn anew. */
  findings: z.array(Finding).default([]),
  items: z.array(SampleItemView),
})
