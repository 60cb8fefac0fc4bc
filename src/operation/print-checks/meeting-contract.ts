import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { Hash, Job } from './inputs.ts'
import { PrintJobView } from './views.ts'

const Names = z.string().trim().min(1).max(300)

/** チェック会議: what was shown is the revision that the recorder has in view, with its test and its differences. */
export const recordMeeting = endpoint({
  method: 'POST',
  path: '/api/print-checks/meeting',
  right: 'print-checks:manage',
  input: Job.extend({
    /** Of the settings, as they were shown. */
    revisionHash: Hash,
    heldOn: z.iso.date(),
    ourPeople: Names,
    printersPeople: Names,
    /** Where somebody of the client was there. */
    clientsPeople: Names.optional(),
    points: z
      .array(z.object({ point: z.string().trim().min(1).max(300), answer: z.string().trim().min(1).max(2000) }))
      .min(1)
      .max(30),
    decided: z.string().trim().min(1).max(2000),
  }),
  output: PrintJobView,
  refuses: [
    'not_found',
    'not_allowed',
    'stale_revision',
    'check_not_ready',
    'already_decided',
    'day_in_future',
    'content_erased',
  ],
  summary:
    'Records the check meeting about the settings (チェック会議) as they are now; approving them is an act of its own.',
})
