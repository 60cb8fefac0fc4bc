import { z } from 'zod'
import { defineEvents } from '../../kernel/ledger/index.ts'
import { DATA_CLASSES, DOMAIN_COVERS, RELATIONS } from './views.ts'

const Id = z.uuid()
const Day = z.iso.date()

export const partyEvents = defineEvents('party', {
  added: {},
  /** Which fields, never their contents. */
  changed: { fields: z.array(z.enum(['name', 'corporateNumber'])) },
  closed: {},
  domain_added: { domainId: Id, covers: z.enum(DOMAIN_COVERS), sharedWithCount: z.number().int() },
  domain_ended: { domainId: Id },
})

export const engagementEvents = defineEvents('engagement', {
  added: { ownerUnitId: Id, responsiblePersonId: Id, dataClasses: z.array(z.enum(DATA_CLASSES)) },
  changed: { fields: z.array(z.string()) },
  started: { fromOn: Day, untilOn: Day.nullable() },
  closed: {},
  party_attached: {
    partyId: Id,
    relation: z.enum(RELATIONS),
    tier: z.number().int().nullable(),
    entrusterPartyId: Id.nullable(),
  },
  party_ended: { partyId: Id, relation: z.enum(RELATIONS), endedWorkerCount: z.number().int() },
})

const OfWorker = { engagementId: Id, personId: Id, fromOn: Day, untilOn: Day.nullable() }
export const rosterEvents = defineEvents('roster', {
  worker_added: OfWorker,
  /** By hand, a new entry takes the place of one that ends the day before; by a list, the entry itself changes. */
  worker_changed: {
    ...OfWorker,
    fields: z.array(z.string()),
    replacesId: Id.optional(),
    replacedUntilOn: Day.optional(),
  },
  worker_ended: OfWorker,
  submitted: {
    engagementId: Id,
    partyId: Id.nullable(),
    month: z.string(),
    isNoChange: z.boolean(),
    workerCount: z.number().int(),
    addedCount: z.number().int(),
    changedCount: z.number().int(),
    endedCount: z.number().int(),
    nextDueOn: Day.nullable(),
  },
})
