import { z } from 'zod'
import { endpoint } from '../../../base/endpoint.ts'
import { PrintJobView } from '../views.ts'

/** Which specification is made: that of the test, or that of production. */
export const MADE_SLOTS = ['test_specification', 'specification'] as const
const Made = z.object({ jobId: z.uuid(), slot: z.enum(MADE_SLOTS) })

const Column = z.string().min(1).max(200)
/** How the data say what a record is; as in the specification. */
export const DataShape = z.object({
  key: z.array(Column).min(1).max(4),
  children: z.discriminatedUnion('in', [
    z.object({ in: z.literal('none') }),
    z.object({ in: z.literal('rows'), columns: z.array(Column).min(1).max(40) }),
    z.object({ in: z.literal('columns'), columns: z.record(z.string(), Column), most: z.int().min(1).max(200) }),
    z.object({ in: z.literal('file'), key: z.array(Column).min(1).max(4) }),
  ]),
})
export type DataShape = z.infer<typeof DataShape>

const Box = z.tuple([z.number(), z.number(), z.number(), z.number()])
const Basis = Made.extend({
  /** Left out: proposed from the data. */
  data: DataShape.optional(),
  /** Left out: told from the values on the pages. */
  pagesPerRecord: z.int().min(1).max(40).optional(),
})

/** A field as the specification has it. */
export const MadeField = z.object({
  name: z.string().min(1).max(60),
  columns: z.array(Column).min(1).max(8),
  of: z.enum(['record', 'child']),
  rows: z.object({ count: z.int(), pitch: z.number(), direction: z.enum(['down', 'right']) }).optional(),
  area: Box.optional(),
  pattern: z.string().max(300).optional(),
  as: z.enum(['text', 'date', 'number', 'digits']),
  before: z.string().max(60),
  after: z.string().max(60),
  identifies: z.boolean(),
  variants: z.enum(['exact', 'same']),
})
export type MadeField = z.infer<typeof MadeField>

/** 自由領域: text that belongs to no field, differs from sheet to sheet, and is right. `area` in mm; why, for those who check. */
export const MadeFree = z.object({
  area: z.tuple([z.number().min(0), z.number().min(0), z.number().positive(), z.number().positive()]),
  reason: z.string().trim().min(1).max(200),
})
export type MadeFree = z.infer<typeof MadeFree>
export const MOST_FREE = 20

/** All that is made on the screen. */
export const MadeSpecification = z.object({
  title: z.string().trim().min(1).max(200),
  data: DataShape,
  duplex: z.boolean(),
  /** In scans, the text of sides without a legible code is read too. */
  readsText: z.boolean().default(false),
  pages: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(60),
        marks: z.array(z.string().min(1).max(200)).max(20),
        blank: z.boolean(),
        fields: z.array(MadeField).max(60),
        free: z.array(MadeFree).max(MOST_FREE).default([]),
      }),
    )
    .min(1)
    .max(40),
})
export type MadeSpecification = z.infer<typeof MadeSpecification>

const Sighting = z.object({ page: z.int(), record: z.int(), child: z.int().optional() })

export const readPrintSample = endpoint({
  method: 'POST',
  path: '/api/print-checks/specification/sample',
  right: 'print-checks:work',
  input: Basis,
  output: z.object({
    /** Which files serve as the sample; none: they have to be handed in first. */
    source: z.object({ dataNames: z.array(z.string()), fileId: z.uuid(), fileName: z.string() }).optional(),
    columns: z.array(z.string()),
    childColumns: z.array(z.string()),
    data: DataShape.optional(),
    /** The data cannot be read like this, in a sentence. */
    problem: z.object({ ja: z.string(), en: z.string() }).optional(),
    recordCount: z.int(),
    pagesPerRecord: z.int(),
    pageCount: z.int(),
    /** The first pages, with their words in millimetres. */
    pages: z.array(
      z.object({
        widthMm: z.number(),
        heightMm: z.number(),
        words: z.array(z.object({ text: z.string(), box: Box })),
        /** Key of the record whose page it is. */
        key: z.string().optional(),
      }),
    ),
    /** For each page of a record the texts that stand on it every time. */
    marks: z.array(z.array(z.string())),
    /** What lies there, to go on with. Without `made` it has settings that are not made on the screen, and would be lost. */
    saved: z.object({ fileName: z.string(), made: MadeSpecification.optional() }).optional(),
  }),
  refuses: ['not_found', 'not_allowed', 'sample_not_blind', 'content_erased', 'file_damaged', 'file_too_large'],
  summary: 'A sample PDF with its data, for clicking the printed fields. The look is an event.',
})

export const proposePrintFields = endpoint({
  method: 'POST',
  path: '/api/print-checks/specification/propose',
  right: 'print-checks:work',
  input: Made.extend({
    data: DataShape,
    pagesPerRecord: z.int().min(1).max(40),
    /** Page of the sample and word on it, from 0. */
    page: z.int().min(0).max(100),
    word: z.int().min(0).max(20_000),
  }),
  output: z.object({
    proposals: z.array(
      z.object({ field: MadeField, found: z.array(Sighting.extend({ box: Box })), absent: z.array(Sighting) }),
    ),
  }),
  refuses: [
    'not_found',
    'not_allowed',
    'sample_not_blind',
    'content_erased',
    'file_damaged',
    'file_too_large',
    'files_too_many',
    'specification_wrong',
  ],
  summary: 'Which columns a printed word may be, and where each was found on the other pages of the sample.',
})

export const saveMadeSpecification = endpoint({
  method: 'POST',
  path: '/api/print-checks/specification/save',
  right: 'print-checks:work',
  input: Made.extend(MadeSpecification.shape),
  output: PrintJobView,
  refuses: [
    'not_found',
    'not_allowed',
    'gate_ended',
    'file_too_large',
    'specification_wrong',
    'page_without_field',
    'engagement_not_running',
    'storage_full',
  ],
  summary: 'Keeps what was clicked as the specification, as a new revision; the gates that it touches are asked again.',
})
