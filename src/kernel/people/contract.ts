import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { PageRequest, pageOf } from '../../base/paging.ts'
import { exportOf, ImportMapping, ImportPreview, ImportReceipt } from '../sheets/contract.ts'
import { DELEGATION_KINDS, ROLES, UNIT_KINDS } from './roles.ts'

export { ROLES, type Role } from './roles.ts'

const Id = z.uuid()
const Day = z.iso.date()
const Instant = z.iso.datetime({ offset: true })
const Version = z.number().int().min(1)
const Name = z.string().trim().min(1).max(200)
const Address = z.email().max(254)
const Done = z.object({})
const Made = z.object({ id: Id })
const RoleName = z.enum(ROLES)

export const MembershipRow = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  role: RoleName,
  fromOn: Day,
  untilOn: Day.nullable(),
  version: Version,
})
export const PersonRow = z.object({
  id: Id,
  name: z.string(),
  nameKana: z.string().nullable(),
  staffNumber: z.string().nullable(),
  partyId: Id.nullable(),
  address: z.string().nullable(),
  memberships: z.array(MembershipRow),
  activeFromOn: Day.nullable(),
  activeUntilOn: Day.nullable(),
  /** On the day that was asked for. */
  isActive: z.boolean(),
  version: Version,
})
export type PersonRow = z.input<typeof PersonRow>

export const StandInRow = z.object({
  id: Id,
  kind: z.enum(DELEGATION_KINDS),
  fromPersonId: Id,
  fromName: z.string(),
  toPersonId: Id,
  toName: z.string(),
  role: RoleName,
  unitId: Id.nullable(),
  fromAt: Instant,
  untilAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  reason: z.string(),
  version: Version,
})
export const AbsenceRow = z.object({ id: Id, fromAt: Instant, untilAt: Instant, version: Version })

export const PersonDetail = PersonRow.extend({
  addresses: z.array(z.string()),
  /** Ends and beginnings of all time; `memberships` are those of the day. */
  history: z.array(MembershipRow),
  standIns: z.array(StandInRow),
  absences: z.array(AbsenceRow),
  /** Other records of the same person. */
  mergedRecordIds: z.array(Id),
  retentionEndsOn: Day.nullable(),
})
export const UnitRow = z.object({
  id: Id,
  parentId: Id.nullable(),
  name: z.string(),
  kind: z.enum(UNIT_KINDS),
  partyId: Id.nullable(),
  memberCount: z.number().int(),
  version: Version,
})

const PeopleFilter = z.object({
  /** Part of a name, reading, staff number or address. */
  search: z.string().trim().max(100).optional(),
  unitId: Id.optional(),
  /** As of this JST day; today without it. */
  onDay: Day.optional(),
  isActiveOnly: z.stringbool().default(true),
})

const read = { method: 'GET', right: 'people:read' } as const
const change = { method: 'POST', right: 'people:administer' } as const

export const listPeople = endpoint({
  ...read,
  path: '/api/people',
  summary: 'People as of a day, by reading of the name.',
  input: PeopleFilter.extend(PageRequest.shape).extend({ cursor: Id.optional() }),
  output: pageOf(PersonRow),
  refuses: ['bad_input'],
})
export const exportPeople = exportOf(listPeople)
const OfSheet = z.object({
  /** What a person corrected of the columns that an earlier preview proposed. */
  mapping: ImportMapping.optional(),
  mayAddUnits: z.boolean().default(false),
})
const refusesFile = [
  'file_too_large',
  'file_not_a_sheet',
  'file_old_excel',
  'file_encrypted',
  'file_damaged',
  'file_too_many_members',
  'file_too_many_rows',
  'file_too_many_columns',
  'file_unknown_encoding',
  'file_no_such_sheet',
  'file_no_rows',
] as const
const refusesImport = ['import_column_missing', 'import_has_errors', 'import_other_file'] as const
export const previewPeopleImport = endpoint({
  ...change,
  path: '/api/people/import/preview',
  summary: 'Reads the personnel list and shows what it would change; nothing is changed.',
  input: OfSheet,
  output: ImportPreview,
  refuses: refusesFile,
})
export const applyPeopleImport = endpoint({
  ...change,
  path: '/api/people/import/apply',
  summary: 'Imports the list that was looked at: all of it or nothing.',
  input: OfSheet.extend({ previewedHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  output: ImportReceipt,
  refuses: [...refusesFile, ...refusesImport, 'address_taken', 'staff_number_taken', 'stale_version', 'bad_input'],
})
export const showPerson = endpoint({
  ...read,
  path: '/api/people/person',
  summary: 'One person as of a day, with everything that was before and comes after.',
  input: z.object({ personId: Id, onDay: Day.optional() }),
  output: PersonDetail,
  refuses: ['not_found'],
})
export const showUnits = endpoint({
  ...read,
  path: '/api/people/units',
  summary: 'The tree of units as of a day, as a flat list with parents.',
  input: z.object({ onDay: Day.optional() }),
  output: z.object({ units: z.array(UnitRow) }),
  refuses: [],
})
export const exportUnits = exportOf(showUnits)
export const addPersonEndpoint = endpoint({
  ...change,
  path: '/api/people/add',
  summary: 'Registers a person, with or without an account.',
  input: z.object({
    name: Name,
    nameKana: Name.optional(),
    staffNumber: z.string().trim().min(1).max(50).optional(),
    partyId: Id.optional(),
    addresses: z.array(Address).max(10).default([]),
    activeFromOn: Day.optional(),
    activeUntilOn: Day.optional(),
  }),
  output: Made,
  refuses: ['bad_input', 'not_found', 'address_taken', 'staff_number_taken'],
})
export const changePersonEndpoint = endpoint({
  ...change,
  path: '/api/people/change',
  summary: 'Changes what is given; null empties a field.',
  input: z.object({
    personId: Id,
    version: Version,
    name: Name.optional(),
    nameKana: Name.nullable().optional(),
    staffNumber: z.string().trim().min(1).max(50).nullable().optional(),
    addresses: z.array(Address).max(10).optional(),
    activeFromOn: Day.optional(),
  }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'bad_input', 'address_taken', 'staff_number_taken'],
})
export const endPersonEndpoint = endpoint({
  ...change,
  path: '/api/people/end',
  summary: 'Ends a person’s time here on a last day.',
  input: z.object({
    personId: Id,
    version: Version,
    lastOn: Day,
    retentionMonths: z.number().int().min(0).max(1200).optional(),
  }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'bad_input'],
})
export const mergePersonsEndpoint = endpoint({
  ...change,
  path: '/api/people/merge',
  summary: 'Says that two records are one person.',
  input: z.object({ personId: Id, version: Version, intoId: Id }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'same_record', 'other_party', 'officers_must_differ'],
})
export const previewMerge = endpoint({
  method: 'GET',
  right: 'people:administer',
  path: '/api/people/merge/preview',
  summary: 'Two records side by side, and what saying that they are one person would bring; nothing is changed.',
  input: z.object({ personId: Id, intoId: Id }),
  output: z.object({
    /** The record that is given up. */
    from: PersonDetail,
    /** The record that stands for the person from then on. */
    into: PersonDetail,
    /** Open gates in which the two have acted apart: one of the two does not count there any more. */
    gateCount: z.int(),
    /** Why it cannot be done. */
    obstacle: z.enum(['same_record', 'other_party', 'officers_must_differ']).optional(),
  }),
  refuses: ['not_found'],
})
export const addUnitEndpoint = endpoint({
  ...change,
  path: '/api/people/units/add',
  summary: 'Adds a unit to the tree.',
  input: z
    .object({ name: Name, kind: z.enum(UNIT_KINDS), parentId: Id.optional(), partyId: Id.optional() })
    .refine((unit) => (unit.kind === 'party') === (unit.partyId !== undefined), { path: ['partyId'] }),
  output: Made,
  refuses: ['bad_input', 'not_found'],
})
export const changeUnitEndpoint = endpoint({
  ...change,
  path: '/api/people/units/change',
  summary: 'Renames a unit, or closes it after a last day.',
  input: z.object({ unitId: Id, version: Version, name: Name.optional(), closedOn: Day.optional() }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'unit_in_use'],
})
export const moveUnitEndpoint = endpoint({
  ...change,
  path: '/api/people/units/move',
  summary: 'Moves a unit with all below it.',
  input: z.object({ unitId: Id, version: Version, parentId: Id.nullable() }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'unit_circle'],
})
export const setMembershipEndpoint = endpoint({
  ...change,
  path: '/api/people/memberships/set',
  summary: 'Puts a person into a unit in a role.',
  input: z.object({ personId: Id, unitId: Id, role: RoleName, fromOn: Day, untilOn: Day.optional() }),
  output: Made,
  refuses: ['not_found', 'bad_input', 'already_member', 'other_party', 'officers_must_differ'],
})
export const endMembershipEndpoint = endpoint({
  ...change,
  path: '/api/people/memberships/end',
  summary: 'Ends a membership after a last day.',
  input: z.object({ membershipId: Id, version: Version, untilOn: Day }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'bad_input'],
})

const StandInRequest = z.object({
  kind: z.enum(DELEGATION_KINDS),
  toPersonId: Id,
  role: RoleName,
  unitId: Id.optional(),
  fromAt: Instant.optional(),
  untilAt: Instant.optional(),
  reason: z.string().trim().min(1).max(500),
})
const refusesStandIn = [
  'not_found',
  'bad_input',
  'delegation_in_past',
  'role_not_held',
  'other_party',
  'same_record',
] as const

export const delegateMine = endpoint({
  method: 'POST',
  path: '/api/people/stand-ins/mine',
  right: 'people:delegate',
  summary: 'Names somebody to act for oneself.',
  input: StandInRequest,
  output: Made,
  refuses: refusesStandIn,
})
export const delegateFor = endpoint({
  ...change,
  path: '/api/people/stand-ins/give',
  summary: 'Names somebody to act for a person who is away.',
  input: StandInRequest.extend({ fromPersonId: Id }),
  output: Made,
  refuses: refusesStandIn,
})
export const endMyDelegation = endpoint({
  method: 'POST',
  path: '/api/people/stand-ins/end-mine',
  right: 'people:delegate',
  summary: 'Ends a delegation that one gave or was given.',
  input: z.object({ delegationId: Id, version: Version }),
  output: Done,
  refuses: ['not_found', 'stale_version'],
})
export const endDelegationEndpoint = endpoint({
  ...change,
  path: '/api/people/stand-ins/end',
  summary: 'Ends a delegation or a substitute now.',
  input: z.object({ delegationId: Id, version: Version }),
  output: Done,
  refuses: ['not_found', 'stale_version'],
})
export const listMyStandIns = endpoint({
  method: 'GET',
  path: '/api/people/stand-ins/mine/list',
  right: 'signed-in',
  summary: 'Who acts for me, for whom I act, and when I am away.',
  input: z.object({}),
  output: z.object({
    standIns: z.array(StandInRow),
    absences: z.array(AbsenceRow),
    /** What I hold now, and so can lend. */
    memberships: z.array(MembershipRow),
  }),
  refuses: [],
})
export const listColleagues = endpoint({
  method: 'GET',
  path: '/api/people/stand-ins/colleagues',
  right: 'people:delegate',
  summary: 'Active people of one’s own company, to choose a stand-in from.',
  input: z.object({ search: z.string().trim().min(1).max(100) }),
  output: z.object({ people: z.array(z.object({ id: Id, name: z.string() })) }),
  refuses: [],
})
export const declareMyAbsence = endpoint({
  method: 'POST',
  path: '/api/people/absences/mine',
  right: 'signed-in',
  summary: 'Says that one is away; substitutes act meanwhile.',
  input: z.object({ fromAt: Instant, untilAt: Instant }),
  output: Made,
  refuses: ['bad_input', 'not_found'],
})
export const declareAbsenceFor = endpoint({
  ...change,
  path: '/api/people/absences/declare',
  summary: 'Says that a person is away.',
  input: z.object({ personId: Id, fromAt: Instant, untilAt: Instant }),
  output: Made,
  refuses: ['bad_input', 'not_found'],
})
export const endAbsenceFor = endpoint({
  ...change,
  path: '/api/people/absences/end',
  summary: 'Says that a person is back.',
  input: z.object({ absenceId: Id, version: Version }),
  output: Done,
  refuses: ['not_found', 'stale_version'],
})
export const endMyAbsence = endpoint({
  method: 'POST',
  path: '/api/people/absences/end-mine',
  right: 'signed-in',
  summary: 'Says that one is back.',
  input: z.object({ absenceId: Id, version: Version }),
  output: Done,
  refuses: ['not_found', 'stale_version'],
})
