import { z } from 'zod'
import { endpoint } from '../../../base/endpoint.ts'
import { Job } from '../inputs.ts'
import { PRINT_FREEZE_CAUSES } from '../print-states.ts'
import { PrintJobView } from '../views.ts'

export { PRINT_FREEZE_CAUSES } from '../print-states.ts'

const Reason = z.string().trim().min(1).max(500)

export const freezePrint = endpoint({
  method: 'POST',
  path: '/api/print-checks/freeze',
  right: 'print-checks:oversee',
  input: Job.extend({ cause: z.enum(PRINT_FREEZE_CAUSES), reason: Reason }),
  output: PrintJobView,
  refuses: ['not_found', 'not_allowed', 'print_frozen', 'content_erased'],
  summary: 'Freezes a print job for a lawsuit or an investigation: its data, files and results are not erased.',
})

export const liftPrintFreeze = endpoint({
  method: 'POST',
  path: '/api/print-checks/lift-freeze',
  right: 'print-checks:oversee',
  input: Job.extend({ reason: Reason }),
  output: PrintJobView,
  refuses: ['not_found', 'not_allowed', 'print_not_frozen'],
  summary: 'Ends the freeze of a print job.',
})

const Retention = z.object({
  /** Days after the delivery until data, PDFs, results and what was read from the paper are erased. */
  contentDays: z.int().min(1).max(3650),
  version: z.int().min(0),
})

export const readPrintRetention = endpoint({
  method: 'GET',
  path: '/api/print-checks/settings/retention',
  right: 'print-checks:oversee',
  input: z.object({}),
  output: Retention,
  refuses: [],
  summary: 'How long the files of a print job are kept after its delivery.',
})

export const changePrintRetention = endpoint({
  method: 'POST',
  path: '/api/print-checks/settings/change-retention',
  right: 'print-checks:oversee',
  input: Retention,
  output: Retention,
  refuses: ['stale_version'],
  summary: 'Changes how long the files of a print job are kept after its delivery.',
})
