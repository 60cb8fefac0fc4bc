import { z } from 'zod'
import { endpoint } from '../../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../../base/paging.ts'
import { exportOf } from '../../../kernel/sheets/contract.ts'
import { FREEZE_CAUSES } from '../mail-states.ts'
import { MailLine, MailView } from '../views.ts'

export { FREEZE_CAUSES } from '../mail-states.ts'

const MailId = z.object({ mailId: z.uuid() })

export const listFrozenMails = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/frozen',
  right: 'outbound-mail:oversee',
  input: PageRequest,
  output: pageOf(MailLine),
  refuses: ['bad_input'],
  summary: 'All frozen mail of the organisation, the oldest first.',
})

export const exportFrozenMails = exportOf(listFrozenMails)

const Reason = z.string().trim().min(1).max(500)

export const freezeMail = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/freeze',
  right: 'outbound-mail:oversee',
  input: MailId.extend({ cause: z.enum(FREEZE_CAUSES).exclude(['restore']), reason: Reason }),
  output: MailView,
  refuses: ['not_found', 'not_allowed', 'mail_frozen', 'content_erased', 'stale_version'],
  summary: 'Freezes a mail for a lawsuit or an investigation: it is not erased, and a held one does not leave.',
})

export const liftFreeze = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/lift-freeze',
  right: 'outbound-mail:oversee',
  input: MailId.extend({ reason: Reason }),
  output: MailView,
  refuses: ['not_found', 'not_allowed', 'mail_not_frozen', 'stale_version'],
  summary: 'Ends the freeze of a mail.',
})

const Retention = z.object({
  /** Days after a mail has left custody until its content is erased. */
  contentDays: z.int().min(1).max(3650),
  /** Years until its record is erased too. */
  recordYears: z.int().min(1).max(30),
  version: z.int().min(0),
})

export const readRetention = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/settings/retention',
  right: 'outbound-mail:configure',
  input: z.object({}),
  output: Retention,
  refuses: [],
  summary: 'How long mail is kept after it has left custody.',
})

export const changeRetention = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/settings/change-retention',
  right: 'outbound-mail:configure',
  input: Retention,
  output: Retention,
  refuses: ['stale_version'],
  summary: 'Changes how long mail is kept after it has left custody.',
})
