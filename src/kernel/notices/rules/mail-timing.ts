/** Minutes within which the same thing is not said twice, and within which further mails of a kind become one. */
export const QUIET_MINUTES = 10

/**
 * When may the next mail of a kind leave to a person? At once, or when the quiet time after the last one is over; what
 * comes up until then joins it.
 */
export function nextMailAt(now: Date, lastSentAt: Date | undefined): Date {
  if (!lastSentAt) return now
  const free = new Date(lastSentAt.getTime() + QUIET_MINUTES * 60_000)
  return free > now ? free : now
}
