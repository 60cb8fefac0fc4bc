import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf, ImportMapping } from '../../kernel/sheets/contract.ts'
import { readCorporateNumber } from './rules/corporate-number.ts'
import {
  DOMAIN_COVERS,
  EngagementFields,
  EngagementLine,
  ENGAGEMENT_STATUSES,
  EngagementView,
  PartyDomain,
  PartyLine,
  PartyView,
  RELATIONS,
  RosterLine,
  RosterPreview,
  RosterSubmission,
} from './views.ts'

export {
  answerRosterQuestion,
  exportRosterGuests,
  inviteRosterGuest,
  listRosterGuests,
  readRosterQuestion,
  revokeRosterGuest,
} from './guest-contract.ts'

const Name = z.string().trim().min(1).max(200)
const Day = z.iso.date()
const Version = z.int().min(1)
const CorporateNumber = z.string().max(40).transform(readCorporateNumber)
const Done = z.object({})
const cursorPage = PageRequest.extend({ cursor: z.uuid().optional(), text: z.string().max(100).optional() })

export const listParties = endpoint({
  method: 'GET',
  path: '/api/vendors/parties',
  right: 'vendors:read',
  input: cursorPage,
  output: pageOf(PartyLine),
  refuses: [],
  summary: 'Parties by name: clients, vendors, counterparties.',
})

export const exportParties = exportOf(listParties)

export const readParty = endpoint({
  method: 'GET',
  path: '/api/vendors/party',
  right: 'vendors:read',
  input: z.object({ partyId: z.uuid() }),
  output: PartyView,
  refuses: ['not_found'],
  summary: 'One party with its domains and engagements.',
})

export const addParty = endpoint({
  method: 'POST',
  path: '/api/vendors/parties',
  right: 'vendors:edit',
  input: z.object({ name: Name, corporateNumber: CorporateNumber.optional() }),
  output: z.object({ id: z.uuid() }),
  refuses: ['corporate_number_wrong', 'party_exists'],
  summary: 'Registers a party.',
})

export const changeParty = endpoint({
  method: 'POST',
  path: '/api/vendors/party/change',
  right: 'vendors:edit',
  input: z.object({
    partyId: z.uuid(),
    version: Version,
    name: Name.optional(),
    corporateNumber: CorporateNumber.nullable().optional(),
  }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'corporate_number_wrong', 'party_exists'],
  summary: 'Changes the name or the number of a party; what is left out stays.',
})

export const closeParty = endpoint({
  method: 'POST',
  path: '/api/vendors/party/close',
  right: 'vendors:edit',
  input: z.object({ partyId: z.uuid(), version: Version }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'party_in_use'],
  summary: 'Closes a party that stands in no engagement any more.',
})

export const addPartyDomain = endpoint({
  method: 'POST',
  path: '/api/vendors/party/domains',
  right: 'vendors:edit',
  input: z.object({ partyId: z.uuid(), covers: z.enum(DOMAIN_COVERS), name: z.string().min(1).max(320) }),
  output: PartyDomain,
  refuses: [
    'not_found',
    'domain_unreadable',
    'domain_not_registrable',
    'domain_of_provider',
    'domain_listed',
    'domain_is_own',
  ],
  summary: 'Lists a domain or an address as the party’s.',
})

export const endPartyDomain = endpoint({
  method: 'POST',
  path: '/api/vendors/party/domains/end',
  right: 'vendors:edit',
  input: z.object({ domainId: z.uuid() }),
  output: Done,
  refuses: ['not_found'],
  summary: 'Takes a domain or an address off the party’s list.',
})

export const listEngagements = endpoint({
  method: 'GET',
  path: '/api/vendors/engagements',
  right: 'vendors:read',
  input: cursorPage.extend({ status: z.enum(ENGAGEMENT_STATUSES).optional() }),
  output: pageOf(EngagementLine),
  refuses: [],
  summary:
    'Engagements by name, with the state of their rosters. A vendor’s worker sees those on whose roster they stand, their supervisor those of the party.',
})

export const exportEngagements = exportOf(listEngagements)

export const readEngagement = endpoint({
  method: 'GET',
  path: '/api/vendors/engagement',
  right: 'vendors:read',
  input: z.object({ engagementId: z.uuid() }),
  output: EngagementView,
  refuses: ['not_found'],
  summary: 'One engagement with its parties.',
})

export const addEngagement = endpoint({
  method: 'POST',
  path: '/api/vendors/engagements',
  right: 'vendors:edit',
  input: EngagementFields.extend({ clientPartyId: z.uuid().optional() }),
  output: z.object({ id: z.uuid() }),
  refuses: ['not_found', 'period_wrong', 'party_closed'],
  summary: 'Registers an engagement as a draft.',
})

export const changeEngagement = endpoint({
  method: 'POST',
  path: '/api/vendors/engagement/change',
  right: 'vendors:edit',
  input: EngagementFields.partial().extend({ engagementId: z.uuid(), version: Version }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'period_wrong', 'engagement_closed'],
  summary: 'Changes an engagement; what is left out stays.',
})

const OneEngagement = z.object({ engagementId: z.uuid(), version: Version })

export const startEngagement = endpoint({
  method: 'POST',
  path: '/api/vendors/engagement/start',
  right: 'vendors:edit',
  input: OneEngagement,
  output: Done,
  refuses: ['not_found', 'stale_version', 'engagement_not_draft'],
  summary: 'Makes a draft engagement active: from now on it can explain mail, and its vendors owe their rosters.',
})

export const closeEngagement = endpoint({
  method: 'POST',
  path: '/api/vendors/engagement/close',
  right: 'vendors:edit',
  input: OneEngagement,
  output: Done,
  refuses: ['not_found', 'stale_version', 'engagement_closed'],
  summary: 'Closes an engagement; nothing can be sent under it any more.',
})

export const attachParty = endpoint({
  method: 'POST',
  path: '/api/vendors/engagement/parties',
  right: 'vendors:edit',
  input: z.object({
    engagementId: z.uuid(),
    partyId: z.uuid(),
    relation: z.enum(RELATIONS),
    /** Vendors below the first tier: the vendor they work for. Without it, they work for ourselves. */
    entrusterPartyId: z.uuid().optional(),
    mustClientSignOff: z.boolean().default(false),
  }),
  output: z.object({ engagementPartyId: z.uuid() }),
  refuses: [
    'not_found',
    'engagement_closed',
    'party_closed',
    'relation_exists',
    'client_exists',
    'entruster_not_vendor',
    'tier_too_deep',
  ],
  summary: 'Gives a party its place in an engagement.',
})

export const endEngagementParty = endpoint({
  method: 'POST',
  path: '/api/vendors/engagement/parties/end',
  right: 'vendors:edit',
  input: z.object({ engagementPartyId: z.uuid(), version: Version }),
  output: Done,
  refuses: ['not_found', 'stale_version', 'sub_vendors_remain'],
  summary: 'Takes a party out of an engagement; the workers of a vendor leave its roster.',
})

const Job = z.string().trim().max(200)

export const listRoster = endpoint({
  method: 'GET',
  path: '/api/vendors/roster',
  right: 'vendors:read',
  input: PageRequest.extend({
    cursor: z.uuid().optional(),
    engagementId: z.uuid(),
    withEnded: z.stringbool().default(false),
  }),
  output: pageOf(RosterLine),
  refuses: ['not_found'],
  summary: 'The roster (従事者一覧) of an engagement. A vendor’s person sees that of their own party.',
})

/** With the columns of the import. */
export const exportRoster = exportOf(listRoster)

export const addWorker = endpoint({
  method: 'POST',
  path: '/api/vendors/roster',
  right: 'vendors:submit-roster',
  input: z.object({
    engagementId: z.uuid(),
    personId: z.uuid(),
    job: Job.default(''),
    fromOn: Day,
    untilOn: Day.optional(),
    pledgedOn: Day.optional(),
    trainedOn: Day.optional(),
  }),
  output: z.object({ rosterEntryId: z.uuid() }),
  refuses: ['not_found', 'engagement_closed', 'worker_not_of_party', 'already_on_roster', 'period_wrong'],
  summary: 'Puts a person on the roster of an engagement.',
})

export const changeRosterEntry = endpoint({
  method: 'POST',
  path: '/api/vendors/roster/change',
  right: 'vendors:submit-roster',
  input: z.object({
    rosterEntryId: z.uuid(),
    version: Version,
    /** From which day it holds, not before today; what stood there until then is kept. */
    fromOn: Day,
    job: Job,
    untilOn: Day.optional(),
    pledgedOn: Day.optional(),
    trainedOn: Day.optional(),
  }),
  output: z.object({ rosterEntryId: z.uuid() }),
  refuses: [
    'not_found',
    'worker_not_of_party',
    'stale_version',
    'engagement_closed',
    'roster_in_past',
    'period_wrong',
    'already_on_roster',
  ],
  summary: 'Changes a person’s entry on a roster from a day on; what is left out is emptied. Answers the new entry.',
})

export const endWorker = endpoint({
  method: 'POST',
  path: '/api/vendors/roster/end',
  right: 'vendors:submit-roster',
  input: z.object({
    rosterEntryId: z.uuid(),
    version: z.int().min(1),
    /** The last day; left out, yesterday: nothing of theirs goes out today. Before the first day: they never began. */
    lastOn: Day.optional(),
  }),
  output: z.object({}),
  refuses: ['not_found', 'stale_version'],
  summary: 'Ends a person’s time on a roster.',
})

/** What the roster of one vendor (or, without a party, of ourselves) looked like to the one who confirms it. */
const OfParty = z.object({ engagementId: z.uuid(), partyId: z.uuid().optional() })

export const confirmRoster = endpoint({
  method: 'POST',
  path: '/api/vendors/roster/confirm',
  right: 'vendors:submit-roster',
  input: OfParty,
  output: RosterSubmission,
  refuses: ['not_found', 'engagement_not_running', 'roster_empty'],
  summary: 'States that a roster is right as it stands this month (変更なし).',
})

/** What may be wrong with the file itself. */
const FILE_REFUSALS = [
  'sheet_too_large',
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
  'import_has_errors',
  'import_column_missing',
  'import_other_file',
] as const

const OfFile = OfParty.extend({
  /** What a person corrected of the columns that an earlier preview proposed. */
  mapping: ImportMapping.optional(),
})

export const previewRoster = endpoint({
  method: 'POST',
  path: '/api/vendors/roster/preview',
  right: 'vendors:submit-roster',
  input: OfFile,
  output: RosterPreview,
  refuses: ['not_found', 'engagement_not_running', ...FILE_REFUSALS],
  summary: 'Reads a list and shows what it would change; nothing is changed.',
})

export const importRoster = endpoint({
  method: 'POST',
  path: '/api/vendors/roster/import',
  right: 'vendors:submit-roster',
  input: OfFile.extend({ lookedHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  output: RosterSubmission,
  refuses: [
    'not_found',
    'engagement_not_running',
    'worker_conflicts',
    'sheet_changed',
    'roster_empty',
    'already_on_roster',
    ...FILE_REFUSALS,
  ],
  summary: 'Makes a list that was looked at the roster of one vendor; the same list twice changes nothing.',
})
