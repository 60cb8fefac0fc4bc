/**
 * A vendor's person sees only the engagements in which their party stands, and there only their own party's roster; our
 * own people see all. What they may do is asked separately, by rights.
 */
export interface Sight {
  /** The vendor for whom the person works; null: our own people. */
  readonly partyId: string | null
}

export function maySeeEngagement(sight: Sight, partyIds: readonly string[]): boolean {
  return sight.partyId === null || partyIds.includes(sight.partyId)
}

/** @param partyId whose roster; null: our own workers */
export function maySeeRosterOf(sight: Sight, partyId: string | null): boolean {
  return sight.partyId === null || sight.partyId === partyId
}
