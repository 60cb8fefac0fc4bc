import type { RequirementSet } from './freeze-requirements.ts'
import { type GateAsks, mergeAsks } from './gate-asks.ts'
import type { GateFacts, VerdictFact } from './gate-facts.ts'

/** Everything that the verdicts of one revision ask. */
export const asksOf = (verdicts: readonly VerdictFact[], revision: number): GateAsks =>
  mergeAsks(verdicts.flatMap((one) => (one.revision === revision && one.asks ? [one.asks] : [])))

/**
 * The requirement set with what the verdicts of a revision ask beyond it. Never less than what was frozen; only the
 * author's check is not more than one person's.
 */
export function tighten(requirements: RequirementSet, asks: GateAsks): RequirementSet {
  return {
    ...requirements,
    coolDownSeconds: Math.max(requirements.coolDownSeconds, asks.coolDownSeconds),
    checks: requirements.checks.map((check) => {
      const asked = Object.hasOwn(asks.checks, check.id) ? asks.checks[check.id]! : undefined
      if (!asked || check.kind === 'machine') return check
      return {
        ...check,
        count: check.by === 'author' ? 1 : Math.max(check.count, asked.count ?? 1),
        isRequired: check.isRequired || asked.isRequired === true,
        ...((check.needsReason || asked.needsReason) && { needsReason: true }),
      }
    }),
  }
}

/** What a gate asks for now: what was frozen, and what the verdicts of its revision ask beyond it. */
export const requirementsNow = ({ requirements, verdicts, revision }: GateFacts): RequirementSet =>
  tighten(requirements, asksOf(verdicts, revision.number))

/**
 * What a check asks with all that it asked before in this revision, so that its newest verdict tells it whole.
 * @throws TypeError when it names a check that the gate has not got: a misspelt stricter rule would be no rule
 */
export function asksWith(facts: GateFacts, check: string, asks: GateAsks | undefined): GateAsks | undefined {
  const { requirements, verdicts, revision } = facts
  const unknown = Object.keys(asks?.checks ?? {}).find((id) => !requirements.checks.some((one) => one.id === id))
  if (unknown) throw new TypeError(`gate ${requirements.gate} has no check ${unknown}`)
  const before = verdicts.filter((one) => one.check === check)
  const all = mergeAsks([asksOf(before, revision.number), ...(asks ? [asks] : [])])
  return Object.keys(all.checks).length + all.coolDownSeconds + all.because.length > 0 ? all : undefined
}
