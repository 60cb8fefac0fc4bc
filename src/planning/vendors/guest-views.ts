import { z } from 'zod'

/** Where an invitation to confirm a roster stands. Computed: nothing of it is stored. */
export const GUEST_ANSWERS = ['invited', 'opened', 'confirmed', 'disputed', 'expired', 'revoked'] as const
export type GuestAnswer = (typeof GUEST_ANSWERS)[number]

/** One invitation as its sender sees it. */
export const RosterGuestLine = z.object({
  linkId: z.uuid(),
  partyName: z.string(),
  personName: z.string(),
  address: z.string(),
  invitedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  answer: z.enum(GUEST_ANSWERS),
  answeredAt: z.iso.datetime().optional(),
  /** What is wrong with the roster, in the guest's words. */
  comment: z.string().optional(),
})
export type RosterGuestLine = z.infer<typeof RosterGuestLine>

/** What a guest is asked: whether these are the people who work on the engagement. */
export const RosterQuestion = z.object({
  organisationName: z.string(),
  engagementName: z.string(),
  partyName: z.string(),
  personName: z.string(),
  /** `YYYY-MM`: the month for which the roster is stated. */
  month: z.string(),
  expiresAt: z.iso.datetime(),
  /** Of the roster as it is shown: to be sent back with the answer. */
  seenHash: z.string(),
  workers: z.array(
    z.object({ id: z.uuid(), name: z.string(), job: z.string(), fromOn: z.string(), untilOn: z.string().nullable() }),
  ),
  answer: z.enum(['none', 'confirmed', 'disputed']),
  answeredAt: z.iso.datetime().optional(),
})
export type RosterQuestion = z.infer<typeof RosterQuestion>
