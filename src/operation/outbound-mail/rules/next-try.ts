/** RFC 5321 §4.5.4.1: at least 30 minutes between tries, given up after 4 to 5 days. The first tries come sooner. */
const FIRST_SECONDS = 60
const LONGEST_SECONDS = 4 * 60 * 60
export const GIVE_UP_AFTER_SECONDS = 5 * 24 * 60 * 60

/** Longer than what a busy host usually needs; whoever asked for it (NOTIFY=DELAY) hears then that a mail is under way. */
const DELAY_SECONDS = 4 * 60 * 60

/** Until when a mail is tried, counted from its release. */
export const retryUntil = (since: Date): Date => new Date(since.getTime() + GIVE_UP_AFTER_SECONDS * 1000)

/** Whether a recipient that is put off once more has waited so long that its sender is told, where they asked for it. */
export const isDelayed = (since: Date, now: Date): boolean => now.getTime() - since.getTime() >= DELAY_SECONDS * 1000

/**
 * When a deferred recipient is tried again: after 1, 2, 4, … minutes, at most 4 hours apart, each a fifth more or less, so
 * that what a broken next hop put off together does not come back to it all at once.
 * @param attemptCount tries so far, 1 or more
 * @param spread 0 to 1, drawn once for an attempt: its recipients stay together
 * @returns undefined when it is time to give up, counted from the release
 */
export function nextTryAt(attemptCount: number, since: Date, now: Date, spread: number): Date | undefined {
  if (now.getTime() - since.getTime() >= GIVE_UP_AFTER_SECONDS * 1000) return undefined
  const seconds = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(attemptCount - 1, 20))
  return new Date(now.getTime() + seconds * (0.8 + 0.4 * spread) * 1000)
}
