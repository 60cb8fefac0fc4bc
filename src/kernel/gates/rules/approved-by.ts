import { countDecisions, partiesTo } from './count-decisions.ts'
import type { GateFacts } from './gate-facts.ts'
import { requirementsNow } from './tighten.ts'

/** Whose mandate the approvals that count have used: who approved, and for whom. @param points to be ticked now */
export function approvedBy(facts: GateFacts, points: readonly string[]): ReadonlySet<string> {
  const { checks } = requirementsNow(facts)
  const decisions = facts.decisions.filter((one) => one.revision === facts.revision.number)
  const tallies = countDecisions({ checks, authorId: facts.authorId, decisions, points: new Set(points) })
  const counted = checks.flatMap(({ id, kind }) => (kind === 'approve' ? tallies.get(id)!.counted : []))
  return new Set(counted.flatMap(partiesTo))
}
