import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { Dpi, Hash, SecondsInView } from './inputs.ts'
import { ProofQuestion } from './views.ts'

export const readProofQuestion = endpoint({
  method: 'GET',
  path: '/api/print-checks/guest/proof',
  right: 'guest',
  input: z.object({}),
  output: ProofQuestion,
  refuses: ['not_found', 'not_allowed', 'files_missing', 'content_erased', 'file_damaged'],
  summary: 'What the client’s person of this link is asked: whether the proof is right.',
})

export const guestProofImage = endpoint({
  method: 'GET',
  path: '/api/print-checks/guest/proof/image',
  right: 'guest',
  input: z.object({ fileId: z.uuid(), page: z.coerce.number().int().min(1), dpi: Dpi }),
  output: z.unknown(),
  refuses: ['not_found', 'not_allowed', 'content_erased', 'file_damaged'],
  summary: 'One page of the proof as PNG. The look is an event.',
})

export const answerProofQuestion = endpoint({
  method: 'POST',
  path: '/api/print-checks/guest/proof/answer',
  right: 'guest',
  input: z.object({
    revisionHash: Hash,
    isRight: z.boolean(),
    /** What is wrong; asked for where something is. */
    comment: z.string().trim().max(1000).optional(),
    secondsInView: SecondsInView,
  }),
  output: ProofQuestion,
  refuses: [
    'not_found',
    'not_allowed',
    'files_missing',
    'stale_revision',
    'already_decided',
    'gate_ended',
    'comment_missing',
    'content_erased',
    'file_damaged',
  ],
  summary: 'The client’s person signs the proof off (校了), or says what is wrong.',
})
