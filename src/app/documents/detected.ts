import { z } from 'zod'
import {
  type DetectedParts,
  PII_TYPES,
  type RowDigests,
  SPECIAL_CARE_CLASSES,
  type SpecialCareClass,
} from '../../engines/pii/index.ts'

const Count = z.int().min(0)
const CLASSES = Object.keys(SPECIAL_CARE_CLASSES) as [SpecialCareClass, ...SpecialCareClass[]]

// What a child answers has passed through bytes of strangers: it is parsed like what comes from outside.
const Detected = z.object({
  counts: z.partialRecord(z.enum(PII_TYPES), Count),
  persons: z.object({ min: Count, best: Count, max: Count }),
  specialCare: z.array(z.enum(CLASSES)),
})

const Rows = z.object({ rows: z.object({ digests: z.base64(), counts: z.base64(), isCut: z.boolean() }) })

/** Who stands in the document, where that was asked; undefined where the child answered nonsense. */
export function digestsIn(inspected: unknown): RowDigests | undefined {
  const read = Rows.safeParse(inspected)
  if (!read.success) return undefined
  const { rows } = read.data
  const [digests, counts] = [Buffer.from(rows.digests, 'base64'), Buffer.from(rows.counts, 'base64')]
  const claimed = counts.reduce((sum, count) => sum + count, 0)
  return digests.length === 16 * claimed ? { digests, counts, isCut: rows.isCut } : undefined
}

/** What the detector in the sandbox answered; undefined where it has not looked, or answered nonsense. */
export function detectedIn(inspected: unknown): DetectedParts | undefined {
  const read = Detected.safeParse(inspected)
  return read.success ? read.data : undefined
}
