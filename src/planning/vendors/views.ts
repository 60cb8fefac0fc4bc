import { z } from 'zod'
import { ImportPreview } from '../../kernel/sheets/contract.ts'

/** A whole domain with what lies below it, one domain alone, one address. */
export const DOMAIN_COVERS = ['subdomains', 'domain', 'address'] as const
export const RELATIONS = ['client', 'vendor', 'counterparty'] as const
export const PARTY_STATUSES = ['open', 'closed'] as const
export const ENGAGEMENT_STATUSES = ['draft', 'active', 'closed'] as const
/** What kinds of data an engagement touches; none means that it touches no personal information. */
export const DATA_CLASSES = ['personal_information', 'special_care', 'my_number', 'financial'] as const

export const WORKER_STATES = ['on_roster', 'not_yet', 'ended'] as const
/** 追加・変更・終了・変更なし: what a submitted list does to a roster. */
export const ROSTER_CHANGES = ['added', 'changed', 'ended', 'unchanged'] as const

export const PartyLine = z.object({
  id: z.uuid(),
  name: z.string(),
  corporateNumber: z.string().nullable(),
  status: z.enum(PARTY_STATUSES),
  domainCount: z.number().int(),
  relations: z.array(z.enum(RELATIONS)),
  engagementCount: z.number().int(),
})
export type PartyLine = z.infer<typeof PartyLine>

export const PartyDomain = z.object({
  id: z.uuid(),
  covers: z.enum(DOMAIN_COVERS),
  name: z.string(),
  /** Other parties that list the same: nobody can tell their recipients apart. */
  sharedWith: z.array(z.string()),
})

export const PartyView = z.object({
  id: z.uuid(),
  version: z.number().int(),
  name: z.string(),
  corporateNumber: z.string().nullable(),
  status: z.enum(PARTY_STATUSES),
  domains: z.array(PartyDomain),
  engagements: z.array(
    z.object({
      engagementId: z.uuid(),
      name: z.string(),
      relation: z.enum(RELATIONS),
      status: z.enum(ENGAGEMENT_STATUSES),
    }),
  ),
})
export type PartyView = z.infer<typeof PartyView>

export const EngagementFields = z.object({
  name: z.string().trim().min(1).max(200),
  purpose: z.string().trim().min(1).max(1000),
  dataClasses: z.array(z.enum(DATA_CLASSES)).max(DATA_CLASSES.length),
  fromOn: z.iso.date(),
  untilOn: z.iso.date().nullable(),
  ownerUnitId: z.uuid(),
  responsiblePersonId: z.uuid(),
})

export const EngagementLine = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(ENGAGEMENT_STATUSES),
  fromOn: z.string(),
  untilOn: z.string().nullable(),
  clientName: z.string().nullable(),
  vendorCount: z.number().int(),
  workerCount: z.number().int(),
  rosterDueOn: z.string().nullable(),
  isRosterOverdue: z.boolean(),
})
export type EngagementLine = z.infer<typeof EngagementLine>

export const PartyOfEngagementView = z.object({
  engagementPartyId: z.uuid(),
  version: z.number().int(),
  partyId: z.uuid(),
  name: z.string(),
  relation: z.enum(RELATIONS),
  tier: z.number().int().nullable(),
  entrusterPartyId: z.uuid().nullable(),
  entrusterName: z.string().nullable(),
  mustClientSignOff: z.boolean(),
  domains: z.array(z.string()),
  rosterDueOn: z.string().nullable(),
  isRosterOverdue: z.boolean(),
  lastSubmittedMonth: z.string().nullable(),
  lastSubmittedAt: z.iso.datetime().nullable(),
})
export type PartyOfEngagementView = z.infer<typeof PartyOfEngagementView>

export const EngagementView = EngagementFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  fromOn: z.string(),
  untilOn: z.string().nullable(),
  status: z.enum(ENGAGEMENT_STATUSES),
  ownerUnitName: z.string(),
  responsibleName: z.string(),
  parties: z.array(PartyOfEngagementView),
})
export type EngagementView = z.infer<typeof EngagementView>

export const ROSTER_FIELDS = ['job', 'fromOn', 'untilOn', 'pledgedOn', 'trainedOn'] as const
/**
 * address_of_other_party: the address is that of a person of another company. name_differs: it is known under another
 * name. name_twice: without an address, the name fits two people. unknown_person: no such person of our own.
 */
export const ROSTER_CONFLICTS = ['address_of_other_party', 'name_differs', 'name_twice', 'unknown_person'] as const

export const RosterLine = z.object({
  id: z.uuid(),
  version: z.number().int(),
  personId: z.uuid(),
  name: z.string(),
  nameKana: z.string().nullable(),
  partyId: z.uuid().nullable(),
  partyName: z.string().nullable(),
  job: z.string(),
  fromOn: z.string(),
  untilOn: z.string().nullable(),
  pledgedOn: z.string().nullable(),
  hasPledgeProof: z.boolean(),
  trainedOn: z.string().nullable(),
  hasTrainingProof: z.boolean(),
  state: z.enum(WORKER_STATES),
})
export type RosterLine = z.infer<typeof RosterLine>

export const RosterSubmission = z.object({
  submissionId: z.uuid(),
  month: z.string(),
  addedCount: z.number().int(),
  changedCount: z.number().int(),
  endedCount: z.number().int(),
  workerCount: z.number().int(),
  nextDueOn: z.string().nullable(),
})

/** One worker whom a list would add or change. */
export const RosterDiffLine = z.object({
  name: z.string(),
  change: z.enum(['added', 'changed']),
  /** What stood there and what comes; empty before for a new worker. */
  fields: z.array(z.object({ field: z.enum(ROSTER_FIELDS), before: z.string(), after: z.string() })),
})
export type RosterDiffLine = z.infer<typeof RosterDiffLine>

export const RosterPreview = z.object({
  /** To be sent back with the same file: what is applied is what was looked at. */
  lookedHash: z.string(),
  sheet: ImportPreview,
  changes: z.array(RosterDiffLine),
  /** On the roster and not in the list: they would be taken off. */
  ended: z.array(z.object({ personId: z.uuid(), name: z.string() })),
  /** Rows that do not fit the people we know; nothing is applied while there is one. */
  conflicts: z.array(z.object({ name: z.string(), code: z.enum(ROSTER_CONFLICTS) })),
})
export type RosterPreview = z.infer<typeof RosterPreview>
