import { z } from 'zod'
import { defineEvents } from '../ledger/index.ts'
import { ROLES } from './roles.ts'

const Id = z.uuid()
const Day = z.iso.date()
const Role = z.enum(ROLES)

export const personEvents = defineEvents('person', {
  added: { partyId: Id.nullable() },
  /** Which fields, never their contents. */
  changed: { fields: z.array(z.enum(['name', 'nameKana', 'staffNumber', 'addresses', 'activeFromOn'])) },
  ended: { lastOn: Day, retentionEndsOn: Day, endedMembershipCount: z.number() },
  merged: { intoId: Id },
  pseudonymised: { addressCount: z.number() },
})

export const unitEvents = defineEvents('unit', {
  added: { parentId: Id.nullable(), partyId: Id.nullable() },
  changed: { fields: z.array(z.enum(['name', 'parent', 'closedOn'])) },
  moved: { fromParentId: Id.nullable(), toParentId: Id.nullable() },
})

export const membershipEvents = defineEvents('membership', {
  set: { personId: Id, unitId: Id, role: Role, fromOn: Day, untilOn: Day.nullable() },
  ended: { personId: Id, unitId: Id, role: Role, untilOn: Day },
  reopened: { personId: Id, unitId: Id, role: Role },
})

export const delegationEvents = defineEvents('delegation', {
  given: { kind: z.enum(['delegation', 'substitute']), fromPersonId: Id, toPersonId: Id, role: Role },
  ended: { fromPersonId: Id, toPersonId: Id, role: Role },
})

export const absenceEvents = defineEvents('absence', { declared: { personId: Id }, ended: { personId: Id } })
