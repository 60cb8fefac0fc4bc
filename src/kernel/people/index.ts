/**
 * 人と組織: persons, the tree of units, who holds which role when, who stands in for whom, and who may approve.
 * Stands on: db, ledger, jobs, sheets. Used by: access, gates, and every module that names a person.
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
export { type HeldRole, holdsRole, isOfPrivacyOffice, peopleWithRole, rolesAt } from './roles-held.ts'
export { actsFor, delegatedRolesAt } from './stand-ins.ts'
export { type ApproverRequest, approversFor } from './approvers-for.ts'
export type { Approver } from './rules/choose-approvers.ts'
export { countGatesOfMerge } from './merge-preview.ts'
export { whenStandingChanges } from './standing-changes.ts'
export { lineOfUnit, type UnitOfLine } from './units.ts'
export { defineRights, type RightDefinition, type RightDefinitions } from './define-rights.ts'
export { peopleRights } from './rights.ts'
export { peopleRoutes } from './routes.ts'
export { peopleJobs, peopleSchedules } from './jobs.ts'
export {
  delegationKindWords,
  PEOPLE_IMPORT_ERRORS,
  peopleEventWords,
  peopleImportErrorWords,
  roleWords,
  unitKindWords,
} from './words.ts'
export { addPerson, type NewPerson } from './operations/add-person.ts'
export { changePerson } from './operations/change-person.ts'
export { endPerson } from './operations/end-person.ts'
export { mergePersons } from './operations/merge-persons.ts'
export { pseudonymiseDuePersons, pseudonymisePerson } from './operations/pseudonymise-person.ts'
export { addUnit, type NewUnit } from './operations/add-unit.ts'
export { changeUnit } from './operations/change-unit.ts'
export { moveUnit } from './operations/move-unit.ts'
export { type NewMembership, setMembership } from './operations/set-membership.ts'
export { reopenMembership } from './operations/reopen-membership.ts'
export { importPeople, type PeopleImport, previewPeople } from './operations/import-people.ts'
export { endMembership } from './operations/end-membership.ts'
export { type Delegate, delegate } from './operations/delegate.ts'
export { endDelegation } from './operations/end-delegation.ts'
export { declareAbsence, endAbsence } from './operations/declare-absence.ts'
