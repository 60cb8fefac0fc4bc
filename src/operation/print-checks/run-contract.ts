import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from '../../kernel/sheets/contract.ts'
import { Dpi, Job, Run } from './inputs.ts'
import { PRINT_RUN_KINDS } from './print-states.ts'
import { MismatchView, SheetView, VerificationView } from './run-views.ts'
import { PrintJobView } from './views.ts'

export const startVerification = endpoint({
  method: 'POST',
  path: '/api/print-checks/runs/start',
  right: 'print-checks:work',
  input: Job.extend({ kind: z.enum(PRINT_RUN_KINDS) }),
  output: PrintJobView,
  refuses: ['not_found', 'not_allowed', 'files_missing', 'gate_ended', 'content_erased'],
  summary: 'Verifies what lies there now, by machine, as a job; a scan is read by its codes.',
})

export const readVerification = endpoint({
  method: 'GET',
  path: '/api/print-checks/run',
  right: 'print-checks:read',
  input: Run,
  output: VerificationView,
  refuses: ['not_found', 'not_allowed', 'content_erased'],
  summary: 'What a verification found: counts, diagnosis in sentences, the strip of sheets. The look is an event.',
})

export const listMismatches = endpoint({
  method: 'GET',
  path: '/api/print-checks/mismatches',
  right: 'print-checks:work',
  input: PageRequest.extend({
    ...Run.shape,
    cursor: z.string().max(20).optional(),
    kind: z.string().max(40).optional(),
  }),
  output: pageOf(MismatchView),
  refuses: ['not_found', 'not_allowed', 'content_erased'],
  summary: 'The findings of a verification with what is printed and what the data say. The look is an event.',
})

export const exportMismatches = exportOf(listMismatches)

export const readSheet = endpoint({
  method: 'GET',
  path: '/api/print-checks/sheet',
  right: 'print-checks:work',
  input: Run.extend({ sheet: z.coerce.number().int().min(1) }),
  output: SheetView,
  refuses: ['not_found', 'not_allowed', 'sample_not_blind', 'content_erased', 'file_damaged'],
  summary: 'One sheet: its pages, what was found on it, and its record as the data have it. The look is an event.',
})

export const printPageImage = endpoint({
  method: 'GET',
  path: '/api/print-checks/page-image',
  right: 'print-checks:work',
  input: Run.extend({ page: z.coerce.number().int().min(1), dpi: Dpi }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'sample_not_blind', 'content_erased', 'file_damaged'],
  summary: 'A page of the verified PDFs (taken together, from 1) as PNG. The look is an event.',
})
