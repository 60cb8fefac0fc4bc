import { z } from 'zod'
import { PRINT_SLOTS } from './print-states.ts'
import { PrintRunLine } from './views.ts'

const Both = z.object({ ja: z.string(), en: z.string() })
/** Millimetres from the left and the top of the page: x, y, width, height. */
const Box = z.tuple([z.number(), z.number(), z.number(), z.number()])

/** One finding with what is printed and what the data say: personal, read from the vault, and every look is an event. */
export const MismatchView = z.object({
  number: z.number().int(),
  kind: z.string(),
  sheet: z.number().int().optional(),
  page: z.number().int().optional(),
  side: z.enum(['front', 'back']).optional(),
  record: z.string().optional(),
  line: z.number().int().optional(),
  otherRecord: z.string().optional(),
  field: z.string().optional(),
  expected: z.string().optional(),
  printed: z.string().optional(),
  box: Box.optional(),
  detail: Both,
})
export type MismatchView = z.infer<typeof MismatchView>

export const VerificationView = PrintRunLine.extend({
  diagnosis: z.array(z.object({ kind: z.string(), sentence: Both })),
  /** Why it could not be verified, in a sentence. */
  cannot: Both.optional(),
  /** The strip: sheets from `from` until `to` are in one state. */
  spans: z.array(z.object({ from: z.number().int(), to: z.number().int(), state: z.string() })),
  /** Of how many the details are kept (the first 10,000). */
  listedCount: z.number().int(),
  files: z.array(z.object({ slot: z.enum(PRINT_SLOTS), name: z.string(), sha256: z.string() })),
  engine: z.string(),
})

/** One sheet: its pages, what was found on it, and its record as the data have it. */
export const SheetView = z.object({
  sheet: z.number().int(),
  state: z.string(),
  /** For `printPageImage`: front, then back. */
  pages: z.array(
    z.object({ page: z.number().int(), side: z.enum(['front', 'back']), widthMm: z.number(), heightMm: z.number() }),
  ),
  record: z.string().optional(),
  line: z.number().int().optional(),
  values: z.array(z.object({ column: z.string(), value: z.string() })),
  children: z.array(z.array(z.object({ column: z.string(), value: z.string() }))),
  mismatches: z.array(MismatchView),
  /** Places that do not show what the record has: what a finding about a whole side is made of. */
  differing: z.array(
    z.object({ page: z.number().int(), field: z.string(), expected: z.string(), printed: z.string(), box: Box }),
  ),
})
