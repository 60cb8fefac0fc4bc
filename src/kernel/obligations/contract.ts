import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from '../sheets/contract.ts'
import { OBLIGATION_STATES } from './rules/obligation-state.ts'

const Text = z.object({ ja: z.string(), en: z.string() })

/** One row of a list of obligations (期限). */
export const ObligationLine = z.object({
  id: z.uuid(),
  kind: z.string(),
  /** What is to be done. */
  word: Text,
  /** About what: an engagement, a mail. Absent where its kind does not say. */
  about: Text.optional(),
  /** Who is to act: a person, or the holders of a role at a unit. */
  responsible: Text,
  dueOn: z.iso.date(),
  /** The day before it was put off. */
  firstDueOn: z.iso.date(),
  state: z.enum(OBLIGATION_STATES),
  /** The holidays around the day are not settled yet. */
  isProvisional: z.boolean(),
  dischargedAt: z.iso.datetime().optional(),
  link: z.string().optional(),
})
export type ObligationLine = z.infer<typeof ObligationLine>

/** open: not discharged, the overdue too. */
export const OBLIGATION_VIEWS = ['open', 'overdue', 'discharged'] as const
export type ObligationFilter = (typeof OBLIGATION_VIEWS)[number]

const Filter = PageRequest.extend({ show: z.enum(OBLIGATION_VIEWS).default('open') })

export const listMyObligations = endpoint({
  method: 'GET',
  path: '/api/obligations',
  right: 'signed-in',
  input: Filter,
  output: pageOf(ObligationLine),
  refuses: ['bad_input'],
  summary: 'What the person signed in has to see to, and by when; the most urgent first.',
})

export const exportMyObligations = exportOf(listMyObligations)

export const listAllObligations = endpoint({
  method: 'GET',
  path: '/api/obligations/all',
  right: 'obligations:oversee',
  input: Filter,
  output: pageOf(ObligationLine),
  refuses: ['bad_input'],
  summary: 'What anybody of the organisation has to see to, and by when; the most urgent first.',
})

export const exportAllObligations = exportOf(listAllObligations)

/** 延長・引き継ぎ: what became of the day and of who is to act. */
export const OBLIGATION_CHANGES = ['extended', 'handed_over'] as const

export const ObligationChange = z.object({
  id: z.uuid(),
  change: z.enum(OBLIGATION_CHANGES),
  at: z.iso.datetime(),
  /** Who approved it, or handed it over. */
  byName: z.string(),
  /** Extended: who asked for it. */
  requestedByName: z.string().optional(),
  before: Text,
  after: Text,
  /** Absent once it was erased. */
  reason: z.string().optional(),
})
export type ObligationChange = z.infer<typeof ObligationChange>

export const readObligation = endpoint({
  method: 'GET',
  path: '/api/obligations/one',
  right: 'signed-in',
  input: z.object({ obligationId: z.uuid() }),
  output: ObligationLine.extend({
    personId: z.uuid().nullable(),
    /** Whose role it is where nobody is named. */
    role: Text,
    changes: z.array(ObligationChange),
    /** Whether the day may be put off at all: what the law sets may not. */
    isExtendable: z.boolean(),
    mayExtend: z.boolean(),
    mayHandOver: z.boolean(),
  }),
  refuses: ['not_found'],
  summary: 'One obligation with what became of its day and of who is to act: for them, and for who oversees all.',
})

const Reason = z.string().trim().min(1).max(500)

export const extendObligationEndpoint = endpoint({
  method: 'POST',
  path: '/api/obligations/extend',
  right: 'obligations:change',
  input: z.object({
    obligationId: z.uuid(),
    dueOn: z.iso.date(),
    /** Who asked for it; whoever approves is the one signed in. */
    requestedById: z.uuid(),
    reason: Reason,
  }),
  output: z.object({}),
  refuses: [
    'not_found',
    'obligation_discharged',
    'obligation_fixed',
    'not_allowed',
    'extension_of_own',
    'obligation_not_later',
  ],
  summary: 'Approves a later day for an internal obligation.',
})

export const handOverObligationEndpoint = endpoint({
  method: 'POST',
  path: '/api/obligations/hand-over',
  right: 'obligations:change',
  input: z.object({
    obligationId: z.uuid(),
    /** Left out: whoever holds the role. */
    personId: z.uuid().optional(),
    reason: Reason,
  }),
  output: z.object({}),
  refuses: ['not_found', 'other_party', 'obligation_discharged', 'handover_to_same'],
  summary: 'Makes somebody else responsible; the day stays.',
})
