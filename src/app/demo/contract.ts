import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { GatePanel } from '../../base/gate-panel.ts'

/** Case A as it happened, and the same job done right. */
export const CASE_A_VARIANTS = ['accident', 'right'] as const
export type CaseAVariant = (typeof CASE_A_VARIANTS)[number]

const Variant = z.enum(CASE_A_VARIANTS)

export const replayCaseA = endpoint({
  method: 'POST',
  path: '/api/demo/case-a/replay',
  right: 'signed-in',
  input: z.object({ variant: Variant }),
  output: z.object({}),
  refuses: ['only_in_demo'],
  summary: 'Sends the mail of case A into the gate over real SMTP; in the demonstration only.',
})

export const showCaseA = endpoint({
  method: 'GET',
  path: '/api/demo/case-a',
  right: 'signed-in',
  input: z.object({}),
  output: z.object({
    /** For each variant the newest mail that came in; it takes a moment after the replay. */
    mails: z.array(
      z.object({
        variant: Variant,
        mailId: z.uuid(),
        receivedAt: z.iso.datetime(),
        subject: z.string(),
        custody: z.string(),
        recipientCount: z.number(),
        panel: GatePanel.optional(),
      }),
    ),
    /** Who signs the right mail, and how they sign in; all have the password that the first start printed. */
    signers: z.array(z.object({ check: z.string(), name: z.string(), address: z.string() })),
    /** How to send a mail of one's own into the gate of this machine. */
    ownMail: z.object({ command: z.string() }),
  }),
  refuses: ['only_in_demo'],
  summary: 'What became of the mails of case A; in the demonstration only.',
})

export const showCaseB = endpoint({
  method: 'GET',
  path: '/api/demo/case-b',
  right: 'signed-in',
  input: z.object({}),
  output: z.object({
    /** Missing for a moment after the first start: the worker prepares it then. */
    job: z
      .object({
        jobId: z.uuid(),
        title: z.string(),
        /** What the newest verification of the production PDF said; missing until it has ended. */
        verified: z.object({ isRight: z.boolean(), sheets: z.number().int(), right: z.number().int() }).optional(),
      })
      .optional(),
    /** Who goes on with it, and how they sign in. */
    people: z.array(
      z.object({ part: z.enum(['a-worker', 'own2-worker', 'own2-supervisor']), name: z.string(), address: z.string() }),
    ),
  }),
  refuses: ['only_in_demo'],
  summary: 'What became of the print job of case B; in the demonstration only.',
})
