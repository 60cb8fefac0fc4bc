import { z } from 'zod'

export const PhotoQuestion = z.object({ byteCount: z.int().min(0) })
export type PhotoQuestion = z.infer<typeof PhotoQuestion>

/** What stands in the codes of a photograph. The child is not believed: it says texts, and nothing else. */
export const PhotoAnswer = z.object({ texts: z.array(z.string().max(8000)).max(100) })
