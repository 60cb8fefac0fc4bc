import type { Role } from '../../people/index.ts'

/** What policy asks of one check beyond its definition. Stricter only: nothing here can take a check away. */
export interface CheckPolicy {
  /** How many different persons must pass it. */
  readonly count?: number
  /** An optional check is asked for. */
  readonly isRequired?: boolean
  /** Each role adds an approval of one of its holders. */
  readonly alsoBy?: readonly Role[]
  /** Machine checks: whose approval is added when there are findings. */
  readonly findingsBy?: readonly Role[]
  /** Machine checks: whose approval is added when the machine could not look, beside the privacy office's. */
  readonly unreadBy?: readonly Role[]
}

/** By check id. */
export type GatePolicy = Readonly<Record<string, CheckPolicy>>

/** Strictest wins; the order of the policies never matters, and naming one twice changes nothing. */
export function mergePolicies(policies: readonly GatePolicy[]): GatePolicy {
  const checks = [...new Set(policies.flatMap((policy) => Object.keys(policy)))].sort()
  return Object.fromEntries(
    checks.map((check) => {
      const asked = policies.flatMap((policy) => (Object.hasOwn(policy, check) ? [policy[check]!] : []))
      return [check, mergeCheck(asked)]
    }),
  )
}

function mergeCheck(asked: readonly CheckPolicy[]): Required<CheckPolicy> {
  return {
    count: Math.max(1, ...asked.map((policy) => policy.count ?? 1)),
    isRequired: asked.some((policy) => policy.isRequired),
    alsoBy: union(asked.map((policy) => policy.alsoBy)),
    findingsBy: union(asked.map((policy) => policy.findingsBy)),
    unreadBy: union(asked.map((policy) => policy.unreadBy)),
  }
}

const union = (lists: readonly (readonly Role[] | undefined)[]): readonly Role[] =>
  [...new Set(lists.flatMap((list) => list ?? []))].sort()
