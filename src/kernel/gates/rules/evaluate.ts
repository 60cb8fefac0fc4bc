import type { StationState } from '../../../base/gate-panel.ts'
import { countDecisions, type Tally } from './count-decisions.ts'
import type { RequiredCheck } from './freeze-requirements.ts'
import type { DecisionFact, GateEnd, GateFacts, Reason, ReasonCode, Verdict, VerdictFact } from './gate-facts.ts'
import { requirementsNow } from './tighten.ts'

export interface CheckState {
  readonly id: string
  readonly kind: RequiredCheck['kind']
  readonly by?: RequiredCheck['by']
  readonly side: RequiredCheck['side']
  readonly state: StationState
  readonly verdict?: Verdict
  /** The decisions that count. */
  readonly passedBy: readonly DecisionFact[]
  readonly refusedBy?: DecisionFact
  /** How many persons are still asked. */
  readonly missing: number
  readonly passedAt?: Date
  readonly reasons: readonly Reason[]
}

export interface GateState {
  readonly gate: string
  readonly version: number
  readonly revision: number
  readonly revisionHash: string
  readonly authorId: string
  readonly checks: readonly CheckState[]
  /** Every check holds, and nothing but time may be missing. */
  readonly isComplete: boolean
  /** A permit can be issued now. */
  readonly open: boolean
  /** When the cool-down of a complete gate ends. */
  readonly openAt?: Date
  readonly end?: GateEnd
  /** The gate is open, or can be, past its checks. */
  readonly breakGlassId?: string
  /** What everybody who passes must tick. */
  readonly points: readonly string[]
  /** Why it is not open. */
  readonly reasons: readonly Reason[]
}

/**
 * Whether a gate is open, and why not: a pure function of its facts (invariant 1). Time alone only closes: it ends the
 * gate, and it delays one that is complete; it never supplies a check (invariant 7).
 */
export function evaluate(facts: GateFacts): GateState {
  const { revision, now } = facts
  const requirements = requirementsNow(facts)
  const verdicts = verdictsNow(facts)
  const points = new Set([...verdicts.values()].flatMap((run) => run.last.points))
  const decisions = facts.decisions.filter((one) => one.revision === revision.number)
  const tallies = countDecisions({ checks: requirements.checks, authorId: facts.authorId, decisions, points })
  // Whoever was asked and refused has refused, also when nothing asks for them any more.
  const asked = requirements.checks.filter(
    (check) => check.isRequired || isCalled(check, verdicts) || tallies.get(check.id)!.refusal,
  )
  const states = new Map<string, CheckState>()
  for (const check of requirements.checks)
    states.set(
      check.id,
      stateOf(check, asked.includes(check), {
        tallies,
        verdicts,
        states,
        before: allBefore(check, requirements.checks),
      }),
    )
  const humansPassed = asked.every((check) => check.kind === 'machine' || states.get(check.id)!.state === 'passed')
  for (const [id, state] of states) if (!humansPassed) states.set(id, withOpenPoints(state))

  const isComplete = asked.every((check) => states.get(check.id)!.state === 'passed')
  const completeAt = Math.max(
    revision.madeAt.getTime(),
    ...asked.map((check) => states.get(check.id)!.passedAt?.getTime() ?? 0),
  )
  const openAt = new Date(completeAt + requirements.coolDownSeconds * 1000)
  const end = endOf(facts)
  const isOpen = isComplete && now >= openAt && facts.overdueCount === 0
  // A gate that opens by itself is no break of the glass.
  const glass = isOpen ? undefined : validBreakGlass(facts, decisions)
  const checks = requirements.checks
    .filter((check) => asked.includes(check) || !isAdded(check))
    .map((check) => states.get(check.id)!)
  return {
    gate: requirements.gate,
    version: requirements.version,
    revision: revision.number,
    revisionHash: revision.hash,
    authorId: facts.authorId,
    checks,
    isComplete,
    open: (isOpen || glass !== undefined) && end === undefined,
    ...(isComplete && { openAt }),
    ...(end && { end }),
    ...(glass && { breakGlassId: glass.id }),
    points: [...points],
    reasons: [
      ...(end ? [reason(END_REASON[end])] : []),
      ...(glass ? [reason('glass_broken')] : []),
      ...checks.flatMap((check) => check.reasons),
      ...(facts.overdueCount > 0 ? [reason('obligation_overdue', { count: facts.overdueCount })] : []),
      ...(isComplete && now < openAt ? [reason('cooling_down', { until: openAt.toISOString() })] : []),
    ],
  }
}

/** What policy or a verdict adds is shown only while it is asked for. */
const isAdded = (check: RequiredCheck) => check.id.startsWith('also-')

const END_REASON = {
  withdrawn: 'gate_withdrawn',
  sent_back: 'gate_sent_back',
  expired: 'gate_expired',
  done: 'gate_done',
} as const satisfies Record<GateEnd, ReasonCode>

function endOf({ end, requirements, now }: GateFacts): GateEnd | undefined {
  if (end) return end
  return requirements.expiresAt && now.getTime() >= Date.parse(requirements.expiresAt) ? 'expired' : undefined
}

/** The newest verdict of a check, and since when the machine has not objected without a break. */
interface VerdictRun {
  readonly last: VerdictFact
  readonly since: Date
}

function verdictsNow(facts: GateFacts): ReadonlyMap<string, VerdictRun> {
  const runs = new Map<string, VerdictRun>()
  for (const verdict of facts.verdicts) {
    if (verdict.revision !== facts.revision.number) continue
    const before = runs.get(verdict.check)
    const goesOn = before && before.last.verdict !== 'fail' && verdict.verdict !== 'fail'
    runs.set(verdict.check, { last: verdict, since: goesOn ? before.since : verdict.recordedAt })
  }
  return runs
}

function isCalled(check: RequiredCheck, verdicts: ReadonlyMap<string, VerdictRun>): boolean {
  const says = (verdict: Verdict) => (id: string) => verdicts.get(id)?.last.verdict === verdict
  return check.onFindings.some(says('findings')) || check.onUnread.some(says('unread'))
}

interface Context {
  readonly tallies: ReadonlyMap<string, Tally>
  readonly verdicts: ReadonlyMap<string, VerdictRun>
  /** The checks declared before. */
  readonly states: ReadonlyMap<string, CheckState>
  /** Those that must have been answered, and those before them: nobody is asked behind a machine that refuses since. */
  readonly before: readonly string[]
}

function allBefore(check: RequiredCheck, checks: readonly RequiredCheck[]): string[] {
  const found = new Set(check.after)
  for (const id of found) for (const further of checks.find((one) => one.id === id)?.after ?? []) found.add(further)
  return [...found]
}

function stateOf(check: RequiredCheck, isAsked: boolean, context: Context): CheckState {
  const { id, kind, by, side } = check
  const base = { id, kind, ...(by && { by }), side, passedBy: [], missing: 0, reasons: [] }
  if (!isAsked) return { ...base, state: 'waived' }
  const isReady = context.before.every((other) => isAnswered(context.states.get(other)!))
  const later = { state: 'later', reasons: [reason('after_others', { check: id })] } as const
  if (kind === 'machine') {
    const run = context.verdicts.get(id)
    if (!run) return { ...base, ...(isReady ? waiting('machine_not_run', id) : later) }
    const verdict = run.last.verdict
    if (verdict === 'fail')
      return { ...base, verdict, state: 'stopped', reasons: [reason('machine_failed', { check: id })] }
    return { ...base, verdict, state: 'passed', passedAt: run.since }
  }
  const { counted, voided, refusal } = context.tallies.get(id)!
  const passedBy = counted.slice(0, check.count)
  const missing = check.count - passedBy.length
  if (refusal)
    return {
      ...base,
      passedBy,
      refusedBy: refusal,
      missing,
      state: 'stopped',
      reasons: [reason('refused', { check: id })],
    }
  if (missing === 0) return { ...base, passedBy, state: 'passed', passedAt: passedBy.at(-1)!.decidedAt }
  const codes = [...new Set(voided.map((one) => one.code))]
  const open = passedBy.length > 0 ? reason('more_persons_asked', { check: id, count: missing }) : undefined
  const asked = isReady
    ? { state: 'waiting' as const, reasons: [open ?? reason('person_asked', { check: id })] }
    : later
  return {
    ...base,
    passedBy,
    missing,
    state: asked.state,
    reasons: [...asked.reasons, ...codes.map((code) => reason(code, { check: id }))],
  }
}

/** A check behind this one may be asked: a person has passed it, or the machine has looked and does not refuse. */
const isAnswered = (state: CheckState) => state.state === 'passed' || state.state === 'waived'

/** Findings, and what could not be read, are passed when everybody has passed who must have ticked them. */
function withOpenPoints(state: CheckState): CheckState {
  if (state.state !== 'passed') return state
  if (state.verdict === 'findings') return { ...state, ...waiting('findings_to_pass', state.id) }
  if (state.verdict === 'unread') return { ...state, ...waiting('unread_to_pass', state.id) }
  return state
}

/** Two different persons, neither the author nor anybody who passed or refused a check of this revision. */
function validBreakGlass({ breakGlass, authorId, revision, now }: GateFacts, decisions: readonly DecisionFact[]) {
  const deciders = new Set([authorId, ...decisions.flatMap((one) => [one.personId, one.actingForId])])
  return breakGlass.find(
    (one) =>
      one.revision === revision.number &&
      one.confirmerId !== undefined &&
      one.confirmerId !== one.openerId &&
      !deciders.has(one.openerId) &&
      !deciders.has(one.confirmerId) &&
      now < one.expiresAt,
  )
}

const reason = (code: ReasonCode, facts: Reason['facts'] = {}): Reason => ({ code, facts })
const waiting = (code: ReasonCode, check: string) => ({ state: 'waiting' as const, reasons: [reason(code, { check })] })
