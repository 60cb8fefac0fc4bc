import { z } from 'zod'
import { CANNOT_VERIFY_REASONS } from '../cannot-verify.ts'

/** Millimetres: x, y, width, height. */
const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly()

export const PrintedWord = z.object({ text: z.string().max(10_000), box: Box })
export type PrintedWord = Readonly<z.infer<typeof PrintedWord>>

/** What the child is asked; it keeps the file open that it was asked about first. */
export type PreviewQuestion = { readonly name: string; readonly byteCount: number } & (
  | { readonly ask: 'open' }
  | { readonly ask: 'words'; readonly page: number }
  | { readonly ask: 'png'; readonly page: number; readonly dpi: number }
)

/** Words of one page; a page of a newspaper has fewer. */
export const MOST_WORDS = 20_000

/**
 * What the child answers, besides a picture. It has read bytes of strangers and is not believed more than they are: what has
 * not this form is no answer.
 */
export const PreviewAnswer = z.discriminatedUnion('tell', [
  z.object({ tell: z.literal('opened'), pageCount: z.int().min(0) }),
  z.object({
    tell: z.literal('words'),
    widthMm: z.number(),
    heightMm: z.number(),
    words: z.array(PrintedWord).max(MOST_WORDS),
  }),
  z.object({
    tell: z.literal('failed'),
    reason: z.enum(CANNOT_VERIFY_REASONS),
    facts: z.record(z.string(), z.union([z.string().max(1000), z.number()])),
  }),
])
export type PreviewAnswer = z.infer<typeof PreviewAnswer>
