import { z } from 'zod'

/** What several endpoints ask for in the same way. */
export const Job = z.object({ jobId: z.uuid() })
export const Run = Job.extend({ runId: z.uuid() })
/** Of a revision as it was in view. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/)
/** For how long it was in view. */
export const SecondsInView = z.int().min(0).max(86_400).default(0)
/** Of a page as PNG: 72 for the strip, 110 for reading, 200 for a doubtful character. */
export const Dpi = z.coerce.number().int().min(24).max(220).default(110)
/** Why something was done: a mark or a space says nothing. */
export const Explanation = z
  .string()
  .trim()
  .regex(/[\p{L}\p{N}].*[\p{L}\p{N}]/su)
