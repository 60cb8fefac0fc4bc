import fc from 'fast-check'
import type { CheckDefinition, GateDefinition } from '../define-gate.ts'
import { freezeRequirements, type RequirementSet } from '../rules/freeze-requirements.ts'
import { type DecisionFact, type GateFacts, OUTCOMES, type VerdictFact, VERDICTS } from '../rules/gate-facts.ts'
import type { GatePolicy } from '../rules/merge-policies.ts'

/** Few persons, points and minutes, so that they meet often. */
export const PERSONS = ['p1', 'p2', 'p3', 'p4', 'p5'] as const
const POINTS = ['x', 'y'] as const
const START = Date.parse('2026-11-24T00:00:00Z')
const minute = (count: number) => new Date(START + count * 60_000)
/** Mostly nothing. */
export const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, arbitrary)
export const instants = fc.integer({ min: 0, max: 60 }).map(minute)

export const trialDefinition: GateDefinition = {
  id: 'trial-matter.release',
  version: 1,
  checks: [
    { id: 'roster', kind: 'machine' },
    { id: 'content', kind: 'machine' },
    { id: 'self-check', kind: 'attest', by: 'author', after: ['roster', 'content'] },
    { id: 'approval', kind: 'approve', by: 'supervisor', after: ['self-check'], apartFrom: ['self-check'] },
    { id: 'own-side', kind: 'approve', by: 'privacy_officer', side: 'entruster', isOptional: true },
  ] satisfies CheckDefinition[],
}

const roles = fc.uniqueArray(fc.constantFrom('privacy_office' as const, 'audit_officer' as const), { maxLength: 2 })
export const policies: fc.Arbitrary<GatePolicy> = fc
  .dictionary(
    fc.constantFrom(...trialDefinition.checks.map((check) => check.id)),
    fc.record(
      {
        count: fc.integer({ min: 1, max: 2 }),
        isRequired: fc.boolean(),
        alsoBy: roles,
        findingsBy: roles,
        unreadBy: roles,
      },
      { requiredKeys: [] },
    ),
    { maxKeys: 3 },
  )
  .map((policy) => ({ ...policy }))

export const requirements: fc.Arbitrary<RequirementSet> = fc
  .record({
    policies: fc.array(policies, { maxLength: 2 }),
    coolDownSeconds: fc.constantFrom(0, 180),
    expiresAt: rarely(instants),
  })
  .map(({ policies, coolDownSeconds, expiresAt }) =>
    freezeRequirements(trialDefinition, policies, { coolDownSeconds, ...(expiresAt && { expiresAt }) }),
  )

const revision = fc.constantFrom(2, 2, 2, 2, 1)
/** Weighted to what opens a gate, because a gate that never opens proves nothing. */
export function factsOf(set: RequirementSet): fc.Arbitrary<GateFacts> {
  const ids = (isMachine: boolean) =>
    set.checks.filter((check) => (check.kind === 'machine') === isMachine).map((check) => check.id)
  const points = fc.constantFrom<string[]>([...POINTS], [...POINTS], [...POINTS], ['x'], [])
  const decision = (check: string) =>
    fc.record({
      id: fc.uuid(),
      revision,
      check: fc.constant(check),
      outcome: fc.constantFrom(...OUTCOMES, 'pass', 'pass', 'pass', 'pass', 'pass', 'pass'),
      personId: fc.constantFrom(...PERSONS),
      actingForId: rarely(fc.constantFrom(...PERSONS)),
      role: fc.constant('supervisor'),
      partyId: rarely(fc.constant('F社')),
      decidedAt: instants,
      points,
    })
  const verdict = (check: string) =>
    fc
      .record({
        revision,
        check: fc.constant(check),
        verdict: fc.constantFrom(...VERDICTS, 'pass', 'pass', 'pass'),
        points: fc.constantFrom(['x'], ['y'], [...POINTS]),
        recordedAt: instants,
      })
      .map((one) => ({ ...one, points: ['pass', 'fail'].includes(one.verdict) ? [] : one.points }))
  const glass = fc.record({
    id: fc.uuid(),
    revision,
    openerId: fc.constantFrom(...PERSONS),
    confirmerId: fc.option(fc.constantFrom(...PERSONS), { nil: undefined }),
    expiresAt: instants,
  })
  const perCheck = <T>(ids: readonly string[], one: (id: string) => fc.Arbitrary<T>) =>
    fc
      .tuple(...ids.map((id) => fc.array(one(id), { minLength: 0, maxLength: 2, size: 'max' })))
      .map((lists) => lists.flat())
  return fc
    .record({
      requirements: fc.constant(set),
      authorId: fc.constant(PERSONS[0]),
      revision: fc.record({ number: fc.constant(2), hash: fc.constant('h'), madeAt: fc.constant(minute(0)) }),
      decisions: perCheck(ids(false), decision),
      verdicts: perCheck(ids(true), verdict),
      breakGlass: fc.array(glass, { maxLength: 1 }),
      overdueCount: fc.constantFrom(0, 0, 0, 1),
      end: rarely(fc.constantFrom('withdrawn' as const, 'done' as const)),
      now: instants,
    })
    .map(({ end, ...facts }) => ({ ...facts, ...(end && { end }) }))
}

/** Facts with nothing against opening: every required check answered by different persons who ticked everything. */
export function goodFactsOf(set: RequirementSet, said: 'pass' | 'findings' | 'unread'): GateFacts {
  const verdicts = set.checks
    .filter((check) => check.kind === 'machine')
    .map((check): VerdictFact => {
      const verdict = check.id === 'content' ? said : 'pass'
      return { revision: 2, check: check.id, verdict, points: verdict === 'pass' ? [] : ['x'], recordedAt: minute(1) }
    })
  let person = 2
  const decisions = set.checks
    .filter((check) => check.kind !== 'machine')
    .flatMap((check) => Array.from({ length: check.count }, () => check))
    .map((check): DecisionFact => {
      const personId = check.by === 'author' ? 'p1' : `p${person++}`
      const points = ['x', 'y']
      const at = minute(2)
      return {
        id: `by ${personId}`,
        revision: 2,
        check: check.id,
        outcome: 'pass',
        personId,
        role: '',
        points,
        decidedAt: at,
      }
    })
  return {
    requirements: { ...set, expiresAt: minute(120).toISOString() },
    authorId: 'p1',
    revision: { number: 2, hash: 'h', madeAt: minute(0) },
    decisions,
    verdicts,
    breakGlass: [],
    overdueCount: 0,
    now: minute(60),
  }
}

const said = fc.constantFrom('pass' as const, 'findings' as const, 'unread' as const)
export const goodFacts = fc.tuple(requirements, said).map(([set, said]) => goodFactsOf(set, said))

/** Good facts with one or two things changed: what only nearly opens, or nearly does not. */
export const nearlyGoodFactsOf = (set: RequirementSet): fc.Arbitrary<GateFacts> =>
  fc
    .tuple(said, factsOf(set), fc.nat(), fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { maxLength: 2 }))
    .map(([said, other, pick, changes]) => {
      let facts = goodFactsOf(set, said)
      const at = <T>(rows: readonly T[]) => rows[pick % rows.length]!
      const change = (more: Partial<DecisionFact>) =>
        facts.decisions.map((one) => (one === at(facts.decisions) ? { ...one, ...more } : one))
      for (const what of changes)
        facts = [
          { ...facts, now: other.now },
          { ...facts, breakGlass: other.breakGlass },
          { ...facts, verdicts: [...facts.verdicts, ...other.verdicts.slice(0, 1)] },
          { ...facts, decisions: [...facts.decisions, ...other.decisions.slice(0, 1)] },
          { ...facts, decisions: change({ personId: at(PERSONS) }) },
          { ...facts, decisions: change({ points: ['y'] }) },
          { ...facts, decisions: change({ partyId: 'F社' }) },
          { ...facts, decisions: change({ actingForId: at(PERSONS) }) },
        ][what]!
      return facts
    })

export const facts: fc.Arbitrary<GateFacts> = requirements.chain((set) =>
  fc.oneof(factsOf(set), { arbitrary: nearlyGoodFactsOf(set), weight: 3 }),
)
