/** What a gate does when nobody answers. Neither of them decides anything (invariant 7). */
export interface NudgeLimits {
  readonly reminderAfterHours: number
  readonly escalationAfterHours: number
}

/** @source design.md, Defaults */
export const NUDGE_LIMITS: NudgeLimits = { reminderAfterHours: 2, escalationAfterHours: 4 }

/** 催促: what people are told. The CHECK of `gate_nudge.nudge` says the same. */
export const NUDGES = ['reminder', 'escalation'] as const
export type Nudge = (typeof NUDGES)[number] | 'expiry'

/** One that was sent, for a check of the revision in question. */
export interface SentNudge {
  readonly check: string
  readonly nudge: (typeof NUDGES)[number]
  readonly sentAt: Date
}

export interface NudgeQuestion {
  /** Since when the check has waited. */
  readonly sinceAt: Date
  readonly expiresAt?: Date
  readonly now: Date
  /** What was already sent for this check of this revision. */
  readonly sent: readonly Nudge[]
  readonly limits?: NudgeLimits
  /** Business hours between two instants, by the organisation's calendar. */
  readonly businessHours: (from: Date, until: Date) => number
}

/**
 * What is due now for a check that waits: the strongest that was not sent yet; undefined when nothing is. Expiry ends the
 * gate and returns the matter to its author; a reminder is not sent after the escalation.
 */
export function nextNudge(question: NudgeQuestion): Nudge | undefined {
  const { sinceAt, expiresAt, now, sent, businessHours, limits = NUDGE_LIMITS } = question
  if (sent.includes('expiry')) return undefined
  if (expiresAt && now >= expiresAt) return 'expiry'
  const hours = businessHours(sinceAt, now)
  if (sent.includes('escalation')) return undefined
  if (hours >= limits.escalationAfterHours) return 'escalation'
  if (hours >= limits.reminderAfterHours && !sent.includes('reminder')) return 'reminder'
  return undefined
}
