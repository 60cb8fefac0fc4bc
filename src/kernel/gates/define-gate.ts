import { Station } from '../../base/gate-panel.ts'
import type { Role } from '../people/index.ts'

/** The kinds of check; there are no others, and no conditions, loops or scripts. */
export const CHECK_KINDS = Station.shape.kind.options
export type CheckKind = (typeof CHECK_KINDS)[number]

/** `entruster`: decided for 自社, never by a vendor's person. */
export const CHECK_SIDES = ['any', 'entruster'] as const
export type CheckSide = (typeof CHECK_SIDES)[number]

export interface CheckDefinition {
  readonly id: string
  readonly kind: CheckKind
  /** Who is asked: the author, or a holder of a role. Machine checks ask nobody. */
  readonly by?: 'author' | Role
  /** Checks that must have been answered before this one is asked. */
  readonly after?: readonly string[]
  /** Neither the signer nor the one acted for may be one of those who passed these checks. */
  readonly apartFrom?: readonly string[]
  /** Without it, `any`. */
  readonly side?: CheckSide
  /** Waived unless policy asks for it. */
  readonly isOptional?: boolean
}

export interface GateDefinition {
  readonly id: string
  readonly version: number
  readonly checks: readonly CheckDefinition[]
}

/**
 * Declares a gate: which checks, by whom, in which order. Stations are shown in this order.
 * @throws TypeError on a definition that could never open, or that names checks it does not have
 */
export function defineGate<const D extends GateDefinition>(definition: D): D {
  const fault = faultOf(definition)
  if (fault) throw new TypeError(`gate ${definition.id}: ${fault}`)
  return definition
}

function faultOf({ id, version, checks }: GateDefinition): string | undefined {
  if (!/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(id)) return 'the id is module.name'
  if (!Number.isInteger(version) || version < 1) return 'the version is 1 or more'
  if (checks.length === 0) return 'a gate without checks stops nothing'
  const before = new Set<string>()
  for (const check of checks) {
    if (!/^[a-z]+(-[a-z]+)*$/.test(check.id)) return `check ${check.id}: lower-case words and hyphens`
    if (check.id.startsWith('also-')) return `check ${check.id}: this name is for what policy adds`
    if (before.has(check.id)) return `two checks ${check.id}`
    if ((check.kind === 'machine') === (check.by !== undefined))
      return `check ${check.id}: persons are asked, machines not`
    if (check.kind === 'approve' && check.by === 'author') return `check ${check.id}: the author never approves`
    // Only checks declared above: the road has an order, and a circle cannot be written down.
    const unknown = [...(check.after ?? []), ...(check.apartFrom ?? [])].find((name) => !before.has(name))
    if (unknown) return `check ${check.id} names ${unknown}, which is not declared above it`
    before.add(check.id)
  }
  if (checks.filter((check) => check.by === 'author').length > 1) return 'one person passes at most one check'
  return undefined
}
