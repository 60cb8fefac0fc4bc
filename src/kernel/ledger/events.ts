import { z } from 'zod'
import { defineEvents } from './record-event.ts'

/** What happens to the instance and not to one organisation. Subject: the instance, or the organisation it is about. */
export const instanceEvents = defineEvents('instance', {
  started: { version: z.string() },
  stopped: {},
  migrated: { migration: z.string() },
  organisation_created: {},
  organisation_removed: {},
  restored: { backupId: z.string(), reappliedCount: z.number().int(), frozenCount: z.number().int() },
})
