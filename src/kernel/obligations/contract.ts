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
