import { z } from 'zod'
import { defineEvents } from '../ledger/index.ts'
import { EXPORT_FORMATS } from './contract.ts'

export const sheetEvents = defineEvents('sheet_import', {
  applied: {
    definition: z.string(),
    rowCount: z.number().int(),
    newCount: z.number().int(),
    changedCount: z.number().int(),
    missingCount: z.number().int(),
  },
})

/** Who took a list out is an event too; what it said is not. */
export const sheetExportEvents = defineEvents('sheet_export', {
  made: { list: z.string(), rowCount: z.number().int(), format: z.enum(EXPORT_FORMATS) },
})
