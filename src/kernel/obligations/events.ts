import { z } from 'zod'
import { defineEvents } from '../ledger/index.ts'

const Day = z.iso.date()

export const obligationEvents = defineEvents('obligation', {
  opened: {
    kind: z.string(),
    occurrence: z.string(),
    dueOn: Day,
    basis: z.string(),
    ofKind: z.string(),
    ofId: z.uuid(),
  },
  extended: { fromDueOn: Day, dueOn: Day, requestedById: z.uuid() },
  handed_over: { toPersonId: z.uuid().nullable(), toUnitId: z.uuid().nullable() },
  discharged: { evidenceKind: z.string(), evidenceId: z.uuid(), lateDays: z.number().int() },
  reminded: { rung: z.string(), dueOn: Day, toldCount: z.number().int() },
})

/** About the calendar of the organisation itself. */
export const holidayEvents = defineEvents('organisation_holiday', {
  added: { day: Day },
  removed: { day: Day },
  list_replaced: { fromYear: z.number().int(), untilYear: z.number().int(), dayCount: z.number().int() },
})
