import type { CheckDefinition, CheckKind, CheckSide, GateDefinition } from '../define-gate.ts'
import type { Role } from '../../people/index.ts'
import { type GatePolicy, mergePolicies } from './merge-policies.ts'

/** One check as it is frozen when the gate opens. */
export interface RequiredCheck {
  readonly id: string
  readonly kind: CheckKind
  readonly by?: 'author' | Role
  readonly after: readonly string[]
  readonly apartFrom: readonly string[]
  readonly side: CheckSide
  readonly count: number
  readonly isRequired: boolean
  /** A pass without a word of why does not count. Only what a verdict asks beyond the frozen sets it. */
  readonly needsReason?: boolean
  /** An added approval: these machine checks ask for it when they find something, or could not look. */
  readonly onFindings: readonly string[]
  readonly onUnread: readonly string[]
}

/** Everything that an open gate asks for. Complete in itself: a later version of the definition does not reach it. */
export interface RequirementSet {
  readonly gate: string
  readonly version: number
  readonly checks: readonly RequiredCheck[]
  readonly coolDownSeconds: number
  /** ISO instant after which the gate has ended, and stays shut. */
  readonly expiresAt?: string
}

/** The check that policy adds for a role. */
export const addedCheckId = (role: Role) => `also-${role.replaceAll('_', '-')}`

/**
 * Definition + policies → what this gate asks for. Policies that name no check of the definition are refused, because a
 * misspelt stricter rule would otherwise be no rule.
 * @throws TypeError
 */
export function freezeRequirements(
  definition: GateDefinition,
  policies: readonly GatePolicy[],
  limits: { readonly coolDownSeconds: number; readonly expiresAt?: Date },
): RequirementSet {
  const policy = mergePolicies(policies)
  const known = new Set(definition.checks.map((check) => check.id))
  const unknown = Object.keys(policy).find((id) => !known.has(id))
  if (unknown) throw new TypeError(`gate ${definition.id} has no check ${unknown}`)
  const checks = definition.checks.map((check) => freezeCheck(check, policy))
  return {
    gate: definition.id,
    version: definition.version,
    checks: [...checks, ...addedChecks(checks, policy)],
    coolDownSeconds: limits.coolDownSeconds,
    ...(limits.expiresAt && { expiresAt: limits.expiresAt.toISOString() }),
  }
}

function freezeCheck(check: CheckDefinition, policy: GatePolicy): RequiredCheck {
  const asked = policy[check.id]
  return {
    id: check.id,
    kind: check.kind,
    ...(check.by && { by: check.by }),
    after: check.after ?? [],
    apartFrom: check.apartFrom ?? [],
    side: check.side ?? 'any',
    // The author is one person, and a machine none: more of them cannot be asked for.
    count: check.by && check.by !== 'author' ? (asked?.count ?? 1) : 1,
    isRequired: !check.isOptional || Boolean(asked?.isRequired),
    onFindings: [],
    onUnread: [],
  }
}

/** Approvals beyond the definition: one for each role, whatever asks for it. They come after all that is not an approval. */
function addedChecks(checks: readonly RequiredCheck[], policy: GatePolicy): readonly RequiredCheck[] {
  const machines = checks.filter((check) => check.kind === 'machine').map((check) => check.id)
  const hasApproval = checks.some((check) => check.kind === 'approve' && check.isRequired)
  const always = new Set(checks.flatMap((check) => policy[check.id]?.alsoBy ?? []))
  // Somebody other than the author passes findings knowingly; where the definition names nobody, the privacy office.
  const findingsBy = (id: string): readonly Role[] => [
    ...(policy[id]?.findingsBy ?? []),
    ...(hasApproval ? [] : (['privacy_office'] as const)),
  ]
  const unreadBy = (id: string): readonly Role[] => ['privacy_office', ...(policy[id]?.unreadBy ?? [])]
  const roles = new Set([...always, ...machines.flatMap((id) => [...findingsBy(id), ...unreadBy(id)])])
  return [...roles]
    .sort()
    .map((role) => ({
      id: addedCheckId(role),
      kind: 'approve',
      by: role,
      after: checks.filter((check) => check.kind !== 'approve').map((check) => check.id),
      apartFrom: [],
      side: 'entruster',
      count: 1,
      isRequired: always.has(role),
      onFindings: machines.filter((id) => findingsBy(id).includes(role)),
      onUnread: machines.filter((id) => unreadBy(id).includes(role)),
    }))
}
