/**
 * 人と組織: persons, the tree of units, who holds which role when, who stands in for whom, and who may approve.
 * Stands on: db, ledger, sheets. Used by: access, gates, and every module that names a person.
 */
export {
  DELEGATION_KINDS,
  type DelegationKind,
  ORGANISATION_ROLES,
  type Role,
  ROLES,
  UNIT_KINDS,
  type UnitKind,
} from './roles.ts'
export { canonicalPersonId, type Person, personByAddress, personById } from './persons.ts'
export { type HeldRole, holdsRole, peopleWithRole, rolesAt } from './roles-held.ts'
export { actsFor, delegatedRolesAt } from './stand-ins.ts'
export { type ApproverRequest, approversFor } from './approvers-for.ts'
export type { Approver } from './rules/choose-approvers.ts'
export { lineOfUnit, type UnitOfLine } from './units.ts'
