import { z } from 'zod'
import { endpoint } from '../../../base/endpoint.ts'
import { LANGUAGES } from '../../../base/words.ts'
import { Job } from '../inputs.ts'
import { ProofQuestion } from '../views.ts'

export const readFilePages = endpoint({
  method: 'GET',
  path: '/api/print-checks/file/pages',
  right: 'print-checks:read',
  input: Job.extend({ fileId: z.uuid() }),
  output: z.object({ pageCount: z.int() }),
  refuses: ['not_found', 'not_allowed', 'content_erased', 'file_damaged'],
  summary: 'How many pages a PDF of the job has; each is read by `file/image`.',
})

export const readClientQuestion = endpoint({
  method: 'GET',
  path: '/api/print-checks/client-question',
  right: 'print-checks:read',
  input: Job,
  output: ProofQuestion,
  refuses: ['not_found', 'not_allowed', 'files_missing', 'content_erased', 'file_damaged'],
  summary: 'What a signed-in person of the client is asked: whether the proof is right.',
})

export const downloadPrintReport = endpoint({
  method: 'GET',
  path: '/api/print-checks/report',
  right: 'print-checks:read',
  input: Job.extend({ language: z.enum(LANGUAGES).default('ja') }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'content_erased'],
  summary: 'The report of all checks of a job as PDF: hashes, counts, diagnosis, the sample, who decided when.',
})
