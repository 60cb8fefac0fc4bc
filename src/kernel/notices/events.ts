import { z } from 'zod'
import { defineEvents } from '../ledger/index.ts'

/** That somebody was told, and when: what a reminder proves later. */
export const noticeEvents = defineEvents('notice_mail', {
  sent: { kind: z.string(), personId: z.uuid(), noticeCount: z.number().int(), attemptCount: z.number().int() },
  undeliverable: { kind: z.string(), personId: z.uuid(), reason: z.enum(['no_address', 'refused']) },
})
