import type { OutputOf } from '../../../base/endpoint.ts'
import type { showPerson, showUnits } from '../contract.ts'
import { roleWords, unitKindWords } from '../words.ts'

/** A person as the endpoint shows them. */
export type ShownPerson = OutputOf<typeof showPerson>
export type ShownMembership = ShownPerson['history'][number]
export type RoleName = ShownMembership['role']
export type UnitKindName = OutputOf<typeof showUnits>['units'][number]['kind']

/** All there are: the phrase book has a word for each, or it would not compile. */
export const ROLE_NAMES = Object.keys(roleWords) as RoleName[]
export const UNIT_KIND_NAMES = Object.keys(unitKindWords) as UnitKindName[]
