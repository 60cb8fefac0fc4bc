import { z } from 'zod'
import { GLASS_ACTS, REVIEW_CONCLUSIONS } from './glass-states.ts'

/** One emergency release (緊急解除) of a mail. */
export const MailGlass = z.object({
  id: z.uuid(),
  /** Of the mail as it stands now; another one lets nothing pass. */
  isCurrent: z.boolean(),
  openerName: z.string(),
  openedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  hasExpired: z.boolean(),
  reason: z.string().optional(),
  confirmerName: z.string().optional(),
  confirmedAt: z.iso.datetime().optional(),
  /** When the mail left by it. */
  passedAt: z.iso.datetime().optional(),
  reviewDueOn: z.iso.date().optional(),
  isReviewOverdue: z.boolean().optional(),
  review: z
    .object({
      reviewerName: z.string(),
      at: z.iso.datetime(),
      conclusion: z.enum(REVIEW_CONCLUSIONS),
      findings: z.string().optional(),
    })
    .optional(),
})
export type MailGlass = z.infer<typeof MailGlass>

export const GlassView = z.object({
  glasses: z.array(MailGlass),
  /** The next step, and why it is not this person's, as a code of refusal. */
  next: z
    .object({ act: z.enum(GLASS_ACTS), breakGlassId: z.uuid().optional(), refusedFor: z.string().optional() })
    .optional(),
})
export type GlassView = z.infer<typeof GlassView>
