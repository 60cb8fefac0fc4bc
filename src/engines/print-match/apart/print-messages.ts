import { z } from 'zod'
import { CANNOT_VERIFY_REASONS } from '../cannot-verify.ts'
import { PrintData, PrintSpecification } from '../specification.ts'
import { DIAGNOSIS_KINDS, MISMATCH_KINDS, SHEET_STATES } from '../verdict.ts'

const Part = z.object({ name: z.string(), byteCount: z.int().min(0) })

/** What the child is asked. The files lie one behind the other in the one content of which it may ask ranges. */
export const PrintQuestion = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('verify'),
    specification: PrintSpecification,
    data: z.array(Part),
    pdfs: z.array(Part),
    of: z.enum(['file', 'scan']).optional(),
    threadCount: z.int().min(1).optional(),
  }),
  z.object({ ask: z.literal('open'), shape: PrintData, data: z.array(Part) }),
  /** Records of what was opened, as many from `from` on as go into one answer. */
  z.object({ ask: z.literal('records'), from: z.int().min(0), until: z.int().min(0) }),
  z.object({ ask: z.literal('find'), key: z.string() }),
  /** How the files are read, unless somebody has said it. */
  z.object({ ask: z.literal('shape'), data: z.array(Part) }),
])
export type PrintQuestion = z.infer<typeof PrintQuestion>

const Text = z.string()
const Count = z.int().min(0)
const Word = z.object({ ja: Text, en: Text })

export const Mismatch = z.object({
  kind: z.enum(MISMATCH_KINDS),
  sheet: Count.optional(),
  page: Count.optional(),
  side: z.enum(['front', 'back']).optional(),
  record: Text.optional(),
  line: Count.optional(),
  otherRecord: Text.optional(),
  field: Text.optional(),
  expected: Text.optional(),
  printed: Text.optional(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  detail: Word,
})

const SheetVerdict = z.object({
  sheet: Count,
  state: z.enum(SHEET_STATES),
  pages: z.array(Count),
  record: Text.optional(),
  mismatches: z.array(Mismatch),
})

/** What it tells on the way: sheets as they are decided, and how far it is. */
export const PrintTold = z.object({
  sheets: z.array(SheetVerdict),
  progress: z.object({ pageCount: Count, pagesDone: Count, mismatchCount: Count }).optional(),
})
export type PrintTold = z.infer<typeof PrintTold>

export const PrintRecord = z.object({ key: Text, line: Count, values: z.array(Text), children: z.array(z.array(Text)) })

/** What it answers. It has read bytes of strangers and is not believed more than they are. */
export const PrintAnswer = z.discriminatedUnion('tell', [
  z.object({
    tell: z.literal('verified'),
    summary: z.object({
      outcome: z.enum(['right', 'mismatches', 'unverified']),
      pages: Count,
      sheets: Count,
      records: Count,
      children: Count,
      ok: Count,
      unverified: Count,
      banners: Count,
      mismatchCount: Count,
      mismatches: z.array(Mismatch).max(10_000),
      diagnosis: z.array(
        z.object({ kind: z.enum(DIAGNOSIS_KINDS), sentence: Word, facts: z.record(Text, z.union([Text, z.number()])) }),
      ),
      spans: z.array(z.object({ from: Count, to: Count, state: z.enum(SHEET_STATES) })),
      variantsRead: Count,
    }),
  }),
  z.object({ tell: z.literal('opened'), columns: z.array(Text), childColumns: z.array(Text), recordCount: Count }),
  z.object({ tell: z.literal('records'), records: z.array(PrintRecord) }),
  z.object({ tell: z.literal('shape'), columns: z.array(Text), shape: PrintData.optional() }),
  z.object({
    tell: z.literal('failed'),
    reason: z.enum(CANNOT_VERIFY_REASONS),
    facts: z.record(Text, z.union([z.string().max(1000), z.number()])),
  }),
])
export type PrintAnswer = z.infer<typeof PrintAnswer>
