import { z } from 'zod'

/** Lists page by cursor: the cursor names the last row seen, so rows that arrive meanwhile shift nothing. */
export const PageRequest = z.object({
  cursor: z.string().max(500).optional(),
  size: z.coerce.number().int().min(1).max(200).default(50),
})
export type PageRequest = z.output<typeof PageRequest>

/** @param item the schema of one row */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() })

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor?: string
}
