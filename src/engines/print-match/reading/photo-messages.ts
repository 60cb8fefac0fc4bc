import { z } from 'zod'
import type { PhotoLine } from './photo-lines.ts'

/** `always`: the printed text is read too; `without_code`: only where no code is legible. */
export const PHOTO_TEXTS = ['never', 'without_code', 'always'] as const
export type PhotoText = (typeof PHOTO_TEXTS)[number]

export const PhotoQuestion = z.object({ byteCount: z.int().min(0), text: z.enum(PHOTO_TEXTS) })
export type PhotoQuestion = z.infer<typeof PhotoQuestion>

const Confidence = z.number().min(0).max(100)
const Read = z.object({ text: z.string().max(2000), confidence: Confidence })
const Piece = Read.extend({ box: z.tuple([z.number(), z.number(), z.number(), z.number()]), again: Read.optional() })

/** What stands in the codes of a photograph, and its text. The child is not believed: it says texts, and nothing else. */
export const PhotoAnswer = z.object({
  codes: z.array(z.string().max(8000)).max(100),
  lines: z.array(z.array(Piece).max(40)).max(400),
})
export interface PhotoReading {
  readonly codes: readonly string[]
  readonly lines: readonly PhotoLine[]
}
