import { z } from 'zod'
import { defineEvents } from '../../kernel/ledger/index.ts'
import { SCAN_SOURCES } from './scan-states.ts'

const Count = z.number().int()

/** Paths are personal more often than not: they stand in no event. */
export const piiScanEvents = defineEvents('pii_scan', {
  begun: { source: z.enum(SCAN_SOURCES) },
  /** Once a person and day. */
  looked: { fileCount: Count },
  cancelled: { fileCount: Count, readCount: Count },
  removed: { fileCount: Count },
})
