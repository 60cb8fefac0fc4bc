import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { Dpi, Job } from './inputs.ts'
import { PRINT_SLOTS } from './print-states.ts'
import { PrintJobView } from './views.ts'

/** Multipart: the field `input` with this JSON, then the file. Streamed: nothing is held in memory. */
export const uploadPrintFile = endpoint({
  method: 'POST',
  path: '/api/print-checks/files/upload',
  right: 'print-checks:work',
  input: Job.extend({
    slot: z.enum(PRINT_SLOTS),
    /** A further file beside those that lie there (children, the next PDF); otherwise it takes their place. */
    isFurther: z.boolean().default(false),
  }),
  output: PrintJobView,
  refuses: [
    'not_found',
    'not_allowed',
    'file_too_large',
    'storage_full',
    'bad_input',
    'gate_ended',
    'content_erased',
    'files_too_many',
    'engagement_not_running',
    'check_not_ready',
    'specification_wrong',
    'page_without_field',
  ],
  summary: 'Hands in a specification, data or PDF as a new revision; gates that it touches are asked again.',
})

export const downloadPrintFile = endpoint({
  method: 'GET',
  path: '/api/print-checks/file',
  right: 'print-checks:work',
  input: Job.extend({ fileId: z.uuid() }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'sample_not_blind', 'content_erased'],
  summary: 'One file of a job as it was handed in. The look is an event.',
})

export const printFileImage = endpoint({
  method: 'GET',
  path: '/api/print-checks/file/image',
  right: 'print-checks:read',
  input: Job.extend({ fileId: z.uuid(), page: z.coerce.number().int().min(1), dpi: Dpi }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'sample_not_blind', 'content_erased', 'file_damaged'],
  summary: 'One page of a PDF of the job as PNG. The look is an event.',
})

/** The test data that the specification asks for: longest names, 外字, households of one to nine children. */
export const downloadTestData = endpoint({
  method: 'GET',
  path: '/api/print-checks/test-data',
  right: 'print-checks:work',
  input: Job.extend({ part: z.enum(['records', 'children', 'cases']).default('records') }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'content_erased', 'specification_wrong', 'page_without_field'],
  summary: 'Hard test data made from the specification that was handed in, as CSV; the same each time.',
})
