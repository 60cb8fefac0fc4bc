import { Station } from '../../../base/gate-panel.ts'
import type { RequirementSet } from './freeze-requirements.ts'
import type { GateAsks } from './gate-asks.ts'

export const VERDICTS = Station.shape.verdict.unwrap().options
export type Verdict = (typeof VERDICTS)[number]

export const OUTCOMES = ['pass', 'refuse'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const GATE_ENDS = ['withdrawn', 'sent_back', 'expired', 'done'] as const
export type GateEnd = (typeof GATE_ENDS)[number]

/** A person's decision. Persons are the ends of their merge lines *now*; role, unit and party are those of then. */
export interface DecisionFact {
  readonly id: string
  readonly revision: number
  readonly check: string
  readonly outcome: Outcome
  readonly personId: string
  readonly actingForId?: string
  readonly role: string
  readonly partyId?: string
  readonly decidedAt: Date
  /** The points that the signer ticked. */
  readonly points: readonly string[]
  /** The signer wrote why. */
  readonly hasReason?: boolean
}

/** What a machine found. A point is one thing to be ticked: a finding, or that the machine could not look. */
export interface VerdictFact {
  readonly revision: number
  readonly check: string
  readonly verdict: Verdict
  readonly points: readonly string[]
  readonly recordedAt: Date
  /** What it asks beyond the frozen requirements, with all that was asked before it in this revision. */
  readonly asks?: GateAsks
}

export interface BreakGlassFact {
  readonly id: string
  readonly revision: number
  readonly openerId: string
  readonly confirmerId?: string
  readonly expiresAt: Date
}

/** Everything on which a gate's state depends, and nothing else (invariant 1). Lists are in the order of writing. */
export interface GateFacts {
  readonly requirements: RequirementSet
  readonly authorId: string
  readonly revision: { readonly number: number; readonly hash: string; readonly madeAt: Date }
  readonly decisions: readonly DecisionFact[]
  readonly verdicts: readonly VerdictFact[]
  readonly breakGlass: readonly BreakGlassFact[]
  /** How many obligations of the gate's obligation subjects are overdue now. */
  readonly overdueCount: number
  readonly end?: GateEnd
  readonly now: Date
}

/** Why, as a code of the phrase book. */
export interface Reason {
  readonly code: ReasonCode
  readonly facts: Readonly<Record<string, string | number>>
}

export const REASON_CODES = [
  'machine_not_run',
  'machine_failed',
  'findings_to_pass',
  'unread_to_pass',
  'person_asked',
  'more_persons_asked',
  'after_others',
  'refused',
  'same_person_twice',
  'same_mandate',
  'not_the_author',
  'not_their_side',
  'findings_unseen',
  'reason_missing',
  'obligation_overdue',
  'cooling_down',
  'gate_expired',
  'gate_withdrawn',
  'gate_sent_back',
  'gate_done',
  'glass_broken',
  'nobody_to_ask',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]
