import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from '../../kernel/sheets/contract.ts'
import { RosterGuestLine, RosterQuestion } from './guest-views.ts'

export const listRosterGuests = endpoint({
  method: 'GET',
  path: '/api/vendors/roster-guests',
  right: 'vendors:edit',
  input: PageRequest.extend({ engagementId: z.uuid() }),
  output: pageOf(RosterGuestLine),
  refuses: ['not_found', 'bad_input'],
  summary: 'Who was asked by a guest link to confirm a roster, and what they answered; the newest first.',
})

export const exportRosterGuests = exportOf(listRosterGuests)

export const inviteRosterGuest = endpoint({
  method: 'POST',
  path: '/api/vendors/roster-guests/invite',
  right: 'vendors:edit',
  input: z.object({
    engagementId: z.uuid(),
    partyId: z.uuid(),
    name: z.string().trim().min(1).max(100),
    address: z.email().max(254),
    days: z.int().min(1).max(30).default(14),
  }),
  output: z.object({ linkId: z.uuid(), link: z.string() }),
  refuses: ['not_found', 'engagement_not_running', 'roster_empty', 'other_party', 'guest_address_is_own', 'bad_input'],
  summary: 'Makes a guest link by which a vendor’s person confirms the roster of their workers; shown once.',
})

export const revokeRosterGuest = endpoint({
  method: 'POST',
  path: '/api/vendors/roster-guests/revoke',
  right: 'vendors:edit',
  input: z.object({ linkId: z.uuid() }),
  output: z.object({}),
  refuses: ['not_found'],
  summary: 'Ends a guest link at once, on every device.',
})

export const readRosterQuestion = endpoint({
  method: 'GET',
  path: '/api/vendors/guest/roster',
  right: 'guest',
  input: z.object({}),
  output: RosterQuestion,
  refuses: ['not_found', 'engagement_not_running', 'roster_empty'],
  summary: 'What the guest of this link is asked: whether the roster of their workers is right.',
})

export const answerRosterQuestion = endpoint({
  method: 'POST',
  path: '/api/vendors/guest/roster/answer',
  right: 'guest',
  input: z.object({
    seenHash: z.string().regex(/^[0-9a-f]{64}$/),
    isRight: z.boolean(),
    /** What is wrong; asked for where something is. */
    comment: z.string().trim().max(1000).optional(),
    secondsInView: z.int().min(0).max(86_400).default(0),
  }),
  output: RosterQuestion,
  refuses: [
    'not_found',
    'engagement_not_running',
    'roster_empty',
    'stale_revision',
    'already_decided',
    'gate_ended',
    'comment_missing',
  ],
  summary: 'The guest states that the roster is right, which hands it in for the month, or says what is wrong.',
})
