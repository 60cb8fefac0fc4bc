import { RULE_FINDINGS, type RuleFinding } from '../rule-states.ts'
import type { SendingRules } from './rule-set.ts'

/** What is asked when a mail shows something: each part by itself, so that two rules are both kept. */
export interface Demand {
  readonly isTold: boolean
  readonly needsReason: boolean
  /** Persons beside the author; 0 asks nothing beyond the gate's own approval. */
  readonly supervisors: number
  readonly office: number
  readonly isForbidden: boolean
}

export interface JoinedRules {
  readonly demands: Readonly<Record<RuleFinding, Demand>>
  readonly coolDownSeconds: number
  readonly visibleLimit: number
  readonly passwordMinutes: number
}

export const NO_DEMAND: Demand = { isTold: false, needsReason: false, supervisors: 0, office: 0, isForbidden: false }

/** What one rule set asks; nothing where it is silent. */
export function rulesAsked(rules: SendingRules): JoinedRules {
  const demandOf = (finding: RuleFinding): Demand => {
    const { response, count } = rules.responses[finding] ?? { response: 'none', count: 1 }
    return {
      isTold: response !== 'none',
      needsReason: response === 'reason',
      supervisors: response === 'supervisors' ? count : 0,
      office: response === 'office' ? count : 0,
      isForbidden: response === 'forbid',
    }
  }
  return {
    demands: byFinding(demandOf),
    coolDownSeconds: rules.coolDownSeconds ?? 0,
    visibleLimit: rules.visibleLimit ?? Number.POSITIVE_INFINITY,
    passwordMinutes: rules.passwordMinutes ?? 0,
  }
}

/** Strictest wins. The order of the rule sets never matters, and the same twice changes nothing. */
export function joinRules(all: readonly JoinedRules[]): JoinedRules {
  return {
    demands: byFinding((finding) => joinDemands(all.map(({ demands }) => demands[finding]))),
    coolDownSeconds: Math.max(0, ...all.map(({ coolDownSeconds }) => coolDownSeconds)),
    visibleLimit: Math.min(Number.POSITIVE_INFINITY, ...all.map(({ visibleLimit }) => visibleLimit)),
    passwordMinutes: Math.max(0, ...all.map(({ passwordMinutes }) => passwordMinutes)),
  }
}

export function joinDemands(all: readonly Demand[]): Demand {
  return {
    isTold: all.some(({ isTold }) => isTold),
    needsReason: all.some(({ needsReason }) => needsReason),
    supervisors: Math.max(0, ...all.map(({ supervisors }) => supervisors)),
    office: Math.max(0, ...all.map(({ office }) => office)),
    isForbidden: all.some(({ isForbidden }) => isForbidden),
  }
}

const byFinding = (demandOf: (finding: RuleFinding) => Demand): Record<RuleFinding, Demand> =>
  Object.fromEntries(RULE_FINDINGS.map((finding) => [finding, demandOf(finding)])) as Record<RuleFinding, Demand>
