import { z } from 'zod'
import { defineEvents } from '../ledger/index.ts'

export const sheetEvents = defineEvents('sheet_import', {
  applied: {
    definition: z.string(),
    rowCount: z.number().int(),
    newCount: z.number().int(),
    changedCount: z.number().int(),
    missingCount: z.number().int(),
  },
})
