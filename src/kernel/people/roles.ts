/** What a person can be at a unit. The CHECK of `membership.role` says the same. */
export const ROLES = [
  'employee',
  'worker',
  'supervisor',
  'workplace_manager',
  'privacy_officer',
  'privacy_office',
  'audit_officer',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

/** Held for the whole organisation, wherever in the tree the office stands: nobody looks for them up the line. */
export const ORGANISATION_ROLES: ReadonlySet<Role> = new Set([
  'privacy_officer',
  'privacy_office',
  'audit_officer',
  'administrator',
])

export const UNIT_KINDS = ['company', 'department', 'workplace', 'party'] as const
export type UnitKind = (typeof UNIT_KINDS)[number]

export const DELEGATION_KINDS = ['delegation', 'substitute'] as const
export type DelegationKind = (typeof DELEGATION_KINDS)[number]
