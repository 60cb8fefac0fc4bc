import { z } from 'zod'
import { defineEvents } from '../../kernel/ledger/index.ts'
import { AUTHOR_PROBLEMS, FREEZE_CAUSES, MAIL_CLASSES, MAIL_ENTRIES, UNOPENED_ATTACHMENTS } from './mail-states.ts'
import { RULE_SCOPES } from './sending-rules/rule-states.ts'

const count = z.number().int()

/** What the ledger keeps of a mail. Ids, codes and counts: no address, subject line or file name ever. */
export const mailEvents = defineEvents('outbound_mail', {
  received: {
    entry: z.enum(MAIL_ENTRIES),
    sha256: z.string(),
    byteCount: count,
    recipientCount: count,
    outsideCount: count,
    authorId: z.uuid().optional(),
    authorProblem: z.enum(AUTHOR_PROBLEMS).optional(),
    duplicateOfId: z.uuid().optional(),
  },
  read: { engine: z.string(), attachmentCount: count, unreadCount: count },
  author_named: { authorId: z.uuid() },
  engagement_named: { mailClass: z.enum(MAIL_CLASSES), engagementId: z.uuid().optional(), revisionHash: z.string() },
  recipient_dropped: { recipientId: z.uuid(), revisionHash: z.string() },
  withdrawn: { cancelledCount: count },
  sent_back: { cancelledCount: count },
  expired: { cancelledCount: count },
  /** With `breakGlassId`: past its checks, by two persons of the privacy office. */
  released: { permitId: z.uuid(), revisionHash: z.string(), recipientCount: count, breakGlassId: z.uuid().optional() },
  pulled_back: { recipientCount: count },
  /** Something was found, or a rule became stricter, after people had decided: the same content, looked at once more. */
  asked_again: { revisionHash: z.string() },
  delivered: { recipientCount: count, attemptId: z.uuid() },
  deferred: { recipientCount: count, attemptId: z.uuid() },
  /** Said once, to the sender who asked for it. */
  delay_told: { recipientCount: count },
  bounced: { recipientCount: count, isReported: z.boolean() },
  viewed: {},
  attachment_viewed: { number: count, sha256: z.string() },
  attachment_previewed: { number: count, sha256: z.string() },
  /** The author gave a password that opens it; what it is lies sealed, and never here. */
  password_escrowed: { number: count, sha256: z.string(), openedCount: count },
  frozen: { freezeId: z.uuid(), cause: z.enum(FREEZE_CAUSES), wasHeld: z.boolean() },
  freeze_lifted: { freezeId: z.uuid() },
  content_erased: { byteCount: count, sha256: z.string() },
  purged: { sha256: z.string() },
})

export const mailSubject = (id: string) => ({ kind: 'outbound_mail', id })

/** Settings of the mail gate; the subject is the organisation, or the system sender. */
export const mailSettingEvents = defineEvents('mail_setting', {
  /** An organisation's own domain is no personal data. */
  domain_added: { domain: z.string() },
  domain_removed: { domain: z.string() },
  system_sender_registered: { ownerId: z.uuid(), dailyRecipientLimit: count },
  system_sender_ended: {},
  retention_changed: { contentDays: count, recordYears: count },
  /** The next version of the sending rules of a scope; the subject is the version. */
  sending_rules_saved: { scope: z.enum(RULE_SCOPES), version: count, isEnded: z.boolean() },
  mail_list_saved: { memberCount: count },
  mail_list_ended: {},
  policy_changed: {
    coolDownSeconds: count,
    expiresAfterBusinessDays: count,
    unopenedAttachments: z.enum(UNOPENED_ATTACHMENTS),
    approvalCount: count,
    reminderAfterMinutes: count.optional(),
    escalationAfterMinutes: count.optional(),
  },
})
