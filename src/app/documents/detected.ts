import { z } from 'zod'
import { type DetectedParts, PII_TYPES, SPECIAL_CARE_CLASSES, type SpecialCareClass } from '../../engines/pii/index.ts'

const Count = z.int().min(0)
const CLASSES = Object.keys(SPECIAL_CARE_CLASSES) as [SpecialCareClass, ...SpecialCareClass[]]

// What a child answers has passed through bytes of strangers: it is parsed like what comes from outside.
const Detected = z.object({
  counts: z.partialRecord(z.enum(PII_TYPES), Count),
  persons: z.object({ min: Count, best: Count, max: Count }),
  specialCare: z.array(z.enum(CLASSES)),
})

/** What the detector in the sandbox answered; undefined where it has not looked, or answered nonsense. */
export function detectedIn(inspected: unknown): DetectedParts | undefined {
  const read = Detected.safeParse(inspected)
  return read.success ? read.data : undefined
}
