/**
 * Our own people see every engagement. A vendor's people see only those in which their party stands: whoever answers for
 * the party there (its supervisor) all of them, a worker (従事者) those alone on whose roster they stand today. Of a
 * roster they see their own party's part. What they may do is asked separately, by rights.
 */
export interface Sight {
  /** The vendor for whom the person works; null: our own people. */
  readonly partyId: string | null
  /** The engagements on whose roster a vendor's worker stands today; null: they answer for their party. */
  readonly ownEngagementIds: ReadonlySet<string> | null
}

/** @param partyIds of the parties that stand in the engagement now */
export function maySeeEngagement(
  sight: Sight,
  engagement: { readonly id: string; readonly partyIds: readonly string[] },
): boolean {
  if (sight.partyId === null) return true
  return (
    engagement.partyIds.includes(sight.partyId) &&
    (sight.ownEngagementIds === null || sight.ownEngagementIds.has(engagement.id))
  )
}

/**
 * Who may hand in or change a roster: whoever answers for that party.
 * @param partyId whose roster; null: our own workers
 */
export function mayAnswerForRosterOf(sight: Sight, partyId: string | null): boolean {
  return sight.partyId === null || (sight.ownEngagementIds === null && sight.partyId === partyId)
}
