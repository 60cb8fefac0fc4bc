import type { RequiredCheck } from './freeze-requirements.ts'
import type { DecisionFact, ReasonCode } from './gate-facts.ts'

/** A passing decision that does not count, and why. */
export interface VoidDecision {
  readonly decision: DecisionFact
  readonly code: Extract<
    ReasonCode,
    'same_person_twice' | 'same_mandate' | 'not_the_author' | 'not_their_side' | 'findings_unseen' | 'reason_missing'
  >
}

export interface Tally {
  readonly counted: readonly DecisionFact[]
  readonly voided: readonly VoidDecision[]
  readonly refusal?: DecisionFact
}

export interface TallyInput {
  readonly checks: readonly RequiredCheck[]
  readonly authorId: string
  /** Of one revision, in the order of writing. */
  readonly decisions: readonly DecisionFact[]
  /** What everybody who passes must have ticked, by the newest verdicts. */
  readonly points: ReadonlySet<string>
}

/**
 * Which decisions count for each check (invariants 3, 4 and 14).
 *
 * Of one person's passes, under whichever record, only the first counts: two records merged later undo the second.
 * Approvals are apart in their mandates too: whoever approved, in person or through who stands in for them, is not counted
 * again, in person or through anybody.
 * Nobody approves their own, nor for the author; a vendor's person does not count for the entruster; a pass that did not
 * see what the machine says now counts no more.
 */
export function countDecisions(input: TallyInput): ReadonlyMap<string, Tally> {
  const passes = new Set<string>()
  const partiesOf = new Map<string, Set<string>>()
  const approved = new Set<string>()
  const tallies = new Map<string, { counted: DecisionFact[]; voided: VoidDecision[]; refusal?: DecisionFact }>(
    input.checks.map((check) => [check.id, { counted: [], voided: [] }]),
  )
  const checks = new Map(input.checks.map((check) => [check.id, check]))
  for (const decision of input.decisions) {
    const [check, tally] = [checks.get(decision.check), tallies.get(decision.check)]
    if (!check || !tally) continue
    if (decision.outcome === 'refuse') {
      tally.refusal ??= decision
      continue
    }
    const parties = partiesTo(decision)
    const code = faultOf(decision, check)
    if (code) tally.voided.push({ decision, code })
    else tally.counted.push(decision)
    if (!code && check.kind === 'approve') for (const person of parties) approved.add(person)
    passes.add(decision.personId)
    const known = partiesOf.get(check.id) ?? new Set()
    for (const person of parties) known.add(person)
    partiesOf.set(check.id, known)
  }
  return tallies

  function faultOf(decision: DecisionFact, check: RequiredCheck): VoidDecision['code'] | undefined {
    const parties = partiesTo(decision)
    if (passes.has(decision.personId)) return 'same_person_twice'
    if (check.by === 'author' && decision.personId !== input.authorId) return 'not_the_author'
    if (check.kind === 'approve' && parties.includes(input.authorId)) return 'same_person_twice'
    if (check.apartFrom.some((other) => parties.some((person) => partiesOf.get(other)?.has(person))))
      return 'same_person_twice'
    if (check.kind === 'approve' && parties.some((person) => approved.has(person))) return 'same_mandate'
    if (check.side === 'entruster' && decision.partyId) return 'not_their_side'
    if ([...input.points].some((point) => !decision.points.includes(point))) return 'findings_unseen'
    if (check.needsReason && !decision.hasReason) return 'reason_missing'
    return undefined
  }
}

/** Whoever decided, and for whom: both have had their say. */
export const partiesTo = ({ personId, actingForId }: Pick<DecisionFact, 'personId' | 'actingForId'>): string[] => [
  personId,
  ...(actingForId ? [actingForId] : []),
]
