import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from '../../kernel/sheets/contract.ts'
import { GLASS_HOURS_MAX, REVIEW_CONCLUSIONS } from './glass/glass-states.ts'
import { QUEUE_TROUBLES, UNOPENED_ATTACHMENTS } from './mail-states.ts'
import { MailLine, MailView, OutsideMessageLine, TimelineLine } from './views.ts'

export {
  EngagementChoice,
  MailAttachment,
  MailLine,
  MailRecipient,
  MailView,
  OutsideMessageLine,
  TimelineLine,
} from './views.ts'
export { GlassView, MailGlass } from './glass/glass-views.ts'
export { GLASS_ACTS, GLASS_MARKS, REVIEW_CONCLUSIONS } from './glass/glass-states.ts'
export {
  AUTHOR_PROBLEMS,
  CUSTODIES,
  DELIVERIES,
  MAIL_CLASSES,
  MAIL_ENTRIES,
  MAIL_TROUBLES,
  UNOPENED_ATTACHMENTS,
} from './mail-states.ts'

const MailId = z.object({ mailId: z.uuid() })
const InView = MailId.extend({ revisionHash: z.string().regex(/^[0-9a-f]{64}$/) })
const Seen = {
  /** Each finding that was ticked. */
  findingIds: z.array(z.string().max(100)).max(2000),
  secondsInView: z.int().min(0).max(86_400),
}
const ofRevision = [
  'not_found',
  'not_allowed',
  'mail_not_held',
  'stale_revision',
  'stale_version',
  'gate_ended',
] as const
const ofDecision = [...ofRevision, 'same_person', 'check_not_ready', 'already_decided', 'findings_not_ticked'] as const

export const listMails = endpoint({
  method: 'GET',
  path: '/api/outbound-mail',
  right: 'outbound-mail:read',
  input: PageRequest.extend({
    /**
     * `mine`: what I sent, the newest first; `waiting`: what waits for me, the longest first; `escalated`: what waits for
     * somebody else, and I was told because it has waited too long.
     */
    view: z.enum(['mine', 'waiting', 'escalated']).default('waiting'),
  }),
  output: pageOf(MailLine),
  refuses: ['bad_input'],
  summary: 'My mail, the mail that waits for me, or what I was told of because it waits too long.',
})

export const exportMails = exportOf(listMails)

export const listHeldMails = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/held',
  right: 'outbound-mail:oversee',
  input: PageRequest.extend({
    onlyWithoutAuthor: z.stringbool().default(false),
    /** Those that stand still: no known author, no approver, or not read. */
    onlyStuck: z.stringbool().default(false),
  }),
  output: pageOf(MailLine),
  refuses: ['bad_input'],
  summary: 'All held mail of the organisation, the oldest first.',
})

export const exportHeldMails = exportOf(listHeldMails)

export const readMail = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/mail',
  right: 'outbound-mail:read',
  input: MailId,
  output: MailView,
  refuses: ['not_found'],
  summary: 'One mail: recipients, attachments, text, and its gate. That somebody looked is an event.',
})

export const downloadAttachment = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/attachment',
  right: 'outbound-mail:read',
  input: MailId.extend({ number: z.coerce.number().int().min(1) }),
  output: z.unknown(),
  refuses: ['not_found', 'content_erased'],
  summary: 'One attachment, as it lies in the mail. That somebody took it is an event.',
})

export const mailTimeline = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/timeline',
  right: 'outbound-mail:read',
  input: PageRequest.extend({ mailId: z.uuid() }),
  output: pageOf(TimelineLine),
  refuses: ['not_found', 'bad_input'],
  summary: 'What happened to one mail, the newest first.',
})

export const exportMailTimeline = exportOf(mailTimeline)

export const nameEngagement = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/name-engagement',
  right: 'outbound-mail:submit',
  input: InView.extend({ engagementId: z.uuid().optional(), purpose: z.string().trim().min(1).max(500) }),
  output: MailView,
  refuses: [...ofRevision],
  summary: 'The author names engagement and purpose, or (without an engagement) general business. A new revision.',
})

export const selfCheckMail = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/self-check',
  right: 'outbound-mail:submit',
  input: InView.extend({ ...Seen, reason: z.string().trim().max(500).optional() }),
  output: MailView,
  refuses: [...ofDecision, 'purpose_missing', 'reason_missing'],
  summary: 'The author states that recipients, attachments, engagement and purpose are right.',
})

export const approveMail = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/approve',
  right: 'outbound-mail:approve',
  input: InView.extend({
    ...Seen,
    check: z.string().max(60).default('approval'),
    comment: z.string().max(500).optional(),
    actingFor: z.uuid().optional(),
  }),
  output: MailView,
  refuses: [...ofDecision],
  summary: 'Approves a mail; it leaves by its permit when the cool-down has ended.',
})

export const sendBackMail = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/send-back',
  right: 'outbound-mail:approve',
  input: InView.extend({
    check: z.string().max(60).default('approval'),
    comment: z.string().trim().min(1).max(500),
    actingFor: z.uuid().optional(),
  }),
  output: MailView,
  refuses: [...ofDecision],
  summary: 'Gives a mail back to its author with a comment; it never leaves.',
})

export const withdrawMail = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/withdraw',
  right: 'outbound-mail:submit',
  input: MailId,
  output: MailView,
  refuses: ['not_found', 'not_allowed', 'mail_not_held', 'stale_version', 'gate_ended'],
  summary: 'The author takes a held mail back.',
})

export const dropRecipient = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/drop-recipient',
  right: 'outbound-mail:submit',
  input: InView.extend({ recipientId: z.uuid() }),
  output: MailView,
  refuses: [...ofRevision, 'last_recipient'],
  summary: 'The author takes one outside recipient off. A new revision.',
})

export const askBreakGlass = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/break-glass/ask',
  right: 'outbound-mail:break-glass',
  input: InView.extend({ reason: z.string().trim().min(1).max(1000), hours: z.int().min(1).max(GLASS_HOURS_MAX) }),
  output: MailView,
  refuses: [...ofRevision, 'same_person'],
  summary: 'The first of two persons of the privacy office asks to release a mail past its checks. Nothing leaves yet.',
})

export const confirmBreakGlass = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/break-glass/confirm',
  right: 'outbound-mail:break-glass',
  input: InView.extend({ breakGlassId: z.uuid() }),
  output: MailView,
  refuses: [...ofRevision, 'same_person', 'already_decided', 'permit_expired'],
  summary: 'The second person confirms: the mail leaves, marked, and its review becomes due.',
})

export const reviewBreakGlass = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/break-glass/review',
  right: 'outbound-mail:review-glass',
  input: MailId.extend({
    breakGlassId: z.uuid(),
    conclusion: z.enum(REVIEW_CONCLUSIONS),
    findings: z.string().trim().min(1).max(2000),
  }),
  output: MailView,
  refuses: ['not_found', 'not_allowed', 'same_person', 'check_not_ready', 'already_decided'],
  summary: 'A third person says whether the release was right; this ends the obligation to review.',
})

export const nameAuthor = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/name-author',
  right: 'outbound-mail:oversee',
  input: MailId.extend({ personId: z.uuid() }),
  output: MailView,
  refuses: ['not_found', 'not_allowed', 'mail_not_held', 'mail_not_read', 'not_an_author', 'stale_version'],
  summary: 'The privacy office names the author of a mail that nobody known stands behind.',
})

export const readMailQueue = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/queue',
  right: 'outbound-mail:configure',
  input: z.object({}),
  output: z.object({
    isRelaySet: z.boolean(),
    waitingCount: z.int(),
    oldestWaitingSince: z.iso.datetime().optional(),
    trouble: z.enum(QUEUE_TROUBLES).optional(),
  }),
  refuses: [],
  summary: 'What waits for the relay: counts only.',
})

const Policy = z.object({
  coolDownSeconds: z.int().min(0).max(86_400),
  expiresAfterBusinessDays: z.int().min(1).max(30),
  unopenedAttachments: z.enum(UNOPENED_ATTACHMENTS),
  approvalCount: z.int().min(1).max(5),
  /** Business time: at least 15 minutes, at most one day of 9 hours; the escalation at most two days, and after it. */
  reminderAfterMinutes: z.int().min(15).max(540),
  escalationAfterMinutes: z.int().min(30).max(1080),
  version: z.int().min(0),
})

const MailSettings = z.object({
  domains: z.array(z.string()),
  systemSenders: z.array(
    z.object({
      id: z.uuid(),
      address: z.string(),
      ownerName: z.string(),
      mailKind: z.string(),
      dailyRecipientLimit: z.int(),
    }),
  ),
  policy: Policy,
})

export const readMailSettings = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/settings',
  right: 'outbound-mail:configure',
  input: z.object({}),
  output: MailSettings,
  refuses: [],
  summary: 'Internal domains, system senders and policy.',
})

export const changeMailPolicy = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/settings/policy',
  right: 'outbound-mail:configure',
  input: Policy,
  output: MailSettings,
  refuses: ['stale_version', 'bad_input'],
  summary: 'Changes what the organisation asks of outside mail.',
})

const Domain = z.object({ domain: z.string().trim().min(3).max(253) })

export const addInternalDomain = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/settings/add-domain',
  right: 'outbound-mail:configure',
  input: Domain,
  output: MailSettings,
  refuses: ['domain_unreadable', 'domain_not_registrable', 'domain_of_other_organisation', 'domain_of_party'],
  summary: 'Registers a mail domain as our own.',
})

export const removeInternalDomain = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/settings/remove-domain',
  right: 'outbound-mail:configure',
  input: Domain,
  output: MailSettings,
  refuses: ['not_found'],
  summary: 'Takes a mail domain off the list of our own.',
})

export const registerSystemSender = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/settings/register-system-sender',
  right: 'outbound-mail:configure',
  input: z.object({
    address: z.string().trim().min(3).max(320),
    ownerId: z.uuid(),
    mailKind: z.string().trim().min(1).max(100),
    dailyRecipientLimit: z.int().min(1).max(1_000_000),
  }),
  output: MailSettings,
  refuses: ['domain_unreadable', 'address_taken', 'not_an_author'],
  summary: 'Registers a program that sends outside by itself.',
})

export const endSystemSender = endpoint({
  method: 'POST',
  path: '/api/outbound-mail/settings/end-system-sender',
  right: 'outbound-mail:configure',
  input: z.object({ id: z.uuid() }),
  output: MailSettings,
  refuses: ['not_found'],
  summary: 'Ends the registration of a system sender.',
})

export const listOutsideMailbox = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/outside-mailbox',
  right: 'outbound-mail:read',
  input: PageRequest.extend({
    /** What the gate released, or the notices that we wrote ourselves. */
    of: z.enum(['mail', 'notices']).default('mail'),
  }),
  output: pageOf(OutsideMessageLine),
  refuses: ['bad_input', 'not_found'],
  summary: 'The demonstration’s outside mailbox, the newest first. A real organisation has none.',
})

export const exportOutsideMailbox = exportOf(listOutsideMailbox)

export const downloadOutsideMessage = endpoint({
  method: 'GET',
  path: '/api/outbound-mail/outside-mailbox/message',
  right: 'outbound-mail:read',
  input: z.object({ id: z.uuid() }),
  output: z.unknown(),
  refuses: ['not_found', 'content_erased'],
  summary: 'One mail of the demonstration’s outside mailbox, byte for byte.',
})
