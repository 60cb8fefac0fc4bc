import type { JudgedCandidate } from './judge-engagement.ts'

/**
 * Which engagement does the gate put forward? The only one that explains every outside recipient and lists the author;
 * of several none, because the choice is the author's.
 */
export function proposeEngagement(candidates: readonly JudgedCandidate[]): string | undefined {
  const fitting = candidates.filter(({ candidate, roster }) => candidate.isExplained && roster.onRoster)
  return fitting.length === 1 ? fitting[0]!.candidate.engagementId : undefined
}
